#include "network/robustness.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "network/methods.hpp"

namespace borderlens {
namespace {

std::vector<double> scaled_to(std::vector<double> weights, double sum) {
    const double old = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (old > 0.0)
        for (double& weight : weights) weight *= sum / old;
    return weights;
}

std::vector<double> drawn_weights(const std::vector<double>& weights, double concentration,
                                  Random& random) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> drawn(weights.size(), 0.0);
    for (std::size_t j = 0; j < weights.size(); ++j)
        if (weights[j] > 0.0) drawn[j] = random.gamma(concentration * weights[j] / sum);
    // Tiny shapes can all underflow to 0; the mean is then as good a draw as any.
    return std::accumulate(drawn.begin(), drawn.end(), 0.0) > 0.0 ? scaled_to(std::move(drawn), sum)
                                                                  : weights;
}

/// Nearest-rank quantile of sorted values.
double quantile(const std::vector<int>& sorted, double share) {
    const auto n = static_cast<double>(sorted.size());
    const auto place = static_cast<std::size_t>(std::max(0.0, std::ceil(share * n) - 1.0));
    return sorted[std::min(place, sorted.size() - 1)];
}

/// The registry's options for a comparison of methods: each its own normalisation.
RankingOptions own_normalisation(RankingOptions options) {
    options.normalise.reset();
    return options;
}

}  // namespace

std::vector<RankInterval> rank_intervals(const DecisionMatrix& decision,
                                         const std::vector<double>& weights, const ScorePlan& plan,
                                         const Perturbation& perturbation) {
    if (perturbation.draws < 1) throw input_error("robustness: 0 draws, expected 1 or more");
    if (!(perturbation.concentration > 0.0))
        throw input_error("robustness: concentration {}, expected more than 0",
                          perturbation.concentration);
    std::vector<std::vector<int>> ranks(static_cast<std::size_t>(perturbation.draws));
    parallel_for(perturbation.draws, [&](Index draw) {
        Random random(derive_seed(perturbation.seed, "rank_intervals", draw));
        ranks[static_cast<std::size_t>(draw)] =
            ranks_with(decision, drawn_weights(weights, perturbation.concentration, random), plan);
    });
    std::vector<RankInterval> intervals;
    for (std::size_t i = 0; i < decision.rows(); ++i) {
        std::vector<int> own;
        for (const auto& draw : ranks) own.push_back(draw[i]);
        std::sort(own.begin(), own.end());
        const auto firsts = std::count(own.begin(), own.end(), 1);
        intervals.push_back({own.front(), own.back(), quantile(own, 0.025), quantile(own, 0.5),
                             quantile(own, 0.975),
                             static_cast<double>(firsts) / static_cast<double>(own.size())});
    }
    return intervals;
}

std::vector<int> ranks_without(const DecisionMatrix& decision, const std::vector<bool>& left_out,
                               const ScorePlan& plan, double weight_sum) {
    std::vector<bool> keep = left_out;
    keep.flip();
    const DecisionMatrix rest = decision.with_columns(keep);
    ScorePlan part = plan;
    if (!plan.options.reference.empty()) {
        part.options.reference.clear();
        for (std::size_t j = 0; j < keep.size(); ++j)
            if (keep[j]) part.options.reference.push_back(plan.options.reference[j]);
    }
    return ranks_with(rest, scaled_to(weights_by(part, rest), weight_sum), part);
}

std::vector<WithoutCriterion> leave_one_criterion_out(const DecisionMatrix& decision,
                                                      const ScorePlan& plan) {
    std::vector<WithoutCriterion> results;
    if (decision.columns() < 2) return results;
    const std::vector<double> weights = weights_by(plan, decision);
    const std::vector<int> base = ranks_with(decision, weights, plan);
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        std::vector<bool> left_out(decision.columns(), false);
        left_out[j] = true;
        std::vector<int> ranks = ranks_without(
            decision, left_out, plan, std::accumulate(weights.begin(), weights.end(), 0.0));
        const double tau = kendall_tau(base, ranks);
        results.push_back({decision.criteria[j].name, std::move(ranks), tau});
    }
    return results;
}

