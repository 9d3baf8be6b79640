#pragma once
#include <functional>
#include <vector>

#include "lenses/lens_objects.hpp"
#include "raster/components.hpp"

namespace borderlens {

/// Where things that have come to stand on the ground are found, however large the map: windows
/// are read when they are needed, from several threads.
struct GroundSource {
    CodeSource places;  ///< neighbours (8) of one code are one thing; `no_code` = none
    std::function<Raster<std::int32_t>(const Window&)> since;  ///< number of the first time, from 0
    std::function<Raster<float>(const Window&)> probability;   ///< 0 to 1, NaN = not known
    std::function<Raster<float>(const Window&)> signed_distance_m;  ///< NaN = outside the zone
};

/// A connected thing on the ground as it stands at the last time.
struct GroundObject {
    std::vector<Polygon> outline;  ///< in the grid's CRS
    Point middle;                  ///< mean of its cells' centres
    double area_ha = 0.0;
    double fill = 0.0;               ///< of the smallest rectangle around it
    double probability = 0.0;        ///< mean over its cells; NaN = not known
    double signed_distance_m = 0.0;  ///< mean over its cells; NaN = outside the zone
    Index since = 0;                 ///< the first time at which half of it was there
};

/// The things that keep the limits, largest first; those of one size by place, north-west first.
std::vector<GroundObject> find_ground_objects(const Grid& grid, const GroundSource& source,
                                              const ObjectLimits& limits);

}  // namespace borderlens
