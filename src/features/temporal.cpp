#include "features/temporal.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/error.hpp"
#include "base/no_value.hpp"
#include "features/smoothing.hpp"
#include "imagery/order_kernel.hpp"

namespace borderlens {
namespace {

constexpr double year_days = 365.25;
constexpr double step_days = 10.0;  // chosen: as often as a pair of satellites looks

const double percents[] = {10, 25, 50, 75, 90};
constexpr Index bands_per_series = 12;

void percentile_bands(const std::vector<Raster<float>>& looks, FeatureStack& result) {
    std::vector<const float*> layers;
    for (const Raster<float>& look : looks) layers.push_back(look.band_data());
    const Index count = result.values.grid().size();
    Index band = 0;
    for (const double percent : percents)
        percentile_of_layers(layers, count, percent, result.values.band_data(band++));
    const float* low = result.values.band_data(0);
    const float* high = result.values.band_data(4);
    float* amplitude = result.values.band_data(5);
    for (Index i = 0; i < count; ++i) amplitude[i] = high[i] - low[i];
}

}  // namespace

const std::vector<TemporalFeature>& all_temporal_features() {
    static const std::vector<TemporalFeature> features = {
        {"_p10, _p25, _p50, _p75, _p90", "percentile of the looks, linear between ranks",
         "as the series", "Hyndman and Fan 1996, American Statistician 50(4), definition 7"},
        {"_amplitude", "p90 - p10", "as the series", "difference of percentiles"},
        {"_mean", "mean of the looks", "as the series", "arithmetic"},
        {"_cos1, _sin1, _cos2, _sin2", "coefficients of the first two harmonics of the year",
         "as the series", "Zhu and Woodcock 2014, Remote Sensing of Environment 144, equation 1"},
        {"_cycles", "rises of the smoothed series through its middle", "count",
         "Whittaker smoothing: Eilers 2003, Analytical Chemistry 75(14)"},
    };
    return features;
}

std::vector<double> harmonic_coefficients(const std::vector<double>& days,
                                          const std::vector<double>& values) {
    std::vector<double> coefficients(5, no_value);
    const Index count = static_cast<Index>(values.size());
    if (count < 3) return coefficients;
    const Index terms = count >= 10 ? 5 : count >= 6 ? 3 : 1;
    Eigen::MatrixXd design(count, terms);
    Eigen::VectorXd target(count);
    for (Index i = 0; i < count; ++i) {
        const double angle = 2.0 * std::numbers::pi * days[static_cast<std::size_t>(i)] / year_days;
        const double row[] = {1.0, std::cos(angle), std::sin(angle), std::cos(2.0 * angle),
                              std::sin(2.0 * angle)};
        for (Index t = 0; t < terms; ++t) design(i, t) = row[t];
        target(i) = values[static_cast<std::size_t>(i)];
    }
    const Eigen::VectorXd found = design.colPivHouseholderQr().solve(target);
    for (Index t = 0; t < terms; ++t) coefficients[static_cast<std::size_t>(t)] = found(t);
    return coefficients;
}

Index greening_cycles(const std::vector<double>& days, const std::vector<double>& values) {
    if (values.size() < 3) return 0;
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    const std::size_t steps = static_cast<std::size_t>((*last - *first) / step_days) + 1;
    std::vector<double> sums(steps, 0.0), weights(steps, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto at = static_cast<std::size_t>((days[i] - *first) / step_days);
        sums[at] += values[i];
        weights[at] += 1.0;
    }
    for (std::size_t i = 0; i < steps; ++i) sums[i] = weights[i] > 0 ? sums[i] / weights[i] : 0.0;
    constexpr double lambda = 10.0;  // chosen: keeps a season of two months, loses single looks
    const std::vector<double> smooth = whittaker(sums, lambda, 2, weights);
    const auto [low, high] = std::minmax_element(smooth.begin(), smooth.end());
    // A series that does not vary has only the noise of its last digits.
    if (!(*high - *low > 1e-6 * std::max(1.0, std::abs(*high)))) return 0;
    // A rise counts when it comes from the lower quarter and reaches the upper one.
    const double from = *low + 0.25 * (*high - *low), to = *low + 0.75 * (*high - *low);
    Index cycles = 0;
    bool below = false;
    for (const double value : smooth) {
        if (value <= from) below = true;
        if (value >= to && below) below = false, ++cycles;
    }
    return cycles;
}

FeatureStack temporal_features(const std::string& name, const std::vector<Date>& dates,
                               const std::vector<Raster<float>>& looks) {
    if (looks.empty() || looks.size() != dates.size())
        throw internal_error("series {} of {} looks with {} dates", name, looks.size(),
                             dates.size());
    FeatureStack result;
    for (const char* suffix : {"_p10", "_p25", "_p50", "_p75", "_p90", "_amplitude", "_mean",
                               "_cos1", "_sin1", "_cos2", "_sin2", "_cycles"})
        result.names.push_back(name + suffix);
    result.values = Raster<float>(looks.front().grid(), bands_per_series, no_data);
    percentile_bands(looks, result);
    std::vector<double> days, values;
    const Index count = looks.front().grid().size();
    for (Index i = 0; i < count; ++i) {
        days.clear();
        values.clear();
        double sum = 0.0;
        for (std::size_t k = 0; k < looks.size(); ++k) {
            const float value = looks[k].band_data()[i];
            if (std::isnan(value)) continue;
            days.push_back(static_cast<double>(day_number(dates[k])));
            values.push_back(static_cast<double>(value));
            sum += values.back();
        }
        if (values.empty()) continue;
        result.values.band_data(6)[i] =
            static_cast<float>(sum / static_cast<double>(values.size()));
        const std::vector<double> harmonics = harmonic_coefficients(days, values);
        for (Index t = 1; t < 5; ++t)
            result.values.band_data(6 + t)[i] =
                static_cast<float>(harmonics[static_cast<std::size_t>(t)]);
        if (values.size() >= 3)
            result.values.band_data(11)[i] = static_cast<float>(greening_cycles(days, values));
    }
    return result;
}

}  // namespace borderlens
