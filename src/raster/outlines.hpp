#pragma once
#include <cstdint>
#include <vector>

#include "raster/geometry.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// The outline of the cells with a label inside a window, along cell sides, in the grid's CRS: one
/// polygon per 4-connected part, holes with it; corners only, rings closed, outer rings clockwise
/// as seen on a map with north up. Parts that touch at a corner are kept apart.
std::vector<Polygon> outline_of(const Raster<std::int32_t>& labels, std::int32_t label,
                                const Window& window);

}  // namespace borderlens
