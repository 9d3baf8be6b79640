#pragma once
#include "features/feature_stack.hpp"

namespace borderlens {

/// How far smoothed_with_edges looks around its pixel.
inline constexpr Index smoothing_halo_px = 2;

/// Class probabilities averaged over the pixels of 5 x 5 that look alike in the image: weights fall
/// with distance and with the difference of the logarithms of reflectance, so that fields are
/// smoothed and their edges are kept. NaN stays NaN and gives nothing to others. A tile with a halo
/// of smoothing_halo_px gives the bits of the whole.
/// src: joint bilateral filter, Petschnigg et al. 2004, ACM Trans. Graph. 23(3), eq. 3.
Raster<float> smoothed_with_edges(const Raster<float>& probabilities, const FeatureStack& image);

}  // namespace borderlens
