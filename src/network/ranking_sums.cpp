// Methods that add or multiply normalised values: WSM, WPM, WASPAS, MOORA, COPRAS.
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "network/ranking.hpp"

namespace borderlens {
namespace {

/// Values must be 0 or more: a power of a negative number has no order. A criterion that is 0
/// throughout tells nobody apart and is left out, or all products were 0.
std::vector<double> weighted_products(const DecisionMatrix& values,
                                      const std::vector<double>& weights) {
    std::vector<double> products(values.rows(), 1.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const std::vector<double> column = values.column(j);
        if (std::all_of(column.begin(), column.end(), [](double value) { return value == 0.0; }))
            continue;
        for (std::size_t i = 0; i < values.rows(); ++i) {
            if (values.at(i, j) < 0.0)
                throw input_error(
                    "criterion '{}', '{}': {} after normalisation; a weighted product needs values "
                    "of 0 or more; choose --normalise minmax",
                    values.criteria[j].name, values.ids[i], values.at(i, j));
            products[i] *= std::pow(values.at(i, j), weights[j]);
        }
    }
    return products;
}

}  // namespace

Ranking rank_wsm(const DecisionMatrix& decision, const std::vector<double>& weights,
                 const RankingOptions& options) {
    const Normalisation form = options.normalise.value_or(Normalisation::max);
    return {weighted_sums(normalised(decision, form), weights), true, {}, {}};
}

Ranking rank_wpm(const DecisionMatrix& decision, const std::vector<double>& weights,
                 const RankingOptions& options) {
    const Normalisation form = options.normalise.value_or(Normalisation::max);
    if (form != Normalisation::none)
        return {weighted_products(normalised(decision, form), weights), true, {}, {}};
    // Raw values: a cost enters with a negative power, which needs no common scale.
    std::vector<double> powers = weights;
    for (std::size_t j = 0; j < powers.size(); ++j)
        if (!decision.criteria[j].benefit) powers[j] = -powers[j];
    return {weighted_products(decision, powers), true, {}, {}};
}

Ranking rank_waspas(const DecisionMatrix& decision, const std::vector<double>& weights,
                    const RankingOptions& options) {
    const DecisionMatrix values =
        normalised(decision, options.normalise.value_or(Normalisation::max));
    const std::vector<double> sums = weighted_sums(values, weights);
    const std::vector<double> products = weighted_products(values, weights);
    Ranking ranking;
    for (std::size_t i = 0; i < sums.size(); ++i)
        ranking.scores.push_back(options.lambda * sums[i] + (1.0 - options.lambda) * products[i]);
    ranking.parts = {{"weighted_sum", sums}, {"weighted_product", products}};
    return ranking;
}

Ranking rank_moora(const DecisionMatrix& decision, const std::vector<double>& weights,
                   const RankingOptions& options) {
    std::vector<double> signed_weights = weights;
    for (std::size_t j = 0; j < weights.size(); ++j)
        if (!decision.criteria[j].benefit) signed_weights[j] = -weights[j];
    const Normalisation form = options.normalise.value_or(Normalisation::vector);
    return {weighted_sums(normalised(decision, form, true), signed_weights), true, {}, {}};
}

Ranking rank_copras(const DecisionMatrix& decision, const std::vector<double>& weights,
                    const RankingOptions& options) {
    const DecisionMatrix values =
        normalised(decision, options.normalise.value_or(Normalisation::sum), true);
    std::vector<double> gains(values.rows(), 0.0), costs(values.rows(), 0.0);
    bool any_cost = false;
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const bool benefit = decision.criteria[j].benefit;
        any_cost = any_cost || (!benefit && weights[j] > 0.0);
        for (std::size_t i = 0; i < values.rows(); ++i)
            (benefit ? gains : costs)[i] += weights[j] * values.at(i, j);
    }
    double cost_sum = 0.0, inverse_sum = 0.0;
    for (std::size_t i = 0; i < costs.size() && any_cost; ++i) {
        if (costs[i] <= 0.0)
            throw input_error(
                "'{}': its costs sum to {}, by which COPRAS divides; choose another "
                "method",
                decision.ids[i], costs[i]);
        cost_sum += costs[i];
        inverse_sum += 1.0 / costs[i];
    }
    Ranking ranking;
    for (std::size_t i = 0; i < gains.size(); ++i)
        ranking.scores.push_back(any_cost ? gains[i] + cost_sum / (costs[i] * inverse_sum)
                                          : gains[i]);
    const double best = *std::max_element(ranking.scores.begin(), ranking.scores.end());
    if (best > 0.0)
        for (double& score : ranking.scores) score /= best;
    ranking.parts = {{"s_plus", gains}, {"s_minus", costs}};
    return ranking;
}

}  // namespace borderlens
