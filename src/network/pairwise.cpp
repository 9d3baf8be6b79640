#include "network/pairwise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

// Saaty 1980, The Analytic Hierarchy Process, table 1: mean consistency index of random reciprocal
// tables of order 1 to 15.
constexpr std::array<double, 15> k_random_index = {0.0,  0.0,  0.58, 0.90, 1.12, 1.24, 1.32, 1.41,
                                                   1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};

// chosen: judgements written with two or three digits (0.33 for 1/3) are still reciprocal.
constexpr double k_reciprocal_tolerance = 0.02;

/// Row order by the text column that names the rows, else as they stand.
std::vector<Index> row_order(const Table& table, const std::vector<std::string>& names) {
    std::vector<Index> order;
    for (const Column& column : table.columns()) {
        if (column.is_number) continue;
        for (const std::string& name : names) {
            const auto found = std::find(column.texts.begin(), column.texts.end(), name);
            if (found == column.texts.end())
                throw input_error("comparisons: no row for criterion '{}' in column '{}'", name,
                                  column.name);
            order.push_back(found - column.texts.begin());
        }
        return order;
    }
    for (Index row = 0; row < table.rows(); ++row) order.push_back(row);
    return order;
}

}  // namespace

PairwiseComparisons comparisons_of(const Table& table) {
    PairwiseComparisons comparisons;
    for (const Column& column : table.columns())
        if (column.is_number) comparisons.names.push_back(column.name);
    const std::size_t n = comparisons.names.size();
    if (n == 0 || static_cast<Index>(n) != table.rows())
        throw input_error(
            "comparisons: found {} rows and {} number columns, expected a square table",
            table.rows(), n);
    const std::vector<Index> order = row_order(table, comparisons.names);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            comparisons.values.push_back(
                table.numbers(comparisons.names[j])[static_cast<std::size_t>(order[i])]);
    const auto value = [&](std::size_t i, std::size_t j) { return comparisons.values[i * n + j]; };
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i; j < n; ++j) {
            const std::string& a = comparisons.names[i];
            const std::string& b = comparisons.names[j];
            if (!(value(i, j) > 0.0) || !(value(j, i) > 0.0))
                throw input_error("comparisons: '{}' with '{}' is not positive; expected 1/9 to 9",
                                  a, b);
            if (std::abs(value(i, j) * value(j, i) - 1.0) > k_reciprocal_tolerance)
                throw input_error(
                    "comparisons: '{}' with '{}' is {} and the other way {}; expected one to be 1 "
                    "/ "
                    "the other",
                    a, b, value(i, j), value(j, i));
        }
    return comparisons;
}

PairwiseWeights pairwise_weights(const PairwiseComparisons& comparisons) {
    const std::size_t n = comparisons.names.size();
    if (n > k_random_index.size())
        throw input_error("comparisons of {} criteria; Saaty's random index goes to {}; group them",
                          n, k_random_index.size());
    PairwiseWeights result;
    result.names = comparisons.names;
    result.weights.assign(n, 1.0 / static_cast<double>(n));
    // A positive matrix: the power method converges to its principal eigenvector (Perron).
    for (int step = 0; step < 10000; ++step) {
        std::vector<double> next(n, 0.0);
        double sum = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j)
                next[i] += comparisons.values[i * n + j] * result.weights[j];
            sum += next[i];
        }
        double change = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            next[i] /= sum;
            change = std::max(change, std::abs(next[i] - result.weights[i]));
        }
        result.weights = next;
        result.principal_eigenvalue = sum;
        if (change < 1e-15) break;
    }
    const auto order = static_cast<double>(n);
    result.random_index = k_random_index[n - 1];
    result.consistency_index =
        n < 2 ? 0.0 : std::max(0.0, (result.principal_eigenvalue - order) / (order - 1.0));
    result.consistency_ratio =
        result.random_index > 0.0 ? result.consistency_index / result.random_index : 0.0;
    return result;
}

}  // namespace borderlens
