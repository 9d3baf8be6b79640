#pragma once
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Probabilities of states at times: [time][state].
using StateRows = std::vector<std::vector<double>>;

/// A hidden Markov chain of n states; `transitions` may differ from step to step.
struct MarkovChain {
    std::vector<double> start;           ///< sums to 1
    std::vector<StateRows> transitions;  ///< [step][from][to], rows sum to 1; one for all steps or
                                         ///< one fewer than there are times
    const StateRows& step(std::size_t time) const {
        return transitions.size() == 1 ? transitions.front() : transitions[time];
    }
};

struct ForwardBackward {
    StateRows forward;   ///< scaled to sum 1 at each time
    StateRows backward;  ///< scaled by the same factors
    StateRows posterior;
    double log_likelihood = 0.0;
};

/// Probability of each state at each time given all observations. observed[time][state] is the
/// probability of what was observed, up to a factor per time; a row of equal numbers says nothing.
/// src: Rabiner 1989, Proc. IEEE 77(2), eqs. 18-27 and 90-92 (scaling).
ForwardBackward forward_backward(const MarkovChain& chain, const StateRows& observed);

/// The most likely path of states and the logarithm of its joint probability. Ties go to the lower
/// state. src: Viterbi 1967; Rabiner 1989, eqs. 32-35, in logarithms.
struct BestPath {
    std::vector<Index> states;
    double log_probability = 0.0;
};
BestPath viterbi(const MarkovChain& chain, const StateRows& observed);

/// The chain with natural logarithms of all its probabilities.
MarkovChain logarithms_of(const MarkovChain& chain);
/// viterbi for many observations of one chain, whose logarithms are taken once.
BestPath viterbi_of_logarithms(const MarkovChain& logarithms, const StateRows& observed);

/// Transition matrix of several years from that of one (the n-th power). years >= 1.
StateRows over_years(const StateRows& yearly, Index years);

}  // namespace borderlens
