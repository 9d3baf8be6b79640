#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "network/decision.hpp"
#include "network/normalise.hpp"

namespace borderlens {

/// What the ranking methods can be told. Each method reads what concerns it.
struct RankingOptions {
    /// Replaces the method's own normalisation (see the registry). It comes first and turns costs
    /// into benefits; MOORA and COPRAS, which treat costs themselves, take its benefit form.
    std::optional<Normalisation> normalise;
    double v = 0.5;       ///< VIKOR: weight of group utility against the largest regret, 0..1
    double lambda = 0.5;  ///< WASPAS: share of the weighted sum against the weighted product, 0..1
    double tau = 0.02;    ///< CODAS: Euclidean distances closer than this count as equal
    double zeta = 0.5;    ///< grey relational: distinguishing coefficient, > 0 to 1
    /// ARAS: the optimal alternative in raw units, one value a criterion; empty = best of each.
    std::vector<double> reference;
};

/// VIKOR's answer. src: Opricovic and Tzeng 2004, EJOR 156(2): 445-455, step 5.
struct Compromise {
    bool acceptable_advantage = false;  ///< Q(second) - Q(first) >= 1 / (n - 1)
    bool acceptable_stability = false;  ///< the best by Q is also best by S or by R
    std::vector<std::size_t> set;       ///< rows, in the order of the table
};

struct Ranking {
    std::vector<double> scores;
    bool higher_is_better = true;
    /// What the scores are made of, e.g. "s", "r", "q" or "phi_plus", "phi_minus".
    std::vector<std::pair<std::string, std::vector<double>>> parts;
    std::optional<Compromise> compromise;
};

/// Rank 1 is best. Scores that differ by no more than 1e-12 of the largest are ties: all get the
/// best rank of the tie and the ranks below are left out (1, 2, 2, 4).
std::vector<int> ranks_of(const std::vector<double>& scores, bool higher_is_better);

// Every method: weights as they are given (one a criterion), an input error where a value or a
// weight is outside what the method can take. Formulas and sources stand in methods.cpp.
Ranking rank_topsis(const DecisionMatrix&, const std::vector<double>& weights,
                    const RankingOptions&);
Ranking rank_vikor(const DecisionMatrix&, const std::vector<double>& weights,
                   const RankingOptions&);
Ranking rank_promethee2(const DecisionMatrix&, const std::vector<double>& weights,
                        const RankingOptions&);
Ranking rank_wsm(const DecisionMatrix&, const std::vector<double>& weights, const RankingOptions&);
Ranking rank_wpm(const DecisionMatrix&, const std::vector<double>& weights, const RankingOptions&);
Ranking rank_waspas(const DecisionMatrix&, const std::vector<double>& weights,
                    const RankingOptions&);
Ranking rank_moora(const DecisionMatrix&, const std::vector<double>& weights,
                   const RankingOptions&);
Ranking rank_copras(const DecisionMatrix&, const std::vector<double>& weights,
                    const RankingOptions&);
Ranking rank_edas(const DecisionMatrix&, const std::vector<double>& weights, const RankingOptions&);
Ranking rank_codas(const DecisionMatrix&, const std::vector<double>& weights,
                   const RankingOptions&);
Ranking rank_mabac(const DecisionMatrix&, const std::vector<double>& weights,
                   const RankingOptions&);
Ranking rank_marcos(const DecisionMatrix&, const std::vector<double>& weights,
                    const RankingOptions&);
Ranking rank_aras(const DecisionMatrix&, const std::vector<double>& weights, const RankingOptions&);
Ranking rank_grey(const DecisionMatrix&, const std::vector<double>& weights, const RankingOptions&);

}  // namespace borderlens
