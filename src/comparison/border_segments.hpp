#pragma once
#include <vector>

#include "comparison/discontinuity.hpp"

namespace borderlens {

/// The border effect of one piece of the line.
struct SegmentEffect {
    double from_km = 0.0;
    double to_km = 0.0;
    Index n = 0;                 ///< observations
    bool estimated = false;      ///< false where the segment holds too few observations
    DiscontinuityResult result;  ///< where estimated
    double adjusted_p = 0.0;     ///< robust p, adjusted over segments (Benjamini and Hochberg 1995)
};

/// One distance-based estimate for each piece of segment_km along the line, with the observations
/// whose nearest border point lies in it (along_km has one value a row of data).
/// A distance-based estimate is biased near kinks of the line, because distance to the line runs
/// round the corner there (Cattaneo, Titiunik, Yu 2025): for values at points of the line, use
/// boundary_point_effects.
std::vector<SegmentEffect> segment_effects(const DiscontinuityData& data,
                                           const std::vector<double>& along_km, double segment_km,
                                           const DiscontinuityOptions& options);

/// Observations in the plane. Side a is `on_right`, as distance >= cutoff is.
struct PlaneData {
    std::vector<double> x_km;
    std::vector<double> y_km;
    std::vector<char> on_right;  ///< 1 on the right side (side a), 0 on the left
    std::vector<double> outcome;
    std::vector<double> weight;  ///< empty = all 1
    std::vector<Index> cluster;  ///< empty = independent; else CR1 variance
};

struct PlaneOptions {
    double bandwidth_km = 0.0;  ///< 0 = MSE-optimal at each point
    Index least = 60;           ///< observations a side that the pilot windows hold
    double confidence = 0.95;
};

/// The border effect at one point of the line.
struct PointEffect {
    double x_km = 0.0;
    double y_km = 0.0;
    bool estimated = false;
    double bandwidth_km = 0.0;
    Index n_left = 0;
    Index n_right = 0;
    EffectEstimate conventional;  ///< plane on each side
    EffectEstimate robust;        ///< corrected by the quadratic surface on each side
};

/// Location-based effects: on each side a plane in both coordinates is fitted round the point with
/// triangular weights of distance to the point, so that kinks of the line make no bias of first
/// order. The robust estimate adds the quadratic terms at the same bandwidth, which equals bias
/// correction with b = h. HC3 variance, or CR1 with clusters.
/// The bandwidth balances V / h^2 against B^2 h^4 from pilot fits (regularised as in one
/// dimension): h = (V / (2 B^2))^(1/6). src: Cattaneo, Titiunik, Yu 2025, "Estimation and Inference
/// in Boundary Discontinuity Designs", location-based estimator.
std::vector<PointEffect> boundary_point_effects(const PlaneData& data,
                                                const std::vector<double>& at_x_km,
                                                const std::vector<double>& at_y_km,
                                                const PlaneOptions& options = {});

}  // namespace borderlens
