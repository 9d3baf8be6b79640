// Aggregation: how much the cells of a class lie together, and in how many pieces.
#include <algorithm>
#include <cmath>
#include <limits>

#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

const std::string source = "McGarigal et al. 2023, FRAGSTATS v4, aggregation metrics";
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
using Map = const Landscape&;

double real(Index count) {
    return static_cast<double>(count);
}

double per_100_ha(Map map, std::size_t count) {
    return static_cast<double>(count) / map.area_m2(real(map.cells)) * 10000.0 * 100.0;
}

/// Like adjacencies, each side counted from both of its cells.
double like_adjacencies(const ClassSums& sums) {
    return 2.0 * real(sums.like_sides);
}

/// All adjacencies of the class: every cell has four sides, those to background included.
double adjacencies(const ClassSums& sums) {
    return 4.0 * real(sums.cells);
}

double class_shape_index(Map map, std::size_t c) {
    return real(map.classes[c].perimeter_sides) / least_perimeter_sides(real(map.classes[c].cells));
}

double normalised_shape_index(Map map, std::size_t c) {
    const ClassSums& sums = map.classes[c];
    const double least = least_perimeter_sides(real(sums.cells));
    // No more sides than the class's cells have, and none but at the landscape's boundary and
    // around cells of other classes: the lower of the two bounds.
    const double greatest = std::min(4.0 * real(sums.cells),
                                     real(map.boundary_sides) + 4.0 * real(map.cells - sums.cells));
    return greatest > least ? (real(sums.perimeter_sides) - least) / (greatest - least) : undefined;
}

double clumpiness(Map map, std::size_t c) {
    const ClassSums& sums = map.classes[c];
    const double share = real(sums.cells) / real(map.cells);
    const double possible = adjacencies(sums) - least_perimeter_sides(real(sums.cells));
    if (share == 1.0 || possible <= 0.0) return undefined;
    const double likeness = like_adjacencies(sums) / possible;
    return likeness < share && share < 0.5 ? (likeness - share) / share
                                           : (likeness - share) / (1.0 - share);
}

/// Most like sides (each once) that so many cells can have.
double most_like_sides(double cells) {
    return (4.0 * cells - least_perimeter_sides(cells)) / 2.0;
}

double aggregation_index(Map map, std::size_t c) {
    const double most = most_like_sides(real(map.classes[c].cells));
    return most > 0.0 ? 100.0 * real(map.classes[c].like_sides) / most : undefined;
}

double landscape_aggregation_index(Map map) {
    double sum = 0.0;
    bool any = false;
    for (std::size_t c = 0; c < map.classes.size(); ++c) {
        const double index = aggregation_index(map, c);
        // A class of one cell has no adjacency to be aggregated: it adds nothing.
        if (std::isnan(index)) continue;
        any = true;
        sum += index * real(map.classes[c].cells) / real(map.cells);
    }
    return any ? sum : undefined;
}

double cohesion(Map map, std::size_t first, std::size_t count) {
    double sides = 0.0, weighted = 0.0;
    for (std::size_t i = first; i < first + count; ++i) {
        const Patch& patch = map.patches[i];
        sides += real(patch.perimeter_sides);
        weighted += real(patch.perimeter_sides) * std::sqrt(real(patch.cells));
    }
    const double whole = 1.0 - 1.0 / std::sqrt(real(map.cells));
    return whole > 0.0 ? 100.0 * (1.0 - sides / weighted) / whole : undefined;
}

double sum_of_squared_areas(Map map, std::size_t first, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = first; i < first + count; ++i)
        sum += real(map.patches[i].cells) * real(map.patches[i].cells);
    return sum;
}

double division(Map map, std::size_t first, std::size_t count) {
    return 1.0 - sum_of_squared_areas(map, first, count) / real(map.cells) / real(map.cells);
}

double mesh_ha(Map map, std::size_t first, std::size_t count) {
    return map.area_m2(sum_of_squared_areas(map, first, count) / real(map.cells)) / 10000.0;
}

