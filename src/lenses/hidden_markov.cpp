#include "lenses/hidden_markov.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace borderlens {
namespace {

void check(const MarkovChain& chain, const StateRows& observed) {
    const std::size_t states = chain.start.size();
    if (states == 0 || observed.empty())
        throw internal_error("Markov chain without states or times");
    if (chain.transitions.size() != 1 && chain.transitions.size() + 1 != observed.size())
        throw internal_error("{} transitions for {} times", chain.transitions.size(),
                             observed.size());
    for (const std::vector<double>& row : observed)
        if (row.size() != states) throw internal_error("observation of {} states", row.size());
}

/// Scales to sum 1 and returns the sum; what is impossible altogether becomes "nothing known".
double normalise(std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    if (!(sum > 0.0)) {
        for (double& value : values) value = 1.0 / static_cast<double>(values.size());
        return std::numeric_limits<double>::min();
    }
    for (double& value : values) value /= sum;
    return sum;
}

}  // namespace

ForwardBackward forward_backward(const MarkovChain& chain, const StateRows& observed) {
    check(chain, observed);
    const std::size_t times = observed.size(), states = chain.start.size();
    ForwardBackward result;
    result.forward.assign(times, std::vector<double>(states, 0.0));
    result.backward.assign(times, std::vector<double>(states, 1.0));
    std::vector<double> scales(times);
    for (std::size_t t = 0; t < times; ++t) {
        for (std::size_t to = 0; to < states; ++to) {
            double sum = t == 0 ? chain.start[to] : 0.0;
            for (std::size_t from = 0; t > 0 && from < states; ++from)
                sum += result.forward[t - 1][from] * chain.step(t - 1)[from][to];
            result.forward[t][to] = sum * observed[t][to];
        }
        scales[t] = normalise(result.forward[t]);
        result.log_likelihood += std::log(scales[t]);
    }
    for (std::size_t t = times - 1; t > 0; --t)
        for (std::size_t from = 0; from < states; ++from) {
            double sum = 0.0;
            for (std::size_t to = 0; to < states; ++to)
                sum += chain.step(t - 1)[from][to] * observed[t][to] * result.backward[t][to];
            result.backward[t - 1][from] = sum / scales[t];
        }
    result.posterior = result.forward;
    for (std::size_t t = 0; t < times; ++t) {
        for (std::size_t s = 0; s < states; ++s) result.posterior[t][s] *= result.backward[t][s];
        normalise(result.posterior[t]);
    }
    return result;
}

MarkovChain logarithms_of(const MarkovChain& chain) {
    MarkovChain result = chain;
    for (double& value : result.start) value = std::log(value);
    for (StateRows& step : result.transitions)
        for (std::vector<double>& row : step)
            for (double& value : row) value = std::log(value);
    return result;
}

BestPath viterbi(const MarkovChain& chain, const StateRows& observed) {
    return viterbi_of_logarithms(logarithms_of(chain), observed);
}

BestPath viterbi_of_logarithms(const MarkovChain& logarithms, const StateRows& observed) {
    check(logarithms, observed);
    const std::size_t times = observed.size(), states = logarithms.start.size();
    StateRows best(times, std::vector<double>(states));
    std::vector<std::vector<std::size_t>> came_from(times, std::vector<std::size_t>(states, 0));
    for (std::size_t t = 0; t < times; ++t)
        for (std::size_t to = 0; to < states; ++to) {
            double score = logarithms.start[to];
            if (t > 0) {
                score = -std::numeric_limits<double>::infinity();
                for (std::size_t from = 0; from < states; ++from) {
                    const double here = best[t - 1][from] + logarithms.step(t - 1)[from][to];
                    if (here > score) {
                        score = here;
                        came_from[t][to] = from;
                    }
                }
            }
            best[t][to] = score + std::log(observed[t][to]);
        }
    std::size_t state = 0;
    for (std::size_t s = 1; s < states; ++s)
        if (best[times - 1][s] > best[times - 1][state]) state = s;
    BestPath path;
    path.log_probability = best[times - 1][state];
    path.states.assign(times, 0);
    for (std::size_t t = times; t-- > 0;) {
        path.states[t] = static_cast<Index>(state);
        state = came_from[t][state];
    }
    return path;
}

StateRows over_years(const StateRows& yearly, Index years) {
    StateRows result = yearly;
    const std::size_t states = yearly.size();
    for (Index year = 1; year < years; ++year) {
        StateRows next(states, std::vector<double>(states, 0.0));
        for (std::size_t i = 0; i < states; ++i)
            for (std::size_t k = 0; k < states; ++k)
                for (std::size_t j = 0; j < states; ++j) next[i][j] += result[i][k] * yearly[k][j];
        result = std::move(next);
    }
    return result;
}

}  // namespace borderlens
