#pragma once
#include "raster/raster.hpp"

namespace borderlens {

/// How far around a window its values on a support of `factor` pixels depend on others.
Index support_halo_px(Index factor);

/// What a sensor with pixels `factor` times as wide would have given on this grid: means over
/// squares of factor x factor pixels, laid from the grid's corner (at least half of a square
/// valid), then bilinear between the squares' middles as coarse scenes are brought to the grid.
/// `padded` covers the window `core` padded by support_halo_px on all sides, core given in pixels
/// of the whole grid; its last band (the count of looks) is taken over as it is, and pixels with
/// count 0 stay without value.
/// Returns the core.
Raster<float> on_support(const Raster<float>& padded, const Window& core, Index factor);

}  // namespace borderlens