double splitting(Map map, std::size_t first, std::size_t count) {
    return real(map.cells) / sum_of_squared_areas(map, first, count) * real(map.cells);
}

/// - sum of q ln q over the shares of `edges`, over ln(kinds), in percent.
double interspersion(const std::vector<double>& edges, double kinds) {
    double total = 0.0, sum = 0.0;
    for (const double edge : edges) total += edge;
    if (total == 0.0) return undefined;
    for (const double edge : edges)
        if (edge > 0.0) sum -= edge / total * std::log(edge / total);
    return 100.0 * sum / std::log(kinds);
}

double class_interspersion(Map map, std::size_t c) {
    if (map.classes.size() < 3) return undefined;
    std::vector<double> edges;
    for (const Index sides : map.classes[c].sides_to) edges.push_back(real(sides));
    return interspersion(edges, static_cast<double>(map.classes.size()) - 1.0);
}

double landscape_interspersion(Map map) {
    const double m = static_cast<double>(map.classes.size());
    if (m < 3.0) return undefined;
    std::vector<double> edges;
    for (std::size_t c = 0; c < map.classes.size(); ++c)
        for (std::size_t k = c + 1; k < map.classes.size(); ++k)
            edges.push_back(real(map.classes[c].sides_to[k]));
    return interspersion(edges, 0.5 * m * (m - 1.0));
}

double contagion(Map map) {
    const double m = static_cast<double>(map.classes.size());
    if (m < 2.0) return undefined;
    double sum = 0.0;
    const auto add = [&](double share) {
        if (share > 0.0) sum += share * std::log(share);
    };
    for (std::size_t c = 0; c < map.classes.size(); ++c) {
        const ClassSums& sums = map.classes[c];
        const double all = like_adjacencies(sums) + real(sums.edge_sides);
        if (all == 0.0) continue;
        const double share = real(sums.cells) / real(map.cells);
        for (std::size_t k = 0; k < map.classes.size(); ++k)
            add(share * (k == c ? like_adjacencies(sums) : real(sums.sides_to[k])) / all);
    }
    return 100.0 * (1.0 + sum / (2.0 * std::log(m)));
}

double landscape_like_share(Map map) {
    double like = 0.0, all = 0.0;
    for (const ClassSums& sums : map.classes) {
        like += like_adjacencies(sums);
        all += adjacencies(sums);
    }
    return 100.0 * like / all;
}

/// Applies a function of a range of patches to one class's patches, or to all.
template <double (*fn)(Map, std::size_t, std::size_t)>
double of_class(Map map, std::size_t c) {
    return fn(map, map.classes[c].first_patch, map.classes[c].patches);
}
template <double (*fn)(Map, std::size_t, std::size_t)>
double of_landscape(Map map, std::size_t) {
    return fn(map, 0, map.patches.size());
}

}  // namespace

