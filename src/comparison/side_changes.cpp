#include "comparison/side_changes.hpp"

#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

using Coefficients = std::vector<double>;

Coefficients none(const BorderBootstrap& bootstrap) {
    return Coefficients(bootstrap.means.size(), 0.0);
}

/// Adds factor * (a - b) of a period.
void add_difference(Coefficients& coefficients, const SidePeriods& periods, std::size_t period,
                    double factor) {
    coefficients[periods.column_a[period]] += factor;
    coefficients[periods.column_b[period]] -= factor;
}

/// Weights of values at the given times in their least-squares slope; empty where times are equal.
Coefficients slope_weights(const std::vector<double>& time) {
    double mean = 0.0;
    for (const double t : time) mean += t;
    mean /= static_cast<double>(time.size());
    double squares = 0.0;
    for (const double t : time) squares += (t - mean) * (t - mean);
    Coefficients weights;
    if (!(squares > 0.0)) return weights;
    for (const double t : time) weights.push_back((t - mean) / squares);
    return weights;
}

/// Adds factor times the gradient of the asymmetry index with respect to both means.
double add_asymmetry(Coefficients& coefficients, const BorderBootstrap& bootstrap,
                     const SidePeriods& periods, std::size_t period, double factor) {
    const double a = bootstrap.means[periods.column_a[period]];
    const double b = bootstrap.means[periods.column_b[period]];
    const double sum = a + b;
    coefficients[periods.column_a[period]] += factor * 2.0 * b / (sum * sum);
    coefficients[periods.column_b[period]] -= factor * 2.0 * a / (sum * sum);
    return factor * (a - b) / sum;
}

}  // namespace

SidePeriods side_periods(const std::vector<double>& time) {
    SidePeriods periods;
    periods.time = time;
    for (std::size_t i = 0; i < time.size(); ++i) {
        periods.column_a.push_back(2 * i);
        periods.column_b.push_back(2 * i + 1);
    }
    return periods;
}

EventStudy event_study(const BorderBootstrap& bootstrap, const SidePeriods& periods, double event) {
    std::vector<std::size_t> before;
    std::vector<std::size_t> after;
    for (std::size_t i = 0; i < periods.time.size(); ++i)
        (periods.time[i] < event ? before : after).push_back(i);
    if (before.empty() || after.empty())
        throw input_error(
            "event {}: found {} periods before and {} from it on, expected at least one each",
            event, before.size(), after.size());
    EventStudy study;
    study.reference = before.back();
    Coefficients effect = none(bootstrap);
    for (const std::size_t i : before)
        add_difference(effect, periods, i, -1.0 / static_cast<double>(before.size()));
    for (const std::size_t i : after)
        add_difference(effect, periods, i, 1.0 / static_cast<double>(after.size()));
    study.effect = contrast_of(bootstrap, effect);

    std::vector<double> times_before;
    for (const std::size_t i : before) times_before.push_back(periods.time[i]);
    const Coefficients weights = slope_weights(times_before);
    if (!weights.empty()) {
        Coefficients slope = none(bootstrap);
        for (std::size_t k = 0; k < before.size(); ++k)
            add_difference(slope, periods, before[k], weights[k]);
        study.slope_before = contrast_of(bootstrap, slope);
    }
    for (std::size_t i = 0; i < periods.time.size(); ++i)
        study.values.push_back({periods.time[i], interval_of(difference_change(
                                                     bootstrap, periods, study.reference, i))});
    return study;
}

Contrast asymmetry_change(const BorderBootstrap& bootstrap, const SidePeriods& periods,
                          std::size_t earlier, std::size_t later) {
    Coefficients gradient = none(bootstrap);
    double value = add_asymmetry(gradient, bootstrap, periods, later, 1.0);
    value += add_asymmetry(gradient, bootstrap, periods, earlier, -1.0);
    if (!std::isfinite(value)) return {};
    Contrast change = contrast_of(bootstrap, gradient);
    change.value = value;
    return change;
}

Contrast difference_change(const BorderBootstrap& bootstrap, const SidePeriods& periods,
                           std::size_t earlier, std::size_t later) {
    Coefficients coefficients = none(bootstrap);
    add_difference(coefficients, periods, later, 1.0);
    add_difference(coefficients, periods, earlier, -1.0);
    return contrast_of(bootstrap, coefficients);
}

Contrast slope_of(const BorderBootstrap& bootstrap, const std::vector<double>& time,
                  const std::vector<std::size_t>& columns) {
    const Coefficients weights = slope_weights(time);
    if (weights.empty() || columns.size() != time.size())
        throw input_error("trend: expected at least two different times, one a column");
    Coefficients coefficients = none(bootstrap);
    for (std::size_t i = 0; i < columns.size(); ++i) coefficients[columns[i]] += weights[i];
    return contrast_of(bootstrap, coefficients);
}

}  // namespace borderlens
