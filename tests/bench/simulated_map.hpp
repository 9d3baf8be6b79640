#pragma once
#include <cmath>
#include <ctime>

#include "base/random.hpp"
#include "raster/raster.hpp"

namespace borderlens::bench {

/// Eight classes in smooth patches (sums of sine waves cut at levels), with single cells of noise.
inline Raster<ClassCode> simulated_map(Index side, double noise_share) {
    Raster<ClassCode> map(Grid("", {0.0, 0.0}, 10.0, 10.0, side, side));
    Random random(1);
    double wave[12][3];
    for (auto& w : wave) {
        w[0] = random.normal() * 0.06;
        w[1] = random.normal() * 0.06;
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

/// Processor seconds of all threads: what a busy machine does not change much.
template <typename Fn>
double cpu_seconds(Fn&& fn) {
    const std::clock_t start = std::clock();
    fn();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace borderlens::bench
