// Shape: how far patches are from being compact.
#include <cmath>
#include <limits>
#include <numbers>

#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

const std::string source = "McGarigal et al. 2023, FRAGSTATS v4, shape metrics";

double shape_index(const Landscape& map, std::size_t i) {
    const Patch& patch = map.patches[i];
    return static_cast<double>(patch.perimeter_sides) /
           least_perimeter_sides(static_cast<double>(patch.cells));
}

double fractal_dimension(const Landscape& map, std::size_t i) {
    const Patch& patch = map.patches[i];
    // One cell is a square; its logarithms are 0 / 0 with cells of 1 m.
    if (patch.cells == 1) return 1.0;
    const double perimeter = static_cast<double>(patch.perimeter_sides) * map.options.cell_size_m;
    return 2.0 * std::log(0.25 * perimeter) /
           std::log(map.area_m2(static_cast<double>(patch.cells)));
}

double contiguity(const Landscape& map, std::size_t i) {
    constexpr double template_sum = 13.0;  // 3 x 3: 1 for cell and corners, 2 for sides
    const Patch& patch = map.patches[i];
    return (patch.like_neighbours / static_cast<double>(patch.cells) - 1.0) / (template_sum - 1.0);
}

double circle(const Landscape& map, std::size_t i) {
    const Patch& patch = map.patches[i];
    // FRAGSTATS gives one-cell patches 0.
    if (patch.cells == 1) return 0.0 * patch.diameter_px;
    // FRAGSTATS v4 prints values of the circle over the patch's longest axis (two farthest cell
    // corners), which three corners may leave, not of the smallest circle around all corners.
    return 1.0 - static_cast<double>(patch.cells) /
                     (0.25 * std::numbers::pi * patch.diameter_px * patch.diameter_px);
}

/// 2 / slope of ln area on ln perimeter over patches; undefined for fewer than 10 patches (the
/// FRAGSTATS limit) or where all perimeters are equal.
double perimeter_area_dimension(const Landscape& map, std::size_t first, std::size_t count) {
    const double undefined = std::numeric_limits<double>::quiet_NaN();
    if (count < 10) return undefined;
    // Means first: sums of squares of raw logarithms would lose digits. The slope does not depend
    // on the cell size.
    double mean_p = 0.0, mean_a = 0.0;
    for (std::size_t i = first; i < first + count; ++i) {
        mean_p += std::log(static_cast<double>(map.patches[i].perimeter_sides));
        mean_a += std::log(static_cast<double>(map.patches[i].cells));
    }
    mean_p /= static_cast<double>(count);
    mean_a /= static_cast<double>(count);
    double pp = 0.0, pa = 0.0;
    for (std::size_t i = first; i < first + count; ++i) {
        const double p = std::log(static_cast<double>(map.patches[i].perimeter_sides)) - mean_p;
        pp += p * p;
        pa += p * (std::log(static_cast<double>(map.patches[i].cells)) - mean_a);
    }
    return pa > 0.0 ? 2.0 * pp / pa : undefined;
}

}  // namespace

std::vector<Metric> shape_metrics() {
    using enum MetricLevel;
    using enum MetricNeeds;
    return {
        {"para", patch, areas, "perimeter / area", "m/ha", "> 0", source,
         [](const Landscape& map, std::size_t i) {
             const Patch& patch = map.patches[i];
             return static_cast<double>(patch.perimeter_sides) * map.options.cell_size_m /
                    map.area_m2(static_cast<double>(patch.cells)) * 10000.0;
         }},
        {"shape", patch, areas, "sides / fewest sides of so many cells", "1", ">= 1", source,
         shape_index},
        {"frac", patch, areas, "2 ln(0.25 p) / ln a; p [m], a [m2]; 1 for one cell", "1",
         "1..2 (cells of 1 m and more)", source, fractal_dimension},
        {"circle", patch, shape,
         "1 - a / (pi d^2 / 4), d = greatest distance of two cell corners; 0 for one cell", "1",
         "0..1", source + "; Baker and Cai 1992", circle},
        {"contig", patch, shape,
         "(mean over cells of like cells in the 3 x 3 template [1 2 1; 2 1 2; 1 2 1] - 1) / 12",
         "1", "0..1", source + "; LaGro 1991", contiguity},
        {"pafrac", class_level, areas, "2 / slope of ln a on ln p over patches; 10 patches or more",
         "1", "1..2", source,
         [](const Landscape& map, std::size_t c) {
             return perimeter_area_dimension(map, map.classes[c].first_patch,
                                             map.classes[c].patches);
         }},
        {"pafrac", landscape, areas, "2 / slope of ln a on ln p over patches; 10 patches or more",
         "1", "1..2", source,
         [](const Landscape& map, std::size_t) {
             return perimeter_area_dimension(map, 0, map.patches.size());
         }},
    };
}

}  // namespace borderlens
