#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Judgements "criterion j is x times as important as k" (Saaty's 1/9..9), a square table.
struct PairwiseComparisons {
    std::vector<std::string> names;
    std::vector<double> values;  ///< row by row
};

/// Weights of the analytic hierarchy process and how far the judgements contradict each other.
struct PairwiseWeights {
    std::vector<std::string> names;
    std::vector<double> weights;      ///< principal right eigenvector, sum 1
    double principal_eigenvalue = 0;  ///< >= n; n = no contradiction
    double consistency_index = 0;     ///< (lambda - n) / (n - 1)
    double random_index = 0;          ///< mean consistency index of random tables of this size
    double consistency_ratio = 0;     ///< index over random index; 0 for n < 3
};

/// More than this share of a random table's contradiction calls for a revision of the judgements.
/// src: Saaty 1980, The Analytic Hierarchy Process, p. 21.
constexpr double max_consistency_ratio = 0.1;

/// A square table: a column for each criterion, rows in the same order (a text column naming the
/// rows may stand anywhere and fixes their order). Errors: not square, values that are not
/// positive, a diagonal other than 1, a pair that is not reciprocal to 1 %.
PairwiseComparisons comparisons_of(const Table& table);

/// src: Saaty 1980; eigenvector by the power method; random indices of Saaty 1980, table 1 (n = 1
/// to 15). Errors: more than 15 criteria.
PairwiseWeights pairwise_weights(const PairwiseComparisons& comparisons);

}  // namespace borderlens
