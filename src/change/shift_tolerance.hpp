#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Chi-square of change that a shift of up to `reach_px` rows and columns cannot explain, for the
/// pixels of `core`: each date's pixel is held against the likest one of the other date within
/// reach, and the larger of the two least distances counts, so that what appeared counts as well as
/// what went. Never above the chi-square without tolerance.
/// earlier, later: the dates' parts of the variates (one band each; their sum is the variate) on
/// `core` with a margin of `reach_px` where there is one; NaN = no data.
/// src: after Thonfeld, Feilhauer, Braun and Menz 2016, International Journal of Applied Earth
/// Observation and Geoinformation 50 (robust change vector analysis), on standardised variates.
Raster<float> tolerant_chi_square(const Raster<float>& earlier, const Raster<float>& later,
                                  const std::vector<double>& precision, const Window& core,
                                  Index reach_px);

}  // namespace borderlens
