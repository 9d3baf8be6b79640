#include "network/scoring.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "network/methods.hpp"

namespace borderlens {
namespace {

/// The judgements on the criteria of this table only, in its order: a part of a consistent table
/// is consistent.
PairwiseComparisons comparisons_for(const ScorePlan& plan, const DecisionMatrix& decision) {
    if (!plan.comparisons)
        throw input_error(
            "ahp weights need a square table of comparisons; give --comparisons P.csv");
    const PairwiseComparisons& all = *plan.comparisons;
    std::vector<std::size_t> places;
    PairwiseComparisons part;
    for (const Criterion& criterion : decision.criteria) {
        const auto found = std::find(all.names.begin(), all.names.end(), criterion.name);
        if (found == all.names.end())
            throw input_error("the comparisons have no column for criterion '{}'", criterion.name);
        places.push_back(static_cast<std::size_t>(found - all.names.begin()));
        part.names.push_back(criterion.name);
    }
    for (const std::size_t i : places)
        for (const std::size_t j : places)
            part.values.push_back(all.values[i * all.names.size() + j]);
    return part;
}

void require_share(double value, const char* name) {
    if (!(value >= 0.0 && value <= 1.0))
        throw input_error("{} is {}, expected 0 to 1", name, value);
}

void require_options(const RankingOptions& options) {
    require_share(options.v, "VIKOR's v");
    require_share(options.lambda, "WASPAS' lambda");
    require_share(options.zeta, "the distinguishing coefficient zeta");
    if (options.zeta == 0.0) throw input_error("zeta is 0, expected more than 0, to 1");
    if (!(options.tau >= 0.0))
        throw input_error("CODAS' tau is {}, expected 0 or more", options.tau);
}

}  // namespace

std::vector<double> weights_by(const ScorePlan& plan, const DecisionMatrix& decision) {
    std::vector<std::vector<double>> weightings;
    for (const std::string& name : plan.weightings) {
        const WeightingMethod& method = weighting_named(name);
        weightings.push_back(method.compute != nullptr
                                 ? method.compute(decision)
                                 : pairwise_weights(comparisons_for(plan, decision)).weights);
    }
    if (weightings.empty()) throw input_error("no weighting is named");
    return weightings.size() == 1 ? weightings.front() : combined_weights(weightings);
}

std::vector<int> ranks_with(const DecisionMatrix& decision, const std::vector<double>& weights,
                            const ScorePlan& plan) {
    const Ranking ranking = ranking_named(plan.ranking).rank(decision, weights, plan.options);
    return ranks_of(ranking.scores, ranking.higher_is_better);
}

Scored score(const DecisionMatrix& decision, const ScorePlan& plan) {
    require_options(plan.options);
    Scored scored;
    scored.weights = weights_by(plan, decision);
    for (const std::string& name : plan.weightings)
        if (name == "ahp") scored.pairwise = pairwise_weights(comparisons_for(plan, decision));
    scored.ranking = ranking_named(plan.ranking).rank(decision, scored.weights, plan.options);
    scored.ranks = ranks_of(scored.ranking.scores, scored.ranking.higher_is_better);
    return scored;
}

}  // namespace borderlens
