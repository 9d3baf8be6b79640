#pragma once

namespace borderlens {

/// Distance along the sphere of mean radius 6371.0088 km (IUGG; Moritz 2000) [km], by the haversine
/// formula; off the ellipsoid by 0.6 % at most. Degrees in; NaN where a coordinate is NaN.
double great_circle_km(double lon1, double lat1, double lon2, double lat2);

}  // namespace borderlens
