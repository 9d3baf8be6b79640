// Area and edge: how much of each class there is, in how large pieces, with how much edge.
#include <algorithm>

#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

const std::string source = "McGarigal et al. 2023, FRAGSTATS v4, area-edge metrics";
constexpr double m2_per_ha = 10000.0;

double hectares(const Landscape& map, double cells) {
    return map.area_m2(cells) / m2_per_ha;
}

double largest_share(const Landscape& map, std::size_t first, std::size_t count) {
    Index largest = 0;
    for (std::size_t i = first; i < first + count; ++i)
        largest = std::max(largest, map.patches[i].cells);
    return 100.0 * static_cast<double>(largest) / static_cast<double>(map.cells);
}

double class_edge_m(const Landscape& map, std::size_t c) {
    const ClassSums& sums = map.classes[c];
    return static_cast<double>(map.options.count_boundary ? sums.perimeter_sides
                                                          : sums.edge_sides) *
           map.options.cell_size_m;
}

double landscape_edge_m(const Landscape& map) {
    return static_cast<double>(map.edge_sides +
                               (map.options.count_boundary ? map.boundary_sides : 0)) *
           map.options.cell_size_m;
}

double landscape_hectares(const Landscape& map) {
    return hectares(map, static_cast<double>(map.cells));
}

}  // namespace

std::vector<Metric> area_edge_metrics() {
    using enum MetricLevel;
    using enum MetricNeeds;
    return {
        {"area", patch, areas, "a / 10000, a = patch area [m2]", "ha", "> 0", source,
         [](const Landscape& map, std::size_t i) {
             return hectares(map, static_cast<double>(map.patches[i].cells));
         }},
        {"perim", patch, areas, "all sides of the patch, with background and the map's edge", "m",
         "> 0", source,
         [](const Landscape& map, std::size_t i) {
             return static_cast<double>(map.patches[i].perimeter_sides) * map.options.cell_size_m;
         }},
        {"gyrate", patch, shape,
         "mean distance of the patch's cell centres from its centroid; half a cell for a one-cell "
         "patch",
         "m", "> 0", source,
         [](const Landscape& map, std::size_t i) {
             // FRAGSTATS gives one-cell patches half a cell, not the definition's zero. Patches
             // that are symmetric about their centroid agree to all its digits; for others it
             // prints up to 2.3 % more or less, which no centroid we tried explains (cells weighted
             // by their neighbours or sides, medians, middle of the bounds, rounded places).
             const Patch& patch = map.patches[i];
             return (patch.cells == 1 ? 0.5 + 0.0 * patch.gyration_px : patch.gyration_px) *
                    map.options.cell_size_m;
         }},
        {"ca", class_level, areas, "sum of a / 10000 over the class's patches", "ha", "> 0", source,
         [](const Landscape& map, std::size_t c) {
             return hectares(map, static_cast<double>(map.classes[c].cells));
         }},
        {"pland", class_level, areas, "100 * class area / landscape area", "%", "0..100", source,
         [](const Landscape& map, std::size_t c) {
             return 100.0 * static_cast<double>(map.classes[c].cells) /
                    static_cast<double>(map.cells);
         }},
        {"ta", landscape, areas, "sum of a / 10000 over all patches, without background", "ha",
         "> 0", source, [](const Landscape& map, std::size_t) { return landscape_hectares(map); }},
        {"lpi", class_level, areas, "100 * max a / landscape area", "%", "0..100", source,
         [](const Landscape& map, std::size_t c) {
             return largest_share(map, map.classes[c].first_patch, map.classes[c].patches);
         }},
        {"lpi", landscape, areas, "100 * max a / landscape area", "%", "0..100", source,
         [](const Landscape& map, std::size_t) {
             return largest_share(map, 0, map.patches.size());
         }},
        {"te", class_level, areas,
         "length of sides between the class and other classes (with --count-boundary also to "
         "background and the map's edge)",
         "m", ">= 0", source, class_edge_m},
        {"te", landscape, areas,
         "length of sides between different classes (with --count-boundary also to background and "
         "the map's edge)",
         "m", ">= 0", source,
         [](const Landscape& map, std::size_t) { return landscape_edge_m(map); }},
        {"ed", class_level, areas, "te / landscape area [ha]", "m/ha", ">= 0", source,
         [](const Landscape& map, std::size_t c) {
             return class_edge_m(map, c) / landscape_hectares(map);
         }},
        {"ed", landscape, areas, "te / landscape area [ha]", "m/ha", ">= 0", source,
         [](const Landscape& map, std::size_t) {
             return landscape_edge_m(map) / landscape_hectares(map);
         }},
    };
}

}  // namespace borderlens
