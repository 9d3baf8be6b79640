#pragma once
#include <vector>

#include "change/irmad.hpp"

namespace borderlens {

/// after * slope + intercept is radiometrically like before, where nothing changed.
struct BandNormalisation {
    double slope = 1.0;
    double intercept = 0.0;
    /// Spread of normalised after - before where nothing changed.
    double residual_sd = 0.0;
};

/// Orthogonal regression of each band of the earlier on that of the later image, from the moments
/// of both (the earlier image's `bands` first).
std::vector<BandNormalisation> orthogonal_lines(const JointMoments& moments, Index bands);

/// Relative normalisation of the later image, band by band, by orthogonal regression weighted with
/// the probability of no change. Both images have the same bands.
/// src: Canty and Nielsen 2008, Remote Sensing of Environment 112, eq. 11 (orthogonal regression on
/// IR-MAD no-change pixels).
std::vector<BandNormalisation> normalise_on_no_change(const PairSource& source,
                                                      const IrmadOptions& options);

/// Change vectors: variates = normalised after - before; chi-square = sum of their squares over the
/// no-change variance of each band.
/// src: Malila 1980 (change vector analysis), standardised by the no-change spread.
LinearVariates change_vectors(const std::vector<BandNormalisation>& normalisation);

}  // namespace borderlens
