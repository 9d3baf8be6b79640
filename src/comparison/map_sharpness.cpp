#include "comparison/map_sharpness.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace borderlens {
namespace {

constexpr double least_sharpness = 0.3;
constexpr int draw_count = 300;  // chosen: the deviation of a variance's estimate is 8 % then

/// From the probabilities of the reference classes given the map class, [map][reference].
MapSharpness sharpness_of(const std::vector<std::vector<double>>& rows,
                          const std::vector<double>& mapped, std::size_t target) {
    double is = 0.0, is_not = 0.0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        is += mapped[row] * rows[row][target];
        is_not += mapped[row] * (1.0 - rows[row][target]);
    }
    const double found = mapped[target] * rows[target][target];
    const double wrong = mapped[target] * (1.0 - rows[target][target]);
    MapSharpness result;
    result.false_share = is_not > 0.0 ? wrong / is_not : 0.0;
    result.sharpness = (is > 0.0 ? found / is : 0.0) - result.false_share;
    return result;
}

double variance_of(const std::vector<double>& values) {
    double mean = 0.0, squares = 0.0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    return values.size() > 1 ? squares / static_cast<double>(values.size() - 1) : 0.0;
}

}  // namespace

SharpnessEstimate map_sharpness(const MapConfusion& samples, const std::vector<double>& mapped,
                                std::size_t target, std::uint64_t seed) {
    target_shares(samples, target);  // says what is wrong with them
    std::vector<std::vector<double>> rows = samples.counts;
    for (auto& row : rows) {
        double sum = 0.0;
        for (const double count : row) sum += count;
        for (double& count : row) count /= sum;
    }
    SharpnessEstimate result;
    result.best = sharpness_of(rows, mapped, target);
    result.is_blunt = !(result.best.sharpness >= least_sharpness);
    Random random(seed);
    for (int draw = 0; draw < draw_count; ++draw) {
        MapSharpness drawn = sharpness_of(draw_confusion(samples, random), mapped, target);
        // A draw without any sharpness would throw the variance to infinity.
        drawn.sharpness = std::max(drawn.sharpness, 0.5 * least_sharpness);
        result.draws.push_back(drawn);
    }
    return result;
}

double sharpened_variance(double value, const SharpnessEstimate& map) {
    std::vector<double> values;
    for (const MapSharpness& draw : map.draws)
        values.push_back(value * map.best.sharpness / draw.sharpness);
    return variance_of(values);
}

Contrast with_sharpness(const Contrast& contrast, const std::vector<double>& mapped,
                        const SharpnessEstimate& a, const SharpnessEstimate& b) {
    if (contrast.coefficients.empty()) return contrast;
    std::vector<double> values;
    for (std::size_t draw = 0; draw < std::min(a.draws.size(), b.draws.size()); ++draw) {
        double value = 0.0;
        for (std::size_t i = 0; i < mapped.size(); ++i)
            if (contrast.coefficients[i] != 0.0)
                value += contrast.coefficients[i] *
                         (i % 2 == 0 ? a : b).draws[draw].true_share(mapped[i]);
        values.push_back(value);
    }
    // Some hundred samples stand behind the draws: their variance is as good as known.
    return with_variance(contrast, variance_of(values), 1e9);
}

}  // namespace borderlens
