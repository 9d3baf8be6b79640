#pragma once
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "network/methods.hpp"
#include "network/scoring_examples.hpp"

namespace borderlens::test {

using Rows = std::vector<std::vector<double>>;

/// Scores of a method by name; signs +1 a benefit, -1 a cost.
inline std::vector<double> scores(const char* method, const Rows& rows,
                                  const std::vector<int>& signs, const std::vector<double>& weights,
                                  const RankingOptions& options = {}) {
    return ranking_named(method).rank(matrix_of(rows, signs), weights, options).scores;
}

/// Equal to what was published with so many digits after the point.
inline void check(const std::vector<double>& found, const std::vector<double>& published,
                  int digits) {
    REQUIRE(found.size() == published.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        CHECK(found[i] == Approx(published[i]).margin(0.5001 * std::pow(10.0, -digits)));
}

inline RankingOptions with(Normalisation normalisation) {
    RankingOptions options;
    options.normalise = normalisation;
    return options;
}

}  // namespace borderlens::test
