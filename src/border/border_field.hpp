#pragma once
#include "border/border_line.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Where each pixel's centre stands to the line; NaN outside the zone: farther than its width, or
/// nearest to an end of the line.
struct BorderField {
    Raster<float> signed_distance_m;  ///< positive on side a
    Raster<float> along_m;            ///< place along the line of the nearest point
};

/// Exact Euclidean distances in the grid's CRS, pixel centre to line, on several threads.
/// The grid must be projected in metres; zone_m > 0.
BorderField border_field(const BorderLine& line, const Grid& grid, double zone_m);

/// Whether any pixel of the bounds can lie within zone_m of the line: cheap, errs towards yes.
bool meets_zone(const BorderLine& line, const Bounds& bounds, double zone_m);

}  // namespace borderlens
