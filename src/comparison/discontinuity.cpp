#include "comparison/discontinuity.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/no_value.hpp"
#include "comparison/discontinuity_bandwidth.hpp"
#include "comparison/discontinuity_variance.hpp"
#include "comparison/normal.hpp"

namespace borderlens {
namespace {

void check_column(const char* what, const std::vector<double>& values, std::size_t rows) {
    if (values.size() != rows)
        throw input_error("{} has {} values, expected {} as many as distances", what, values.size(),
                          rows);
    for (const double value : values)
        if (!std::isfinite(value))
            throw input_error("{} holds a value that is not a finite number; drop such rows", what);
}

void check(const DiscontinuityData& data, const DiscontinuityOptions& options) {
    const std::size_t rows = data.distance.size();
    check_column("distance", data.distance, rows);
    check_column("outcome", data.outcome, rows);
    for (const auto& covariate : data.covariates) check_column("a covariate", covariate, rows);
    if (!data.weight.empty()) check_column("weight", data.weight, rows);
    for (const double weight : data.weight)
        if (weight < 0.0) throw input_error("weight: found {}, expected no negative one", weight);
    if (!data.cluster.empty() && data.cluster.size() != rows)
        throw input_error("cluster has {} values, expected {}", data.cluster.size(), rows);
    if (options.order < 0 || options.order > 10)
        throw input_error("order of the polynomial: found {}, expected 0 to 10", options.order);
    if (options.bias_order != 0 && options.bias_order <= options.order)
        throw input_error("order of the bias polynomial: found {}, expected more than {}",
                          options.bias_order, options.order);
    if (options.derivative < 0 || options.derivative > options.order)
        throw input_error("derivative: found {}, expected 0 to the order of the polynomial, {}",
                          options.derivative, options.order);
    if (!(options.confidence > 0.0 && options.confidence < 1.0))
        throw input_error("confidence: found {}, expected between 0 and 1", options.confidence);
    if (options.matches < 1)
        throw input_error("matches: found {}, expected at least 1", options.matches);
    if (options.bandwidths) {
        const Bandwidths& w = *options.bandwidths;
        for (const double width : {w.h_left, w.h_right, w.b_left, w.b_right})
            if (!(width > 0.0) || !std::isfinite(width))
                throw input_error("bandwidth: found {}, expected a positive number", width);
    }
}

/// Rows that take part: positive weight, outside the donut hole.
DiscontinuityData usable_rows(const DiscontinuityData& data, const DiscontinuityOptions& options) {
    std::vector<Index> kept;
    for (std::size_t i = 0; i < data.distance.size(); ++i) {
        if (!data.weight.empty() && data.weight[i] == 0.0) continue;
        if (std::abs(data.distance[i] - options.cutoff) < options.donut) continue;
        kept.push_back(static_cast<Index>(i));
    }
    return kept.size() == data.distance.size() ? data : rows_of(data, kept);
}

/// The weights on outcomes of the estimates on one side, and the fits they come from.
struct SideEstimate {
    PolynomialFit fit;                 ///< order p, bandwidth h
    PolynomialFit bias_fit;            ///< order q, bandwidth b
    std::vector<double> weights;       ///< conventional estimate
    std::vector<double> bias_weights;  ///< corrected estimate
};

SideEstimate estimate_side(const RegressionSide& side, const DiscontinuityOptions& options,
                           int bias_order, double h, double b) {
    const int p = options.order;
    const RowSpan span = window_of(side, options.kernel, std::max(h, b));
    SideEstimate estimate;
    estimate.fit = fit_polynomial(side, span, options.kernel, h, p);
    estimate.bias_fit = fit_polynomial(side, span, options.kernel, b, bias_order);
    estimate.weights = coefficient_weights(side, estimate.fit, options.derivative);
    const std::vector<double> next = coefficient_weights(side, estimate.bias_fit, p + 1);
    // Bias per unit of the next coefficient: what the estimate makes of distance^(p + 1).
    double bias = 0.0;
    for (Index i = 0; i < span.size(); ++i)
        bias += estimate.weights[i] * std::pow(side.distance[span.first + i], p + 1);
    const double factorial = std::tgamma(options.derivative + 1.0);
    estimate.bias_weights = estimate.weights;
    for (Index i = 0; i < span.size(); ++i) {
        estimate.bias_weights[i] = factorial * (estimate.weights[i] - bias * next[i]);
        estimate.weights[i] *= factorial;
    }
    return estimate;
}

Index rows_within(const RegressionSide& side, Kernel kernel, double h) {
    return window_of(side, kernel, h).size();
}

/// Too few clusters make cluster-robust intervals too short; say so.
void note_clusters(const RegressionSide& side, const RowSpan& span, const char* name,
                   std::vector<std::string>& notes) {
    std::vector<char> present(side.cluster_count, 0);
    for (Index row = span.first; row < span.last; ++row) present[side.cluster[row]] = 1;
    const auto count = std::count(present.begin(), present.end(), 1);
    // chosen: below ten clusters a side CR1 intervals under-cover clearly (Cameron and Miller
    // 2015).
    if (count < 10)
        notes.push_back(fmt::format(
            "only {} clusters in the window on the {}: standard errors may be too small", count,
            name));
}

}  // namespace

DiscontinuityData rows_of(const DiscontinuityData& data, const std::vector<Index>& positions) {
    const auto pick = [&](const auto& values) {
        auto picked = values;
        if (values.empty()) return picked;
        picked.clear();
        for (const Index i : positions) picked.push_back(values[i]);
        return picked;
    };
    DiscontinuityData rows;
    rows.outcome = pick(data.outcome);
    rows.distance = pick(data.distance);
    for (const auto& covariate : data.covariates) rows.covariates.push_back(pick(covariate));
    rows.cluster = pick(data.cluster);
    rows.weight = pick(data.weight);
    return rows;
}

double largest_size(const std::vector<double>& outcome) {
    double largest = 0.0;
    for (const double value : outcome) largest = std::max(largest, std::abs(value));
    return largest;
}

EffectEstimate tested_effect(double estimate, double se, double confidence, double largest) {
    const double half = normal_half_width(confidence) * se;
    const bool is_rounding = std::max(std::abs(estimate), se) <= 1e-10 * largest;
    const double z = is_rounding ? no_value : estimate / se;
    return {estimate, se, z, two_sided_p(z), estimate - half, estimate + half};
}

DiscontinuityData one_side_of(const DiscontinuityData& data, double border, bool right_side) {
    std::vector<Index> kept;
    for (std::size_t i = 0; i < data.distance.size(); ++i)
        if ((data.distance[i] >= border) == right_side) kept.push_back(static_cast<Index>(i));
    return rows_of(data, kept);
}

DiscontinuityResult estimate_discontinuity(const DiscontinuityData& data,
                                           const DiscontinuityOptions& options) {
    check(data, options);
    const DiscontinuityData used = usable_rows(data, options);
    const RegressionSide left = side_of(used, options.cutoff, false);
    const RegressionSide right = side_of(used, options.cutoff, true);
    if (left.rows() == 0 || right.rows() == 0)
        throw input_error(
            "cutoff {}: found {} observations left and {} right of it, expected some on both "
            "sides; "
            "distances are signed, see `borderlens sides`",
            options.cutoff, left.rows(), right.rows());

    DiscontinuityResult result;
    const int bias_order = options.bias_order > 0 ? options.bias_order : options.order + 1;
    Bandwidths& w = result.bandwidths;
    if (options.bandwidths) {
        w = *options.bandwidths;
    } else if (left.rows() + right.rows() < 20) {
        const double reach =
            std::max(std::abs(left.distance.front()), std::abs(right.distance.back()));
        w = {reach, reach, reach, reach};
        result.notes.push_back("fewer than 20 observations: the bandwidth is all of the data");
    } else {
        try {
            w = select_bandwidths(left, right, options, result.notes);
        } catch (const Error& error) {
            // Pilot fits are of higher order than the one asked for: say whose trouble it is.
            throw error.with_context("choosing a bandwidth");
        }
    }

    const SideEstimate l = estimate_side(left, options, bias_order, w.h_left, w.b_left);
    const SideEstimate r = estimate_side(right, options, bias_order, w.h_right, w.b_right);
    std::vector<double> gamma;
    if (!data.covariates.empty()) {
        CovariateProducts pooled = covariate_products(left, l.fit);
        const CovariateProducts other = covariate_products(right, r.fit);
        for (std::size_t i = 0; i < pooled.covariates.size(); ++i)
            pooled.covariates[i] += other.covariates[i];
        for (std::size_t i = 0; i < pooled.outcome.size(); ++i)
            pooled.outcome[i] += other.outcome[i];
        gamma = covariate_coefficients(pooled);
    }
    const std::vector<double> y_left = adjusted_outcome(left, gamma);
    const std::vector<double> y_right = adjusted_outcome(right, gamma);

    const auto variance = [&](bool corrected) {
        const auto on = [&](const RegressionSide& side, const SideEstimate& estimate,
                            const std::vector<double>& outcome) {
            return variance_of_sum(side, corrected ? estimate.bias_fit : estimate.fit,
                                   corrected ? estimate.bias_weights : estimate.weights, outcome,
                                   options.variance, options.matches);
        };
        return on(left, l, y_left) + on(right, r, y_right);
    };
    result.level_left = weighted_sum(l.fit, l.weights, y_left);
    result.level_right = weighted_sum(r.fit, r.weights, y_right);
    const double corrected =
        weighted_sum(r.fit, r.bias_weights, y_right) - weighted_sum(l.fit, l.bias_weights, y_left);
    const double conventional_variance = variance(false);
    const double largest = largest_size(data.outcome);
    const auto tested = [&](double estimate, double its_variance) {
        return tested_effect(estimate, std::sqrt(its_variance), options.confidence, largest);
    };
    result.conventional = tested(result.level_right - result.level_left, conventional_variance);
    result.bias_corrected = tested(corrected, conventional_variance);
    result.robust = tested(corrected, variance(true));
    if (std::isnan(result.robust.p))
        result.notes.push_back("outcomes do not vary within the window: no test");

    result.n_left = left.rows();
    result.n_right = right.rows();
    result.n_h_left = rows_within(left, options.kernel, w.h_left);
    result.n_h_right = rows_within(right, options.kernel, w.h_right);
    result.n_b_left = rows_within(left, options.kernel, w.b_left);
    result.n_b_right = rows_within(right, options.kernel, w.b_right);
    result.distinct_left = left.distinct();
    result.distinct_right = right.distinct();
    if (!left.cluster.empty()) {
        note_clusters(left, l.fit.span, "left", result.notes);
        note_clusters(right, r.fit.span, "right", result.notes);
    }
    return result;
}

}  // namespace borderlens
