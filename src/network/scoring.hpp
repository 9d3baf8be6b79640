#pragma once
#include <optional>
#include <string>
#include <vector>

#include "network/decision.hpp"
#include "network/pairwise.hpp"
#include "network/ranking.hpp"

namespace borderlens {

/// How alternatives are to be judged: weights, then a ranking.
struct ScorePlan {
    std::vector<std::string> weightings = {"entropy"};  ///< several are multiplied
    std::optional<PairwiseComparisons> comparisons;     ///< for ahp
    std::string ranking = "topsis";
    RankingOptions options;
};

struct Scored {
    std::vector<double> weights;
    Ranking ranking;
    std::vector<int> ranks;
    std::optional<PairwiseWeights> pairwise;  ///< where ahp took part
};

/// Weights for the criteria of this decision matrix. Errors: an unknown weighting, ahp without
/// comparisons or with a criterion missing from them.
std::vector<double> weights_by(const ScorePlan& plan, const DecisionMatrix& decision);

/// Weights and ranking. Errors: as the methods'; options outside their ranges.
Scored score(const DecisionMatrix& decision, const ScorePlan& plan);

/// Ranking with weights that are known already.
std::vector<int> ranks_with(const DecisionMatrix& decision, const std::vector<double>& weights,
                            const ScorePlan& plan);

}  // namespace borderlens
