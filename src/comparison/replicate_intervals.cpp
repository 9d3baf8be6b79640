#include "comparison/replicate_intervals.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/no_value.hpp"
#include "comparison/student.hpp"

namespace borderlens {
namespace {

std::string place_of(const Measure& row) {
    return row.side + "|" + row.band + "|" + row.metric;
}

/// Values of one figure, each with the ground it stands for.
struct Replicates {
    std::vector<double> value, weight;
};

std::map<std::string, Replicates> by_place(const std::vector<Measure>& rows) {
    std::map<std::string, Replicates> places;
    for (const Measure& row : rows) {
        Replicates& place = places[place_of(row)];
        place.value.push_back(row.value);
        place.weight.push_back(row.n);
    }
    return places;
}

/// Variance of the pieces' weighted mean. src: ratio of means with equal clusters, Cochran 1977,
/// section 6.3.
double variance_of_mean(const Replicates& pieces) {
    double weight = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < pieces.value.size(); ++i) {
        weight += pieces.weight[i];
        sum += pieces.weight[i] * pieces.value[i];
    }
    for (std::size_t i = 0; i < pieces.value.size(); ++i)
        squares += std::pow(pieces.weight[i] * (pieces.value[i] - sum / weight), 2.0);
    const double count = static_cast<double>(pieces.value.size());
    return squares * count / (count - 1.0) / (weight * weight);
}

/// What another map with the same doubts would say differently, its shift included: a map with
/// errors is cut up more than the ground, and drawing errors once more shows by how much.
double mean_square_from(double value, const Replicates& draws) {
    double squares = 0.0;
    for (const double drawn : draws.value) squares += (drawn - value) * (drawn - value);
    return squares / static_cast<double>(draws.value.size());
}

}  // namespace

void add_replicate_intervals(std::vector<Measure>& rows, const std::vector<Measure>& pieces,
                             const std::vector<Measure>& drawn) {
    const auto ground = by_place(pieces), maps = by_place(drawn);
    for (Measure& row : rows) {
        row.low = row.high = no_value;
        const auto found = ground.find(place_of(row));
        // Counts of patches are sums over pieces, no means.
        const bool is_count = row.metric == "np" || row.metric.rfind("np ", 0) == 0;
        if (found == ground.end() || is_count || found->second.value.size() < 3) continue;
        double variance = variance_of_mean(found->second);
        if (const auto map = maps.find(place_of(row)); map != maps.end())
            variance += mean_square_from(row.value, map->second);
        const double degrees = static_cast<double>(found->second.value.size()) - 1.0;
        const double half = student_half_width(0.95, degrees) * std::sqrt(variance);
        row.low = std::min(row.value, std::max(0.0, row.value - half));
        row.high = row.value + half;
        // Percentages end at 100, but for coefficients of variation.
        if (row.unit == "%" && row.metric.find("_cv") == std::string::npos)
            row.high = std::max(row.value, std::min(100.0, row.high));
    }
}

}  // namespace borderlens
