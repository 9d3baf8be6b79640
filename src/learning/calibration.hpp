#pragma once
#include <vector>

#include "base/document.hpp"
#include "learning/forest.hpp"

namespace borderlens {

/// Probabilities of all rows by a forest, [row][class of the samples' legend], matched by code; a
/// class the forest does not know has none.
std::vector<float> class_shares(const Forest& forest, const Samples& samples);

/// One bin of the reliability curve: of the pixels whose most probable class has a probability
/// between `low` and `high`, how probable it was on average and how often it was right.
struct ReliabilityBin {
    double low = 0.0, high = 0.0;
    Index rows = 0;
    double mean_probability = 0.0;
    double right_share = 0.0;
};

/// How well probabilities mean what they say on rows they were not learned from.
struct Reliability {
    double log_loss = 0.0;             ///< mean -ln(probability of the right class), from 0.001 on
    double brier = 0.0;                ///< mean sum of squared errors (Brier 1950), 0..2
    double expected_error = 0.0;       ///< mean |probability - right share| over the bins, by rows
    std::vector<ReliabilityBin> bins;  ///< ten of equal width; empty ones are left out
};

/// Reliability of probabilities raised to `power` and scaled to sum 1; NaN without rows.
Reliability reliability_of(const std::vector<float>& shares, const Samples& samples,
                           double power = 1.0);

/// The power that makes the log loss least, by golden section between 1/4 and 4. A power keeps the
/// order of classes: maps stay, probabilities change.
/// src: temperature scaling, Guo et al. 2017, ICML, section 4.2 (power = 1 / temperature).
double best_power(const std::vector<float>& shares, const Samples& samples);

/// What calibration would bring and whether it is taken: the power is fitted on one half of the
/// groups and judged on the other, both ways; it is taken where the joint log loss gains.
struct Calibration {
    double power = 1.0;  ///< 1 = left as it is
    Reliability before;
    Reliability after;  ///< with powers fitted on the other half
};
/// `held` are rows of groups the forest never saw. Fewer than two groups: nothing is changed.
Calibration calibrate(const Forest& forest, const Samples& held, std::uint64_t seed);

Document to_document(const Calibration& calibration);

/// Probabilities [class][pixel] of `pixels` pixels raised to a power and scaled to sum 1, in place;
/// NaN stays.
void raise_shares(std::vector<float>& shares, Index pixels, double power);

/// The power a model's training found worth taking; 1 where its summary names none.
double calibration_power(const Forest& forest);

}  // namespace borderlens
