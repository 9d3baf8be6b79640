// Core area: what is left of patches away from their edges.
#include <cmath>
#include <limits>

#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

const std::string source = "McGarigal et al. 2023, FRAGSTATS v4, core area metrics";

double core_cells(const Landscape& map, std::size_t first, std::size_t count) {
    double cells = 0.0;
    for (std::size_t i = first; i < first + count; ++i) cells += map.patches[i].core_cells;
    return cells;
}

double hectares(const Landscape& map, double cells) {
    return map.area_m2(cells) / 10000.0;
}

double class_cores(const Landscape& map, std::size_t c) {
    return map.options.with_core ? static_cast<double>(map.classes[c].disjunct_core_cells.size())
                                 : std::numeric_limits<double>::quiet_NaN();
}

double all_cores(const Landscape& map) {
    double count = 0.0;
    for (std::size_t c = 0; c < map.classes.size(); ++c) count += class_cores(map, c);
    return count;
}

double per_100_ha(const Landscape& map, double count) {
    return count / map.area_m2(static_cast<double>(map.cells)) * 10000.0 * 100.0;
}

}  // namespace

std::vector<Metric> core_metrics() {
    using enum MetricLevel;
    using enum MetricNeeds;
    return {
        {"core", patch, MetricNeeds::core, "core area: cells deeper than the edge depth", "ha",
         ">= 0", source,
         [](const Landscape& map, std::size_t i) {
             return hectares(map, map.patches[i].core_cells);
         }},
        {"ncore", patch, MetricNeeds::core, "number of disjunct core areas", "1", ">= 0", source,
         [](const Landscape& map, std::size_t i) { return map.patches[i].disjunct_cores; }},
        {"cai", patch, MetricNeeds::core, "100 * core area / area", "%", "0..100", source,
         [](const Landscape& map, std::size_t i) {
             return 100.0 * map.patches[i].core_cells / static_cast<double>(map.patches[i].cells);
         }},
        {"tca", class_level, MetricNeeds::core, "sum of core areas", "ha", ">= 0", source,
         [](const Landscape& map, std::size_t c) {
             return hectares(map,
                             core_cells(map, map.classes[c].first_patch, map.classes[c].patches));
         }},
        {"tca", landscape, MetricNeeds::core, "sum of core areas", "ha", ">= 0", source,
         [](const Landscape& map, std::size_t) {
             return hectares(map, core_cells(map, 0, map.patches.size()));
         }},
        {"cpland", class_level, MetricNeeds::core, "100 * class core area / landscape area", "%",
         "0..100", source,
         [](const Landscape& map, std::size_t c) {
             return 100.0 * core_cells(map, map.classes[c].first_patch, map.classes[c].patches) /
                    static_cast<double>(map.cells);
         }},
        {"ndca", class_level, MetricNeeds::core, "number of disjunct core areas", "1", ">= 0",
         source, class_cores},
        {"ndca", landscape, MetricNeeds::core, "number of disjunct core areas", "1", ">= 0", source,
         [](const Landscape& map, std::size_t) { return all_cores(map); }},
        {"dcad", class_level, MetricNeeds::core, "disjunct core areas per 100 ha of landscape",
         "1/100 ha", ">= 0", source,
         [](const Landscape& map, std::size_t c) { return per_100_ha(map, class_cores(map, c)); }},
        {"dcad", landscape, MetricNeeds::core, "disjunct core areas per 100 ha", "1/100 ha", ">= 0",
         source, [](const Landscape& map, std::size_t) { return per_100_ha(map, all_cores(map)); }},
    };
}

}  // namespace borderlens
