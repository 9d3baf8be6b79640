#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "network/scoring.hpp"

namespace borderlens {

/// Where one alternative's rank lies when the weights are shaken.
struct RankInterval {
    int best = 0;
    int worst = 0;
    double low = 0.0;          ///< 2.5 % quantile of its ranks
    double median = 0.0;       ///< 50 %
    double high = 0.0;         ///< 97.5 %
    double first_share = 0.0;  ///< share of the draws in which it is first
};

struct Perturbation {
    Index draws = 1000;
    /// Dirichlet concentration c: a weight w varies with variance w (1 - w) / (c + 1).
    /// chosen: 100 gives a weight of 0.2 a standard deviation of 0.04, a fifth of its value.
    double concentration = 100.0;
    std::uint64_t seed = 1;
};

/// Ranks under weights drawn from a Dirichlet distribution around `weights` (its mean; their sum is
/// kept). A criterion of weight 0 stays at 0. The same seed gives the same draws on any machine.
/// src: Dirichlet weights as in SMAA, Lahdelma and Salminen 2001, Operations Research 49(3).
std::vector<RankInterval> rank_intervals(const DecisionMatrix& decision,
                                         const std::vector<double>& weights, const ScorePlan& plan,
                                         const Perturbation& perturbation);

/// Ranks without some criteria: weights are found anew from the rest and scaled to the old sum.
std::vector<int> ranks_without(const DecisionMatrix& decision, const std::vector<bool>& left_out,
                               const ScorePlan& plan, double weight_sum);

struct WithoutCriterion {
    std::string criterion;
    std::vector<int> ranks;
    double kendall_tau = 0.0;  ///< tau-b with the ranks of all criteria
};

/// Each criterion left out in turn; empty for a single criterion.
std::vector<WithoutCriterion> leave_one_criterion_out(const DecisionMatrix& decision,
                                                      const ScorePlan& plan);

/// A pair whose order turns when a third alternative leaves the table.
struct RankReversal {
    std::string removed;
    std::string was_better;
    std::string is_better;
};

struct RankReversals {
    Index compared = 0;                  ///< pairs with an order, over all removals
    Index reversed = 0;                  ///< those whose order turned
    std::vector<RankReversal> examples;  ///< the first of them, at most max_reversal_examples
};

/// chosen: enough to see which alternatives are concerned; large tables turn thousands of pairs.
constexpr std::size_t max_reversal_examples = 100;

/// Removes every alternative in turn, weights unchanged, and compares the order of the others.
/// src: Wang and Triantaphyllou 2008, Omega 36(1): 45-63 (test criterion 3, one removal at a time).
RankReversals rank_reversals(const DecisionMatrix& decision, const std::vector<double>& weights,
                             const ScorePlan& plan);

struct MethodAgreement {
    std::vector<std::pair<std::string, std::vector<int>>> ranks;  ///< method, ranks
    std::vector<std::pair<std::string, std::string>> skipped;     ///< method, why it cannot rank
    double kendall_w = 0.0;  ///< 1 = all methods rank alike; NaN with fewer than two methods
};

/// All methods of the registry with their own normalisation and the same weights.
MethodAgreement method_agreement(const DecisionMatrix& decision, const std::vector<double>& weights,
                                 const RankingOptions& options);

/// The cause of a move that the loss of no single criterion brings about, only of several together.
inline const std::string no_single_cause = "none alone";

/// Which alternatives move when a group of criteria is left out, and by which of them most.
struct RankMove {
    std::string id;
    int rank_with = 0;
    int rank_without = 0;
    std::string cause;  ///< the criterion of the group whose loss alone moves it most that way, or
                        ///< no_single_cause
    int cause_places = 0;  ///< places it moves by that loss alone
};

/// Moved alternatives only, the widest move first. Errors: names that are no criteria, or all of
/// them.
std::vector<RankMove> moves_without(const DecisionMatrix& decision,
                                    const std::vector<std::string>& group, const ScorePlan& plan);

/// Kendall's tau-b of two rankings with ties; NaN where one of them is all ties.
/// src: Kendall 1945, Biometrika 33(3): 239-251.
double kendall_tau(const std::vector<int>& a, const std::vector<int>& b);

/// Kendall's coefficient of concordance with the correction for ties.
/// src: Kendall and Babington Smith 1939; Siegel and Castellan 1988, eq. 9.18.
double kendall_w(const std::vector<std::vector<int>>& rankings);

}  // namespace borderlens
