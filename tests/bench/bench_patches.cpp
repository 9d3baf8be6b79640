// Processor seconds to measure the patches of a map of 8 classes: labels with area, perimeter and
// edges (what one-pass union-find on cells is compared with), and every metric of all levels.
// usage: bench_patches [side in px = 5490] [threads = 1]
#include <fmt/core.h>

#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "base/parallel.hpp"
#include "bench/simulated_map.hpp"
#include "metrics/metrics.hpp"
#include "raster/disjoint_sets.hpp"
#include "raster/mat.hpp"

using namespace borderlens;

namespace {

/// The peer: union-find cell by cell, one pass over labels, one over areas and perimeters.
std::size_t patches_by_cells(const Raster<ClassCode>& map) {
    const Index rows = map.rows(), cols = map.cols();
    std::vector<std::int32_t> labels(static_cast<std::size_t>(rows * cols));
    DisjointSets sets;
    for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < cols; ++c) {
            std::int32_t label = -1;
            const auto meet = [&](Index dr, Index dc) {
                if (r + dr < 0 || c + dc < 0 || c + dc >= cols) return false;
                if (map(r + dr, c + dc) != map(r, c)) return false;
                const std::int32_t other =
                    labels[static_cast<std::size_t>((r + dr) * cols + c + dc)];
                label = label < 0 || label == other ? other : sets.join(label, other);
                return true;
            };
            // A like cell above is joined with the others already.
            if (!meet(-1, 0)) {
                meet(-1, 1);
                if (!meet(0, -1)) meet(-1, -1);
            }
            labels[static_cast<std::size_t>(r * cols + c)] = label < 0 ? sets.add() : label;
        }
    std::int32_t count = 0;
    const std::vector<std::int32_t> numbers = sets.numbered(count);
    std::vector<Index> area(static_cast<std::size_t>(count)), sides(area.size());
    for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < cols; ++c) {
            const std::size_t n = static_cast<std::size_t>(
                numbers[static_cast<std::size_t>(labels[static_cast<std::size_t>(r * cols + c)])]);
            ++area[n];
            sides[n] += (r == 0 || map(r - 1, c) != map(r, c)) +
                        (r == rows - 1 || map(r + 1, c) != map(r, c)) +
                        (c == 0 || map(r, c - 1) != map(r, c)) +
                        (c == cols - 1 || map(r, c + 1) != map(r, c));
        }
    return area.size();
}

std::size_t patches_by_opencv(Raster<ClassCode>& map) {
    std::size_t patches = 0;
    for (int code = 1; code <= 8; ++code) {
        const cv::Mat of_class = as_mat(map.view()) == code;
        cv::Mat labels;
        patches += static_cast<std::size_t>(cv::connectedComponents(of_class, labels, 8) - 1);
    }
    return patches;
}

}  // namespace

int main(int argc, char** argv) {
    const Index side = argc > 1 ? std::atoll(argv[1]) : 5490;
    set_thread_count(argc > 2 ? std::atoi(argv[2]) : 1);
    cv::setNumThreads(1);
    fmt::print("noise,step,patches,cpu_seconds\n");
    for (const double noise : {0.0, 0.02, 0.2}) {
        Raster<ClassCode> map = bench::simulated_map(side, noise);
        std::size_t patches = 0;
        const auto report = [&](const char* step, double seconds) {
            fmt::print("{},{},{},{:.3f}\n", noise, step, patches, seconds);
        };
        report("labels area perimeter edges", bench::cpu_seconds([&] {
                   patches =
                       ComponentMap(code_source(map), Connectivity::eight).components().size();
               }));
        report("peer: union-find on cells",
               bench::cpu_seconds([&] { patches = patches_by_cells(map); }));
        report("peer: OpenCV labels only",
               bench::cpu_seconds([&] { patches = patches_by_opencv(map); }));
        report("all metrics", bench::cpu_seconds([&] {
                   const Landscape found = measure_landscape(code_source(map), {});
                   patches = found.patches.size();
                   for (const MetricLevel level :
                        {MetricLevel::patch, MetricLevel::class_level, MetricLevel::landscape})
                       metric_table(found, level, choose_metrics(level, {}));
               }));
    }
}
