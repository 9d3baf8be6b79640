#include "comparison/stretch_inference.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace borderlens {
namespace {

// chosen: two values leave one degree of freedom, whose 95 % interval is thirteen deviations wide.
constexpr double least_independent = 3.0;

struct SideMoments {
    double mean = no_value;
    double variance = 0.0;                                 ///< weighted, of the population
    std::map<double, std::pair<double, double>> by_place;  ///< along_km -> deviation, weight
};

SideMoments moments_of(const BorderColumn& column) {
    double weight = 0.0, sum = 0.0;
    const auto counts = [&](std::size_t i) {
        return column.weight[i] > 0.0 && !std::isnan(column.value[i]);
    };
    for (std::size_t i = 0; i < column.value.size(); ++i) {
        if (!counts(i)) continue;
        weight += column.weight[i];
        sum += column.weight[i] * column.value[i];
    }
    SideMoments moments;
    if (weight <= 0.0) return moments;
    moments.mean = sum / weight;
    for (std::size_t i = 0; i < column.value.size(); ++i) {
        if (!counts(i)) continue;
        const double deviation = column.value[i] - moments.mean;
        moments.variance += column.weight[i] * deviation * deviation / weight;
        moments.by_place[column.along_km[i]] = {deviation, column.weight[i]};
    }
    return moments;
}

/// Of the cells that lie opposite each other, weighted by the smaller weight.
double covariance_of(const SideMoments& a, const SideMoments& b) {
    double weight = 0.0, products = 0.0;
    for (const auto& [place, one] : a.by_place) {
        const auto other = b.by_place.find(place);
        if (other == b.by_place.end()) continue;
        const double w = std::min(one.second, other->second.second);
        weight += w;
        products += w * one.first * other->second.first;
    }
    const double limit = std::sqrt(a.variance * b.variance);
    return weight > 0.0 ? std::clamp(products / weight, -limit, limit) : 0.0;
}

}  // namespace

StretchEstimate stretch_estimate(const BorderColumn& a, const BorderColumn& b,
                                 const BorderVariogram& variogram, double length_km) {
    const SideMoments on_a = moments_of(a), on_b = moments_of(b);
    const double cells = static_cast<double>(std::max(on_a.by_place.size(), on_b.by_place.size()));
    StretchEstimate stretch;
    stretch.independent = std::min(cells, 1.0 / variogram.variance_of_mean(length_km));
    stretch.too_short = stretch.independent < least_independent;
    const double n = std::max(least_independent, stretch.independent);
    stretch.joint = {on_a.mean,
                     on_b.mean,
                     on_a.variance / (n - 1.0),
                     on_b.variance / (n - 1.0),
                     covariance_of(on_a, on_b) / (n - 1.0),
                     std::max(n - 1.0, variogram.variance_degrees(length_km)),
                     cells,
                     cells};
    return stretch;
}

}  // namespace borderlens