RankReversals rank_reversals(const DecisionMatrix& decision, const std::vector<double>& weights,
                             const ScorePlan& plan) {
    RankReversals result;
    if (decision.rows() < 3) return result;
    const std::vector<int> base = ranks_with(decision, weights, plan);
    for (std::size_t removed = 0; removed < decision.rows(); ++removed) {
        const DecisionMatrix rest = decision.without_row(removed);
        std::vector<int> before = base;
        before.erase(before.begin() + static_cast<std::ptrdiff_t>(removed));
        const std::vector<int> after = ranks_with(rest, weights, plan);
        for (std::size_t a = 0; a < after.size(); ++a)
            for (std::size_t b = 0; b < after.size(); ++b) {
                if (before[a] >= before[b]) continue;
                ++result.compared;
                if (after[a] <= after[b]) continue;
                ++result.reversed;
                if (result.examples.size() < max_reversal_examples)
                    result.examples.push_back({decision.ids[removed], rest.ids[a], rest.ids[b]});
            }
    }
    return result;
}

MethodAgreement method_agreement(const DecisionMatrix& decision, const std::vector<double>& weights,
                                 const RankingOptions& options) {
    MethodAgreement agreement;
    std::vector<std::vector<int>> rankings;
    for (const RankingMethod& method : all_rankings()) {
        // A method that cannot take this table (a zero it divides by, a missing threshold) is no
        // failure of the comparison: it is named with its reason and the others are compared.
        try {
            const Ranking ranking = method.rank(decision, weights, own_normalisation(options));
            rankings.push_back(ranks_of(ranking.scores, ranking.higher_is_better));
            agreement.ranks.emplace_back(method.name, rankings.back());
        } catch (const Error& error) {
            if (error.kind() != Error::Kind::input) throw;
            agreement.skipped.emplace_back(method.name, error.what());
        }
    }
    agreement.kendall_w = kendall_w(rankings);
    return agreement;
}

std::vector<RankMove> moves_without(const DecisionMatrix& decision,
                                    const std::vector<std::string>& group, const ScorePlan& plan) {
    std::vector<bool> left_out(decision.columns(), false);
    for (const std::string& name : group) {
        std::size_t j = 0;
        while (j < decision.columns() && decision.criteria[j].name != name) ++j;
        if (j == decision.columns())
            throw input_error("'{}' is not one of the criteria; it cannot be left out", name);
        left_out[j] = true;
    }
    const auto left = static_cast<std::size_t>(std::count(left_out.begin(), left_out.end(), false));
    if (left == 0) throw input_error("all criteria are left out; nothing remains to rank by");
    const std::vector<double> weights = weights_by(plan, decision);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const std::vector<int> with = ranks_with(decision, weights, plan);
    const std::vector<int> without = ranks_without(decision, left_out, plan, sum);
    std::vector<std::pair<std::string, std::vector<int>>> singly;
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        if (!left_out[j]) continue;
        std::vector<bool> one(decision.columns(), false);
        one[j] = true;
        singly.emplace_back(decision.criteria[j].name, ranks_without(decision, one, plan, sum));
    }
    std::vector<RankMove> moves;
    for (std::size_t i = 0; i < decision.rows(); ++i) {
        if (with[i] == without[i]) continue;
        const int direction = without[i] > with[i] ? 1 : -1;
        RankMove move{decision.ids[i], with[i], without[i], no_single_cause, 0};
        for (const auto& [criterion, ranks] : singly) {
            const int places = ranks[i] - with[i];
            if (direction * places > direction * move.cause_places) {
                move.cause = criterion;
                move.cause_places = places;
            }
        }
        moves.push_back(move);
    }
    std::stable_sort(moves.begin(), moves.end(), [](const RankMove& a, const RankMove& b) {
        return std::abs(a.rank_without - a.rank_with) > std::abs(b.rank_without - b.rank_with);
    });
    return moves;
}

}  // namespace borderlens
