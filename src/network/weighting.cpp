#include "network/weighting.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "network/normalise.hpp"

namespace borderlens {
namespace {

/// Scaled to sum 1; equal where there is nothing to tell the criteria apart.
std::vector<double> shares(std::vector<double> values) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    for (double& value : values)
        value = sum > 0.0 ? value / sum : 1.0 / static_cast<double>(values.size());
    return values;
}

struct Moments {
    double mean = 0.0;
    double deviation = 0.0;  ///< population
};

Moments moments_of(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return {mean, std::sqrt(squares / n)};
}

bool is_constant(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(),
                       [&](double value) { return value == values.front(); });
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const Moments of_a = moments_of(a), of_b = moments_of(b);
    double product = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) product += (a[i] - of_a.mean) * (b[i] - of_b.mean);
    return product / (static_cast<double>(a.size()) * of_a.deviation * of_b.deviation);
}

void require_rows(const DecisionMatrix& decision, const char* weighting) {
    if (decision.rows() < 2)
        throw input_error("{} weights need two alternatives or more, found {}; use given or equal",
                          weighting, decision.rows());
}

}  // namespace

std::vector<double> equal_weights(const DecisionMatrix& decision) {
    return std::vector<double>(decision.columns(), 1.0 / static_cast<double>(decision.columns()));
}

std::vector<double> entropy_weights(const DecisionMatrix& decision) {
    require_rows(decision, "entropy");
    std::vector<double> divergence;
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        const std::vector<double> column = decision.column(j);
        for (std::size_t i = 0; i < column.size(); ++i)
            if (column[i] < 0.0)
                throw input_error(
                    "criterion '{}', '{}': found {}; entropy weights need values of 0 or more; "
                    "choose critic or std",
                    decision.criteria[j].name, decision.ids[i], column[i]);
        // Exactly 0, not the rounding left over by the logarithms.
        if (is_constant(column)) {
            divergence.push_back(0.0);
            continue;
        }
        const double sum = std::accumulate(column.begin(), column.end(), 0.0);
        double entropy = 0.0;
        for (const double value : column)
            if (value > 0.0) entropy -= value / sum * std::log(value / sum);
        divergence.push_back(
            std::max(0.0, 1.0 - entropy / std::log(static_cast<double>(column.size()))));
    }
    return shares(std::move(divergence));
}

std::vector<double> critic_weights(const DecisionMatrix& decision) {
    require_rows(decision, "critic");
    const DecisionMatrix scaled = normalised(decision, Normalisation::minmax);
    std::vector<std::vector<double>> columns;
    for (std::size_t j = 0; j < scaled.columns(); ++j) columns.push_back(scaled.column(j));
    const auto varying = std::count_if(columns.begin(), columns.end(),
                                       [](const auto& column) { return !is_constant(column); });
    std::vector<double> information(columns.size(), 0.0);
    for (std::size_t j = 0; j < columns.size(); ++j) {
        if (is_constant(columns[j])) continue;
        double conflict = 0.0;
        for (std::size_t k = 0; k < columns.size(); ++k)
            if (k != j && !is_constant(columns[k]))
                conflict += 1.0 - correlation(columns[j], columns[k]);
        // A single varying criterion has none to conflict with; it carries all there is.
        if (varying == 1) conflict = 1.0;
        information[j] = moments_of(columns[j]).deviation * conflict;
    }
    return shares(std::move(information));
}

std::vector<double> standard_deviation_weights(const DecisionMatrix& decision) {
    require_rows(decision, "std");
    std::vector<double> deviations;
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        const std::vector<double> column = decision.column(j);
        deviations.push_back(is_constant(column) ? 0.0 : moments_of(column).deviation);
    }
    return shares(std::move(deviations));
}

std::vector<double> merec_weights(const DecisionMatrix& decision) {
    const auto m = static_cast<double>(decision.columns());
    DecisionMatrix logs = decision;
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        const std::vector<double> column = decision.column(j);
        const auto [low, high] = std::minmax_element(column.begin(), column.end());
        if (*low <= 0.0)
            throw input_error(
                "criterion '{}', '{}': found {}; MEREC weights need positive values; choose critic "
                "or std",
                decision.criteria[j].name,
                decision.ids[static_cast<std::size_t>(low - column.begin())], *low);
        for (std::size_t i = 0; i < decision.rows(); ++i)
            logs.at(i, j) = std::abs(
                std::log(decision.criteria[j].benefit ? *low / column[i] : column[i] / *high));
    }
    std::vector<double> effects(decision.columns(), 0.0);
    for (std::size_t i = 0; i < decision.rows(); ++i) {
        double total = 0.0;
        for (std::size_t j = 0; j < decision.columns(); ++j) total += logs.at(i, j);
        const double whole = std::log(1.0 + total / m);
        for (std::size_t j = 0; j < decision.columns(); ++j)
            effects[j] += std::abs(std::log(1.0 + (total - logs.at(i, j)) / m) - whole);
    }
    return shares(std::move(effects));
}

std::vector<double> given_weights(const DecisionMatrix& decision) {
    std::vector<double> weights;
    for (const Criterion& criterion : decision.criteria) {
        if (!std::isfinite(criterion.weight) || criterion.weight < 0.0)
            throw input_error(
                "criterion '{}': found {} as its weight, expected a number of 0 or more in the "
                "column 'weight'",
                criterion.name,
                std::isnan(criterion.weight) ? "nothing" : to_text(criterion.weight));
        weights.push_back(criterion.weight);
    }
    if (std::accumulate(weights.begin(), weights.end(), 0.0) <= 0.0)
        throw input_error("all given weights are 0, expected a positive one");
    return weights;
}

std::vector<double> combined_weights(const std::vector<std::vector<double>>& weightings) {
    std::vector<double> product(weightings.front().size(), 1.0);
    for (const std::vector<double>& weights : weightings)
        for (std::size_t j = 0; j < product.size(); ++j) product[j] *= weights[j];
    if (std::accumulate(product.begin(), product.end(), 0.0) <= 0.0)
        throw input_error(
            "the combined weights are all 0: no criterion has weight in each of them");
    return shares(std::move(product));
}

}  // namespace borderlens
