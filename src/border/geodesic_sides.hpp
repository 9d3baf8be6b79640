#pragma once
#include <vector>

#include "raster/geometry.hpp"

namespace borderlens {

/// Side and distance of a place given in longitude and latitude [degrees, WGS 84].
struct GeodesicPosition {
    double signed_distance_km = 0.0;  ///< positive on the side of the side a point
    bool beyond_end = false;          ///< nearest to an end of the line
};

/// Each place gets its own local projection (azimuth and arc length from it), in which distances
/// from the place are true to about 1e-6 within some hundred kilometres; so a line of any length
/// and direction will do. Parts run straight in longitude and latitude between vertices, as GeoJSON
/// has it (RFC 7946, section 3.1.1). Input errors: no line, a coordinate out of range, a side point
/// on the line.
std::vector<GeodesicPosition> geodesic_sides(const std::vector<Polyline>& parts_lonlat,
                                             Point side_a_point,
                                             const std::vector<Point>& places_lonlat);

}  // namespace borderlens