std::vector<Metric> aggregation_metrics() {
    using enum MetricLevel;
    using enum MetricNeeds;
    return {
        {"enn", patch, neighbours,
         "distance to the nearest patch of the same class, between cell centres", "m", "> 0",
         source,
         [](Map map, std::size_t i) {
             return map.patches[i].nearest_px * map.options.cell_size_m;
         }},
        {"np", class_level, areas, "number of patches", "1", ">= 1", source,
         [](Map map, std::size_t c) { return static_cast<double>(map.classes[c].patches); }},
        {"np", landscape, areas, "number of patches", "1", ">= 1", source,
         [](Map map, std::size_t) { return static_cast<double>(map.patches.size()); }},
        {"pd", class_level, areas, "patches per 100 ha of landscape", "1/100 ha", "> 0", source,
         [](Map map, std::size_t c) { return per_100_ha(map, map.classes[c].patches); }},
        {"pd", landscape, areas, "patches per 100 ha", "1/100 ha", "> 0", source,
         [](Map map, std::size_t) { return per_100_ha(map, map.patches.size()); }},
        {"lsi", class_level, areas,
         "sides of the class, with background and the map's edge, / fewest sides of so many cells",
         "1", ">= 1", source, class_shape_index},
        {"lsi", landscape, areas,
         "(sides between classes + boundary sides) / fewest sides of so many cells", "1", ">= 1",
         source,
         [](Map map, std::size_t) {
             return real(map.edge_sides + map.boundary_sides) /
                    least_perimeter_sides(real(map.cells));
         }},
        {"nlsi", class_level, areas,
         "(e - min e) / (max e - min e); e = sides of the class, max e = min(4 cells, boundary + "
         "4 cells of other classes)",
         "1", "0..1", source, normalised_shape_index},
        {"pladj", class_level, areas, "100 * like adjacencies / all, background included", "%",
         "0..100", source,
         [](Map map, std::size_t c) {
             return 100.0 * like_adjacencies(map.classes[c]) / adjacencies(map.classes[c]);
         }},
        {"pladj", landscape, areas, "100 * like adjacencies / all, background included", "%",
         "0..100", source, [](Map map, std::size_t) { return landscape_like_share(map); }},
        {"clumpy", class_level, areas,
         "(G - P) / P if G < P < 0.5, else (G - P) / (1 - P); G = like adjacencies / (all - fewest "
         "sides)",
         "1", "-1..1", source, clumpiness},
        {"ai", class_level, areas, "100 * like sides / most like sides of so many cells", "%",
         "0..100", source + "; He et al. 2000", aggregation_index},
        {"ai", landscape, areas, "sum of ai * P over classes", "%", "0..100",
         source + "; He et al. 2000",
         [](Map map, std::size_t) { return landscape_aggregation_index(map); }},
        {"cohesion", class_level, areas,
         "100 (1 - sum p / sum p sqrt(a)) / (1 - 1 / sqrt(A)); p in sides, a and A in cells", "%",
         "0..100", source + "; Schumaker 1996", of_class<cohesion>},
        {"cohesion", landscape, areas,
         "100 (1 - sum p / sum p sqrt(a)) / (1 - 1 / sqrt(A)); p in sides, a and A in cells", "%",
         "0..100", source + "; Schumaker 1996", of_landscape<cohesion>},
        {"division", class_level, areas, "1 - sum (a / A)^2", "1", "0..1", source + "; Jaeger 2000",
         of_class<division>},
        {"division", landscape, areas, "1 - sum (a / A)^2", "1", "0..1", source + "; Jaeger 2000",
         of_landscape<division>},
        {"mesh", class_level, areas, "sum a^2 / A", "ha", "> 0", source + "; Jaeger 2000",
         of_class<mesh_ha>},
        {"mesh", landscape, areas, "sum a^2 / A", "ha", "> 0", source + "; Jaeger 2000",
         of_landscape<mesh_ha>},
        {"split", class_level, areas, "A^2 / sum a^2", "1", ">= 1", source + "; Jaeger 2000",
         of_class<splitting>},
        {"split", landscape, areas, "A^2 / sum a^2", "1", ">= 1", source + "; Jaeger 2000",
         of_landscape<splitting>},
        {"iji", class_level, areas,
         "100 * (- sum q ln q) / ln(m - 1); q = shares of the class's edge; three classes or more",
         "%", "0..100", source, class_interspersion},
        {"iji", landscape, areas,
         "100 * (- sum q ln q) / ln(m (m - 1) / 2); q = shares of all edge; three classes or more",
         "%", "0..100", source, [](Map map, std::size_t) { return landscape_interspersion(map); }},
        {"contag", landscape, areas,
         "100 (1 + sum P g ln(P g) / (2 ln m)); g = share of a class's adjacencies, without "
         "background",
         "%", "0..100", source + "; Li and Reynolds 1993",
         [](Map map, std::size_t) { return contagion(map); }},
    };
}

}  // namespace borderlens
