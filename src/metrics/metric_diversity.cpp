// Diversity: how many classes there are and how evenly they share the landscape.
#include <cmath>
#include <limits>

#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

const std::string source = "McGarigal et al. 2023, FRAGSTATS v4, diversity metrics";

double share(const Landscape& map, const ClassSums& sums) {
    return static_cast<double>(sums.cells) / static_cast<double>(map.cells);
}

double classes(const Landscape& map) {
    return static_cast<double>(map.classes.size());
}

double shannon(const Landscape& map) {
    double sum = 0.0;
    for (const ClassSums& sums : map.classes) sum += share(map, sums) * std::log(share(map, sums));
    return 0.0 - sum;
}

double sum_of_squares(const Landscape& map) {
    double sum = 0.0;
    for (const ClassSums& sums : map.classes) sum += share(map, sums) * share(map, sums);
    return sum;
}

double modified_simpson(const Landscape& map) {
    return 0.0 - std::log(sum_of_squares(map));
}

/// Evenness: 0 for one class, where it would be 0 / 0.
double over(double diversity, double greatest) {
    return greatest > 0.0 ? diversity / greatest : 0.0;
}

using Map = const Landscape&;

}  // namespace

std::vector<Metric> diversity_metrics() {
    using enum MetricLevel;
    using enum MetricNeeds;
    return {
        {"pr", landscape, areas, "m, the number of classes", "1", ">= 1", source,
         [](Map map, std::size_t) { return classes(map); }},
        {"prd", landscape, areas, "classes per 100 ha", "1/100 ha", "> 0", source,
         [](Map map, std::size_t) {
             return classes(map) / map.area_m2(static_cast<double>(map.cells)) * 10000.0 * 100.0;
         }},
        {"rpr", landscape, areas, "100 * m / classes there could be (--max-classes)", "%", "0..100",
         source,
         [](Map map, std::size_t) {
             return map.options.max_classes > 0
                        ? 100.0 * classes(map) / static_cast<double>(map.options.max_classes)
                        : std::numeric_limits<double>::quiet_NaN();
         }},
        {"shdi", landscape, areas, "- sum P ln P", "1", ">= 0", source + "; Shannon 1948",
         [](Map map, std::size_t) { return shannon(map); }},
        {"sidi", landscape, areas, "1 - sum P^2", "1", "0..1", source + "; Simpson 1949",
         [](Map map, std::size_t) { return 1.0 - sum_of_squares(map); }},
        {"msidi", landscape, areas, "- ln sum P^2", "1", ">= 0", source + "; Pielou 1975",
         [](Map map, std::size_t) { return modified_simpson(map); }},
        {"shei", landscape, areas, "shdi / ln m; 0 for one class", "1", "0..1", source,
         [](Map map, std::size_t) { return over(shannon(map), std::log(classes(map))); }},
        {"siei", landscape, areas, "sidi / (1 - 1 / m); 0 for one class", "1", "0..1", source,
         [](Map map, std::size_t) {
             return over(1.0 - sum_of_squares(map), 1.0 - 1.0 / classes(map));
         }},
        {"msiei", landscape, areas, "msidi / ln m; 0 for one class", "1", "0..1", source,
         [](Map map, std::size_t) { return over(modified_simpson(map), std::log(classes(map))); }},
    };
}

}  // namespace borderlens
