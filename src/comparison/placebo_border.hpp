#pragma once
#include <vector>

#include "comparison/discontinuity.hpp"

namespace borderlens {

/// The effect at a line moved away from the border.
struct PlaceboEffect {
    double shift = 0.0;  ///< of the line, in the unit of distance; signed like distance
    EffectEstimate robust;
    Index n_h = 0;  ///< observations in the bandwidth on both sides of the moved line
};

struct PlaceboBorders {
    DiscontinuityResult border;  ///< at the true line
    std::vector<PlaceboEffect>
        placebos;      ///< by shift; lines that could not be estimated are absent
    Index failed = 0;  ///< lines without an estimate (too few observations)
    /// Share of lines, the border among them, whose |z| is at least the border's; NaN without any
    /// placebo. It cannot be below 1 / (placebos + 1).
    double p = 0.0;
};

/// Moves the line by the given shifts (positive into the right side) and estimates the effect there
/// with that side's observations only. Studentised effects are compared, since bandwidths and noise
/// differ from line to line. A given bandwidth or donut of the options holds at every line.
/// errors: those of estimate_discontinuity at the border itself; a shift of 0.
/// src: placebo cutoffs, Cattaneo, Idrobo, Titiunik 2020, section 5.4; permutation p values,
/// Ganong and Jaeger 2018, JASA 113.
PlaceboBorders placebo_borders(const DiscontinuityData& data, const DiscontinuityOptions& options,
                               const std::vector<double>& shifts);

/// Shifts of step, 2 step, ... into each side while at least `least` observations are left beyond
/// and before the moved line on its side.
std::vector<double> placebo_shifts(const DiscontinuityData& data, double cutoff, double step,
                                   Index least = 100);

}  // namespace borderlens
