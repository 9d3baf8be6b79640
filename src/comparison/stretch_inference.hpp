#pragma once
#include "comparison/border_bootstrap.hpp"
#include "comparison/side_inference.hpp"

namespace borderlens {

/// Both sides over a short stretch of the border, such as a segment or an administrative unit.
struct StretchEstimate {
    JointEstimate joint;
    double independent = 0.0;  ///< values that the stretch is worth
    /// The stretch is worth fewer than three independent values: its interval rests on so little
    /// that it says more of the model than of the ground.
    bool too_short = false;
};

/// A stretch holds too few cells to learn from how they resemble their neighbours: that comes from
/// the variogram of the whole line, and how much they vary from the stretch itself. A mean over a
/// length L is worth n = 1 / (variance of a mean over L in units of one value's variance)
/// independent values, at least three; its variance is the cells' (weighted, about their mean) over
/// n - 1, with the degrees of freedom that the variogram leaves it (at least n - 1).
/// in:  cells of one stretch and period on both sides, as for bootstrap_border; length_km > 0.
/// out: NaN means on a side without cells.
/// src: dispersion variance, e.g. Chiles and Delfiner 2012, section 2.8; effective sample size as
/// Cressie 1993, section 1.3.
StretchEstimate stretch_estimate(const BorderColumn& a, const BorderColumn& b,
                                 const BorderVariogram& variogram, double length_km);

}  // namespace borderlens
