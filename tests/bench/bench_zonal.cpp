// Processor seconds for statistics of 200 star-shaped polygons on a raster in memory.
// usage: bench_zonal [side in px = 5490] [threads = 1]
#include <fmt/core.h>

#include <cstdlib>
#include <numbers>

#include "base/parallel.hpp"
#include "bench/simulated_map.hpp"
#include "metrics/zonal.hpp"

using namespace borderlens;

int main(int argc, char** argv) {
    const Index side = argc > 1 ? std::atoll(argv[1]) : 5490;
    set_thread_count(argc > 2 ? std::atoi(argv[2]) : 1);
    const Raster<ClassCode> map = bench::simulated_map(side, 0.02);
    const ValueReader values = [&](const Window& window) {
        Raster<double> part(map.grid().crop(window));
        for (Index row = 0; row < window.rows; ++row)
            std::copy_n(map.view().row(window.row0 + row) + window.col0, window.cols,
                        part.view().row(row));
        return part;
    };
    Random random(3);
    std::vector<Geometry> zones(200);
    const double extent = static_cast<double>(side) * 10.0;
    for (Geometry& zone : zones) {
        const double x = extent * random.uniform(), y = -extent * random.uniform();
        Ring ring;
        for (int i = 0; i < 300; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / 300.0;
            const double radius = 0.06 * extent * (0.8 + 0.2 * std::sin(7.0 * angle)) *
                                  (1.0 + 0.05 * random.normal());
            ring.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
        }
        ring.push_back(ring.front());
        zone.polygons.push_back({ring, {}});
    }
    fmt::print("statistics,cells,cpu_seconds\n");
    for (const char* names : {"count,mean", "count,sum,mean,min,max,variance,stdev",
                              "count,median,mode,variety,frac"}) {
        ZonalOptions options;
        options.statistics = parse_statistics(names, false);
        double cells = 0.0;
        const double seconds = bench::cpu_seconds([&] {
            const Table found = zonal_statistics(zones, map.grid(), values, {}, options);
            for (const double count : found.numbers("count")) cells += count;
        });
        fmt::print("\"{}\",{:.0f},{:.3f}\n", names, cells, seconds);
    }
}
