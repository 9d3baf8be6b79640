#include "change/intensity.hpp"

#include <limits>

#include "base/error.hpp"
#include "base/no_value.hpp"

namespace borderlens {
namespace {

/// a / b a year; NaN where there is nothing to divide by.
double rate(double part, double whole, double years) {
    return whole > 0.0 ? part / whole / years : std::numeric_limits<double>::quiet_NaN();
}

IntervalIntensity interval_of(const SquareMatrix& matrix, double from_year, double to_year) {
    const std::size_t count = matrix.size();
    const double years = to_year - from_year;
    std::vector<double> start(count, 0.0), end(count, 0.0);
    double all = 0.0, stayed = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        stayed += matrix[i][i];
        for (std::size_t j = 0; j < count; ++j) {
            start[i] += matrix[i][j];
            end[j] += matrix[i][j];
            all += matrix[i][j];
        }
    }
    if (!(all > 0.0))
        throw input_error("no cell holds a class at every date: the maps do not overlap");
    IntervalIntensity result;
    result.from_year = from_year;
    result.to_year = to_year;
    result.matrix = matrix;
    result.annual_change = rate(all - stayed, all, years);
    result.transition_intensity.assign(count, std::vector<double>(count, no_value));
    result.transition_intensity_from = result.transition_intensity;
    for (std::size_t i = 0; i < count; ++i) {
        const double gain = end[i] - matrix[i][i], loss = start[i] - matrix[i][i];
        result.gain_intensity.push_back(rate(gain, end[i], years));
        result.loss_intensity.push_back(rate(loss, start[i], years));
        result.uniform_transition.push_back(rate(gain, all - start[i], years));
        result.uniform_transition_from.push_back(rate(loss, all - end[i], years));
        for (std::size_t j = 0; j < count; ++j) {
            if (i == j) continue;
            result.transition_intensity[i][j] = rate(matrix[i][j], start[i], years);
            result.transition_intensity_from[i][j] = rate(matrix[i][j], end[j], years);
        }
    }
    result.difference = difference_components(matrix);
    return result;
}

}  // namespace

IntensityAnalysis analyse_intensity(const std::vector<SquareMatrix>& matrices,
                                    const std::vector<double>& years) {
    if (matrices.empty() || years.size() != matrices.size() + 1)
        throw input_error("{} years for {} maps, expected one year a map and two maps or more",
                          years.size(), matrices.size() + 1);
    IntensityAnalysis analysis;
    for (std::size_t k = 0; k < matrices.size(); ++k) {
        if (!(years[k] < years[k + 1]))
            throw input_error("year {} is followed by {}, expected ascending years: order the maps",
                              years[k], years[k + 1]);
        analysis.intervals.push_back(interval_of(matrices[k], years[k], years[k + 1]));
    }
    // Every interval holds the same cells, so shares may be added without their areas.
    double changed = 0.0;
    for (const IntervalIntensity& interval : analysis.intervals)
        changed += interval.annual_change * (interval.to_year - interval.from_year);
    analysis.uniform_annual_change = changed / (years.back() - years.front());
    return analysis;
}

}  // namespace borderlens
