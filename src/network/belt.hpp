#pragma once
#include <vector>

#include "network/corridor.hpp"
#include "raster/geometry.hpp"

namespace borderlens {

/// Land within the scenario's belt hours of an axis: along the axis, on along the links of the
/// network at their speed, and off them straight over land at the off-network speed. places: the
/// nodes in metres of a plane (NaN = unplaced, left out). Polygons in that plane.
Geometry belt_area(const CorridorNetwork& network, const Axis& axis,
                   const std::vector<Point>& places);

}  // namespace borderlens
