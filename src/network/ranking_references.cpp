// Methods that put an ideal alternative into the table before they normalise: ARAS, MARCOS.
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "network/ranking.hpp"

namespace borderlens {
namespace {

std::vector<double> extreme_row(const DecisionMatrix& decision, bool best) {
    std::vector<double> row;
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        const std::vector<double> column = decision.column(j);
        const auto [low, high] = std::minmax_element(column.begin(), column.end());
        row.push_back(decision.criteria[j].benefit == best ? *high : *low);
    }
    return row;
}

void append_row(DecisionMatrix& decision, const char* id, const std::vector<double>& row) {
    decision.ids.emplace_back(id);
    decision.values.insert(decision.values.end(), row.begin(), row.end());
}

}  // namespace

Ranking rank_aras(const DecisionMatrix& decision, const std::vector<double>& weights,
                  const RankingOptions& options) {
    if (!options.reference.empty() && options.reference.size() != decision.columns())
        throw input_error("the ARAS reference has {} values, expected one for each of {} criteria",
                          options.reference.size(), decision.columns());
    DecisionMatrix extended = decision;
    append_row(extended, "optimal",
               options.reference.empty() ? extreme_row(decision, true) : options.reference);
    std::vector<double> sums = weighted_sums(
        normalised(extended, options.normalise.value_or(Normalisation::sum)), weights);
    const double optimal = sums.back();
    sums.pop_back();
    if (optimal <= 0.0)
        throw input_error("the optimal alternative of ARAS sums to {}, expected more than 0",
                          optimal);
    Ranking ranking;
    for (const double sum : sums) ranking.scores.push_back(sum / optimal);
    ranking.parts = {{"optimality", sums}};
    return ranking;
}

Ranking rank_marcos(const DecisionMatrix& decision, const std::vector<double>& weights,
                    const RankingOptions& options) {
    DecisionMatrix extended = decision;
    append_row(extended, "ideal", extreme_row(decision, true));
    append_row(extended, "anti_ideal", extreme_row(decision, false));
    const std::vector<double> sums = weighted_sums(
        normalised(extended, options.normalise.value_or(Normalisation::max)), weights);
    const std::size_t n = decision.rows();
    const double ideal = sums[n], anti_ideal = sums[n + 1];
    if (ideal <= 0.0 || anti_ideal <= 0.0)
        throw input_error(
            "MARCOS divides by its ideal ({}) and anti-ideal ({}) sums, which must be positive; "
            "choose --normalise max or vector",
            ideal, anti_ideal);
    std::vector<double> k_minus, k_plus;
    Ranking ranking;
    for (std::size_t i = 0; i < n; ++i) {
        const double minus = sums[i] / anti_ideal, plus = sums[i] / ideal;
        const double of_minus = plus / (plus + minus), of_plus = minus / (plus + minus);
        k_minus.push_back(minus);
        k_plus.push_back(plus);
        const double score =
            (plus + minus) / (1.0 + (1.0 - of_plus) / of_plus + (1.0 - of_minus) / of_minus);
        // An alternative worth nothing at all: 0 / 0 above, 0 in the limit.
        ranking.scores.push_back(sums[i] == 0.0 ? 0.0 : score);
    }
    ranking.parts = {{"k_minus", k_minus}, {"k_plus", k_plus}};
    return ranking;
}

}  // namespace borderlens
