#pragma once
#include <array>

#include "raster/grid.hpp"

namespace borderlens {

/// Earth-centred coordinates [m].
using EarthPoint = std::array<double, 3>;

/// Longitude, latitude [degrees] on the WGS 84 ellipsoid.
EarthPoint to_earth_centred(Point lonlat);
double chord_m(const EarthPoint& a, const EarthPoint& b);

/// Azimuthal map about one place: direction from the east and north parts of the chord, length from
/// the chord bent to an arc of the local radius of curvature (Euler's formula). Distances from the
/// place are true to about 1e-6 within some hundred kilometres.
class LocalPlane {
  public:
    explicit LocalPlane(Point lonlat);
    /// East, north [m].
    Point operator()(const EarthPoint& place) const;

  private:
    EarthPoint m_origin;
    EarthPoint m_east;
    EarthPoint m_north;
    double m_normal_m = 0.0;    ///< radius of curvature across the meridian
    double m_meridian_m = 0.0;  ///< radius of curvature along the meridian
};

}  // namespace borderlens
