// VIKOR: the compromise between group utility and the largest individual regret.
#include <algorithm>
#include <cmath>
#include <limits>

#include "network/ranking.hpp"

namespace borderlens {
namespace {

// chosen: Q lies in 0..1 and is a sum of a few hundred terms at most.
constexpr double k_rounding = 1e-12;

/// Scaled so that the smallest value is 0 and the largest 1; all 0 where they are equal.
std::vector<double> scaled_regret(const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    std::vector<double> scaled;
    for (const double value : values)
        scaled.push_back(*high > *low ? (value - *low) / (*high - *low) : 0.0);
    return scaled;
}

Compromise compromise_of(const std::vector<double>& q, const std::vector<double>& s,
                         const std::vector<double>& r) {
    const std::vector<int> by_q = ranks_of(q, false), by_s = ranks_of(s, false),
                           by_r = ranks_of(r, false);
    const std::size_t n = q.size();
    const double best = *std::min_element(q.begin(), q.end());
    // An advantage of exactly 1 / (n - 1) suffices; its rounding must not decide.
    const double needed = n > 1 ? 1.0 / static_cast<double>(n - 1) - k_rounding : 0.0;
    Compromise answer{true, true, {}};
    double second = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < n; ++i) {
        if (by_q[i] == 1) {
            if (by_s[i] != 1 && by_r[i] != 1) answer.acceptable_stability = false;
        } else {
            second = std::min(second, q[i]);
            if (q[i] - best < needed) answer.acceptable_advantage = false;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        const bool first = by_q[i] == 1;
        const bool close = q[i] - best < needed;
        const bool runner_up = q[i] <= second;
        if (first || (!answer.acceptable_advantage && close) ||
            (answer.acceptable_advantage && !answer.acceptable_stability && runner_up))
            answer.set.push_back(i);
    }
    return answer;
}

}  // namespace

Ranking rank_vikor(const DecisionMatrix& decision, const std::vector<double>& weights,
                   const RankingOptions& options) {
    const bool changed = options.normalise.has_value();
    const DecisionMatrix values = changed ? normalised(decision, *options.normalise) : decision;
    const std::size_t n = values.rows();
    std::vector<double> s(n, 0.0), r(n, 0.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        std::vector<double> column = values.column(j);
        // Regret grows away from the best value.
        if (changed || decision.criteria[j].benefit)
            for (double& value : column) value = -value;
        const std::vector<double> regret = scaled_regret(column);
        for (std::size_t i = 0; i < n; ++i) {
            s[i] += weights[j] * regret[i];
            r[i] = std::max(r[i], weights[j] * regret[i]);
        }
    }
    const std::vector<double> group = scaled_regret(s), individual = scaled_regret(r);
    Ranking ranking;
    ranking.higher_is_better = false;
    for (std::size_t i = 0; i < n; ++i)
        ranking.scores.push_back(options.v * group[i] + (1.0 - options.v) * individual[i]);
    ranking.parts = {{"s", s}, {"r", r}, {"q", ranking.scores}};
    ranking.compromise = compromise_of(ranking.scores, s, r);
    return ranking;
}

}  // namespace borderlens
