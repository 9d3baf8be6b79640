// Seconds to measure the patches of a map of 8 classes: labels, area and perimeter (the part that
// can be compared with one-pass union-find), then with all shape, core and neighbour metrics.
// usage: bench_patches [side in px = 5490] [threads = 1]
#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdlib>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "raster/components.hpp"

using namespace borderlens;

namespace {

/// Eight classes in smooth patches: sums of sine waves cut at levels, with single cells of noise.
Raster<ClassCode> simulated_map(Index side, double noise_share) {
    Raster<ClassCode> map(Grid("", {0.0, 0.0}, 10.0, 10.0, side, side));
    Random random(1);
    double wave[12][3];
    for (auto& w : wave) {
        w[0] = random.normal() * 0.12;
        w[1] = random.normal() * 0.12;
        w[2] = random.uniform() * 6.28;
    }
    for (Index r = 0; r < side; ++r)
        for (Index c = 0; c < side; ++c) {
            double height = 0.0;
            for (const auto& w : wave)
                height +=
                    std::sin(w[0] * static_cast<double>(r) + w[1] * static_cast<double>(c) + w[2]);
            const int level = static_cast<int>(std::floor(height + 4.0));
            map(r, c) = static_cast<ClassCode>(1 + ((level % 8) + 8) % 8);
            if (random.uniform() < noise_share)
                map(r, c) = static_cast<ClassCode>(1 + random.below(8));
        }
    return map;
}

template <typename Fn>
double seconds(Fn&& fn) {
    const auto start = std::chrono::steady_clock::now();
    fn();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
    const Index side = argc > 1 ? std::atoll(argv[1]) : 5490;
    set_thread_count(argc > 2 ? std::atoi(argv[2]) : 1);
    fmt::print("map,step,patches,seconds\n");
    for (const double noise : {0.0, 0.02, 0.2}) {
        const Raster<ClassCode> map = simulated_map(side, noise);
        std::size_t patches = 0;
        const double time = seconds([&] {
            const ComponentMap found(code_source(map), Connectivity::eight);
            patches = found.components().size();
        });
        fmt::print("noise {},labels area perimeter edges,{},{:.3f}\n", noise, patches, time);
    }
}
