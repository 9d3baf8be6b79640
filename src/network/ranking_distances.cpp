// Methods that measure how far an alternative lies from the best or the worst one: TOPSIS, CODAS,
// MABAC, EDAS, grey relational analysis.
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "network/ranking.hpp"

namespace borderlens {
namespace {

DecisionMatrix weighted(DecisionMatrix values, const std::vector<double>& weights) {
    for (std::size_t i = 0; i < values.rows(); ++i)
        for (std::size_t j = 0; j < values.columns(); ++j) values.at(i, j) *= weights[j];
    return values;
}

double best_of(const DecisionMatrix& values, std::size_t j) {
    const std::vector<double> column = values.column(j);
    return *std::max_element(column.begin(), column.end());
}

double worst_of(const DecisionMatrix& values, std::size_t j) {
    const std::vector<double> column = values.column(j);
    return *std::min_element(column.begin(), column.end());
}

/// Positive distance of a value from the column's mean, in its better direction, over the mean.
double above_mean(double value, double mean, bool benefit) {
    return std::max(0.0, benefit ? value - mean : mean - value) / mean;
}

}  // namespace

Ranking rank_topsis(const DecisionMatrix& decision, const std::vector<double>& weights,
                    const RankingOptions& options) {
    const DecisionMatrix values =
        weighted(normalised(decision, options.normalise.value_or(Normalisation::vector)), weights);
    std::vector<double> to_best(values.rows(), 0.0), to_worst(values.rows(), 0.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const double best = best_of(values, j), worst = worst_of(values, j);
        for (std::size_t i = 0; i < values.rows(); ++i) {
            to_best[i] += (best - values.at(i, j)) * (best - values.at(i, j));
            to_worst[i] += (values.at(i, j) - worst) * (values.at(i, j) - worst);
        }
    }
    Ranking ranking;
    for (std::size_t i = 0; i < values.rows(); ++i) {
        to_best[i] = std::sqrt(to_best[i]);
        to_worst[i] = std::sqrt(to_worst[i]);
        const double whole = to_best[i] + to_worst[i];
        // All alternatives alike: each is as close to the best as to the worst.
        ranking.scores.push_back(whole > 0.0 ? to_worst[i] / whole : 0.5);
    }
    ranking.parts = {{"distance_to_best", to_best}, {"distance_to_worst", to_worst}};
    return ranking;
}

Ranking rank_codas(const DecisionMatrix& decision, const std::vector<double>& weights,
                   const RankingOptions& options) {
    const DecisionMatrix values =
        weighted(normalised(decision, options.normalise.value_or(Normalisation::max)), weights);
    const std::size_t n = values.rows();
    std::vector<double> euclidean(n, 0.0), taxicab(n, 0.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const double worst = worst_of(values, j);
        for (std::size_t i = 0; i < n; ++i) {
            const double distance = values.at(i, j) - worst;
            euclidean[i] += distance * distance;
            taxicab[i] += distance;
        }
    }
    for (double& distance : euclidean) distance = std::sqrt(distance);
    Ranking ranking;
    ranking.scores.assign(n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k) {
            const double difference = euclidean[i] - euclidean[k];
            ranking.scores[i] += difference;
            if (std::abs(difference) >= options.tau) ranking.scores[i] += taxicab[i] - taxicab[k];
        }
    ranking.parts = {{"euclidean", euclidean}, {"taxicab", taxicab}};
    return ranking;
}

Ranking rank_mabac(const DecisionMatrix& decision, const std::vector<double>& weights,
                   const RankingOptions& options) {
    const DecisionMatrix values =
        normalised(decision, options.normalise.value_or(Normalisation::minmax));
    const auto n = static_cast<double>(values.rows());
    Ranking ranking;
    ranking.scores.assign(values.rows(), 0.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        // The border is the geometric mean of w (x + 1); by logarithms, so that many alternatives
        // do not underflow the product.
        double log_sum = 0.0;
        for (std::size_t i = 0; i < values.rows(); ++i) {
            if (values.at(i, j) + 1.0 <= 0.0)
                throw input_error(
                    "criterion '{}', '{}': {} after normalisation, MABAC needs more than -1; "
                    "choose "
                    "--normalise minmax",
                    values.criteria[j].name, values.ids[i], values.at(i, j));
            log_sum += std::log(values.at(i, j) + 1.0);
        }
        const double border = weights[j] * std::exp(log_sum / n);
        for (std::size_t i = 0; i < values.rows(); ++i)
            ranking.scores[i] += weights[j] * (values.at(i, j) + 1.0) - border;
    }
    return ranking;
}

Ranking rank_edas(const DecisionMatrix& decision, const std::vector<double>& weights,
                  const RankingOptions& options) {
    const bool changed = options.normalise.has_value();
    const DecisionMatrix values = changed ? normalised(decision, *options.normalise) : decision;
    const std::size_t n = values.rows();
    std::vector<double> above(n, 0.0), below(n, 0.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const bool benefit = changed || decision.criteria[j].benefit;
        const std::vector<double> column = values.column(j);
        double mean = 0.0;
        for (const double value : column) mean += value / static_cast<double>(n);
        const bool all_zero = best_of(values, j) == 0.0 && worst_of(values, j) == 0.0;
        if (all_zero) continue;
        if (mean <= 0.0)
            throw input_error(
                "criterion '{}': its mean is {}, by which EDAS divides; choose --normalise minmax",
                values.criteria[j].name, mean);
        for (std::size_t i = 0; i < n; ++i) {
            above[i] += weights[j] * above_mean(column[i], mean, benefit);
            below[i] += weights[j] * above_mean(column[i], mean, !benefit);
        }
    }
    const double most_above = *std::max_element(above.begin(), above.end());
    const double most_below = *std::max_element(below.begin(), below.end());
    Ranking ranking;
    for (std::size_t i = 0; i < n; ++i) {
        const double gain = most_above > 0.0 ? above[i] / most_above : 0.0;
        const double loss = most_below > 0.0 ? below[i] / most_below : 0.0;
        ranking.scores.push_back(0.5 * (gain + 1.0 - loss));
    }
    ranking.parts = {{"above_mean", above}, {"below_mean", below}};
    return ranking;
}

Ranking rank_grey(const DecisionMatrix& decision, const std::vector<double>& weights,
                  const RankingOptions& options) {
    const DecisionMatrix values =
        normalised(decision, options.normalise.value_or(Normalisation::minmax));
    double largest = 0.0;
    DecisionMatrix distance = values;
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const double best = best_of(values, j);
        for (std::size_t i = 0; i < values.rows(); ++i) {
            distance.at(i, j) = best - values.at(i, j);
            largest = std::max(largest, distance.at(i, j));
        }
    }
    // The smallest distance is 0: each criterion has an alternative that is its best.
    Ranking ranking;
    ranking.scores.assign(values.rows(), 0.0);
    for (std::size_t i = 0; i < values.rows(); ++i)
        for (std::size_t j = 0; j < values.columns(); ++j)
            ranking.scores[i] +=
                weights[j] * (largest > 0.0 ? options.zeta * largest /
                                                  (distance.at(i, j) + options.zeta * largest)
                                            : 1.0);
    return ranking;
}

}  // namespace borderlens
