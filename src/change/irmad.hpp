#pragma once
#include <string>
#include <vector>

#include "change/canonical.hpp"
#include "change/pair_source.hpp"

namespace borderlens {

struct IrmadOptions {
    Index iterations = 50;  ///< at most; 1 = plain MAD
    /// Stop once no canonical correlation moves by more than this (Nielsen 2007 uses 0.001).
    double tolerance = 0.001;
    /// Stop before the mean weight (a p value) falls below it. On scenes where the reweighting
    /// settles it does so at 0.04 to 0.1; where it closes in on one very stable surface (water) the
    /// mean runs towards 0 and everything else becomes change. Chosen on eight scenes.
    double least_mean_weight = 0.05;
    /// Iterate on about this many pixels, drawn on a regular raster; the transform is then applied
    /// to all. At two million a correlation's sampling error is below 0.001.
    Index sample_px = 2000000;
};

struct IrmadResult {
    CanonicalTransform transform;
    Index iterations = 0;  ///< covariance estimates that were made and kept
    bool converged = false;
    std::string stopped_by;    ///< "converged", "iterations" or "shrinking no-change set"
    double mean_weight = 1.0;  ///< mean weight in the last covariance that was kept
    JointMoments no_change;    ///< the moments the transform was made from
};

/// Iteratively reweighted multivariate alteration detection: each pixel enters the next covariance
/// with its probability of no change.
/// src: Nielsen 2007, IEEE Transactions on Image Processing 16, eqs. 9-15.
IrmadResult find_irmad(const PairSource& source, const IrmadOptions& options);

/// Weighted moments of all pixels; weight = probability of no change under `weighting`, or 1 where
/// that is null. Independent of the thread count.
JointMoments source_moments(const PairSource& source, const CanonicalTransform* weighting);

}  // namespace borderlens
