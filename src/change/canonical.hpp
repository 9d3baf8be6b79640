#pragma once
#include <vector>

#include "change/joint_moments.hpp"
#include "change/linear_variates.hpp"

namespace borderlens {

/// Canonical correlation analysis of the bands of two images, as a linear map to MAD variates:
/// variate i = before_weights[i] . (x - mean_x) - after_weights[i] . (y - mean_y).
/// Variates stand in the order of falling canonical correlation; both canonical variates have unit
/// variance, so that the variance of variate i is 2 (1 - correlations[i]).
struct CanonicalTransform {
    Index before_bands = 0;
    Index after_bands = 0;
    std::vector<double> correlations;    ///< min(before_bands, after_bands), falling
    std::vector<double> variances;       ///< of the MAD variates
    std::vector<double> before_weights;  ///< correlations.size() rows of before_bands
    std::vector<double> after_weights;   ///< correlations.size() rows of after_bands
    std::vector<double> mean;            ///< before's, then after's bands
    Index variates() const { return static_cast<Index>(correlations.size()); }
};

/// From moments whose first `before_bands` variables are the earlier image's.
/// An input error names the date and band that is constant or a combination of other bands.
/// src: Hotelling 1936; Nielsen, Conradsen and Simpson 1998, Remote Sensing of Environment 64,
/// eqs. 5-9.
CanonicalTransform canonical_transform(const JointMoments& moments, Index before_bands);

/// The transform's MAD variates as linear ones.
LinearVariates linear_variates(const CanonicalTransform& transform);

}  // namespace borderlens
