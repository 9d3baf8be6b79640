#include "border/local_plane.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

// WGS 84 ellipsoid: NGA.STND.0036, 2014, table 3.1.
constexpr double semi_major_m = 6378137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double eccentricity2 = flattening * (2.0 - flattening);
constexpr double degree = M_PI / 180.0;

double dot(const EarthPoint& a, const EarthPoint& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double w2_at(double lat) {
    return 1.0 - eccentricity2 * std::sin(lat) * std::sin(lat);
}

}  // namespace

EarthPoint to_earth_centred(Point lonlat) {
    const double lon = lonlat.x * degree, lat = lonlat.y * degree;
    const double normal_m = semi_major_m / std::sqrt(w2_at(lat));
    return {normal_m * std::cos(lat) * std::cos(lon), normal_m * std::cos(lat) * std::sin(lon),
            normal_m * (1.0 - eccentricity2) * std::sin(lat)};
}

double chord_m(const EarthPoint& a, const EarthPoint& b) {
    const EarthPoint d = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return std::sqrt(dot(d, d));
}

LocalPlane::LocalPlane(Point lonlat) : m_origin(to_earth_centred(lonlat)) {
    const double lon = lonlat.x * degree, lat = lonlat.y * degree;
    m_east = {-std::sin(lon), std::cos(lon), 0.0};
    m_north = {-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon), std::cos(lat)};
    const double w2 = w2_at(lat);
    m_normal_m = semi_major_m / std::sqrt(w2);
    m_meridian_m = semi_major_m * (1.0 - eccentricity2) / (w2 * std::sqrt(w2));
}

Point LocalPlane::operator()(const EarthPoint& place) const {
    const EarthPoint chord = {place[0] - m_origin[0], place[1] - m_origin[1],
                              place[2] - m_origin[2]};
    const double east = dot(chord, m_east), north = dot(chord, m_north);
    const double flat = std::hypot(east, north);
    if (flat == 0.0) return {0.0, 0.0};
    const double s = east / flat, c = north / flat;
    const double radius_m = 1.0 / (c * c / m_meridian_m + s * s / m_normal_m);
    const double length_m = std::sqrt(dot(chord, chord));
    const double arc_m = 2.0 * radius_m * std::asin(std::min(1.0, length_m / (2.0 * radius_m)));
    return {arc_m * s, arc_m * c};
}

}  // namespace borderlens
