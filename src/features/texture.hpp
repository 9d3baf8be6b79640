#pragma once
#include "raster/raster.hpp"

namespace borderlens {

/// What the neighbourhood of each pixel holds.
struct LocalStatistics {
    Raster<float> mean;
    Raster<float> deviation;  ///< population standard deviation; 0 for a single valid pixel
};

/// Which pixels are answered for: those with a value of their own, or all with any value around.
enum class Centre { own, any };

/// Mean and standard deviation over the valid pixels of a square of side_px (odd) about each pixel;
/// NaN where the pixel itself is NaN (Centre::own), or all of its square is (Centre::any). At the
/// raster's edge the square is cut. The sums of a pixel are added in an order of their own, so that
/// tiles with a halo of side_px / 2 give the same bits.
LocalStatistics local_statistics(const Raster<float>& raster, Index band, Index side_px,
                                 Centre centre = Centre::own);

}  // namespace borderlens
