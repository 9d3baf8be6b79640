#include "comparison/effect_data.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "comparison/border_variogram.hpp"
#include "comparison/interval.hpp"
#include "comparison/student.hpp"

namespace borderlens {
namespace {

constexpr double most_clusters_of_line = 12.0;  // chosen: CR1 and CR3 want ten clusters or more

struct WeightedMean {
    double weight = 0.0;
    double sum = 0.0;
    void add(double w, double value) {
        weight += w;
        sum += w * value;
    }
    double value() const { return weight > 0.0 ? sum / weight : no_value; }
};

}  // namespace

EffectData effect_data(const SquareSums& squares, const std::vector<double>& value,
                       const std::vector<double>& weight) {
    EffectData data;
    const Index row_length = 2 * squares.scheme.across();
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!(weight[i] > 0.0) || std::isnan(value[i])) continue;
        const double pixels = squares.pixels[i];
        data.rows.outcome.push_back(value[i]);
        data.rows.distance.push_back(squares.distance_km[i] / pixels);
        data.rows.weight.push_back(weight[i]);
        data.rows.cluster.push_back(static_cast<Index>(i) / row_length);
        data.along_km.push_back(squares.along_km[i] / pixels);
        data.plane.x_km.push_back(squares.x_km[i] / pixels);
        data.plane.y_km.push_back(squares.y_km[i] / pixels);
        data.plane.on_right.push_back(data.rows.distance.back() >= 0.0 ? 1 : 0);
    }
    data.plane.outcome = data.rows.outcome;
    data.plane.weight = data.rows.weight;
    data.plane.cluster = data.rows.cluster;
    return data;
}

DiscontinuityData with_clusters(const EffectData& data, double cluster_km) {
    DiscontinuityData rows = data.rows;
    for (std::size_t i = 0; i < rows.cluster.size(); ++i)
        rows.cluster[i] = static_cast<Index>(data.along_km[i] / cluster_km);
    return rows;
}

ClusterLength cluster_length(const EffectData& data, const SquareScheme& scheme) {
    // Each side's mean at each place along the line: what is alike within a cluster is alike there.
    std::vector<std::vector<double>> series;
    for (const bool right : {false, true}) {
        std::vector<WeightedMean> places(static_cast<std::size_t>(scheme.along()));
        for (std::size_t i = 0; i < data.rows.outcome.size(); ++i)
            if ((data.rows.distance[i] >= 0.0) == right)
                places[static_cast<std::size_t>(data.rows.cluster[i])].add(data.rows.weight[i],
                                                                           data.rows.outcome[i]);
        series.emplace_back();
        for (const WeightedMean& place : places) series.back().push_back(place.value());
    }
    const double wanted_km = std::max(3.0 * fit_border_variogram(series, scheme.square_km).range_km,
                                      2.0 * scheme.square_km);
    const double first_km = *std::min_element(data.along_km.begin(), data.along_km.end());
    const double last_km = *std::max_element(data.along_km.begin(), data.along_km.end());
    const double longest_km = (last_km - first_km) / most_clusters_of_line;
    return {std::max(std::min(wanted_km, longest_km), scheme.square_km), wanted_km > longest_km};
}

EffectEstimate few_cluster_inference(const EffectEstimate& effect, double extra_variance,
                                     double degrees, double confidence) {
    EffectEstimate result = effect;
    result.se = std::sqrt(effect.se * effect.se + extra_variance);
    result.z = effect.estimate / result.se;
    result.p = 2.0 * student_cdf(-std::abs(result.z), std::max(1.0, degrees));
    const double half = student_half_width(confidence, std::max(1.0, degrees)) * result.se;
    result.ci_low = effect.estimate - half;
    result.ci_high = effect.estimate + half;
    return result;
}

std::vector<EffectBin> effect_bins(const DiscontinuityData& rows, Index bins_a_side) {
    std::vector<EffectBin> bins;
    double reach[2] = {0.0, 0.0};
    for (const double distance : rows.distance)
        reach[distance >= 0.0] = std::max(reach[distance >= 0.0], std::abs(distance));
    std::map<Index, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < rows.distance.size(); ++i) {
        const bool right = rows.distance[i] >= 0.0;
        const double share = std::abs(rows.distance[i]) / std::max(reach[right], 1e-12);
        const Index out =
            std::min(bins_a_side - 1, static_cast<Index>(share * static_cast<double>(bins_a_side)));
        members[right ? out : -1 - out].push_back(i);
    }
    for (const auto& [bin, positions] : members) {
        WeightedMean mean, distance;
        for (const std::size_t i : positions) {
            const double weight = rows.weight.empty() ? 1.0 : rows.weight[i];
            mean.add(weight, rows.outcome[i]);
            distance.add(weight, rows.distance[i]);
        }
        std::map<Index, double> scores;
        for (const std::size_t i : positions)
            scores[rows.cluster.empty() ? static_cast<Index>(i) : rows.cluster[i]] +=
                (rows.weight.empty() ? 1.0 : rows.weight[i]) * (rows.outcome[i] - mean.value());
        EffectBin made{distance.value(), mean.value(), no_value, no_value,
                       static_cast<Index>(positions.size())};
        const double clusters = static_cast<double>(scores.size());
        if (clusters > 1.0) {
            double squares = 0.0;
            for (const auto& [cluster, score] : scores) squares += score * score;
            const double se = std::sqrt(squares * clusters / (clusters - 1.0)) / mean.weight;
            const double half = student_half_width(0.95, clusters - 1.0) * se;
            made.low = made.mean - half;
            made.high = made.mean + half;
        }
        bins.push_back(made);
    }
    return bins;
}

}  // namespace borderlens
