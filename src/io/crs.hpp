#pragma once
#include <string>
#include <vector>

#include "raster/geometry.hpp"
#include "raster/grid.hpp"

namespace borderlens {

/// WKT of "EPSG:32644", a WKT, PROJ text or anything OGR understands; an input error otherwise.
std::string crs_wkt(const std::string& text);
/// "EPSG:32644" where the CRS has an authority code, else its name; "" for "".
std::string crs_name(const std::string& crs);
/// PROJ text such as "+proj=utm +zone=44 +datum=WGS84 +units=m +no_defs"; "" for "".
std::string crs_proj_text(const std::string& crs);
bool is_projected(const std::string& crs);
bool is_geographic(const std::string& crs);
/// Metres per unit of a projected CRS.
double unit_length_m(const std::string& crs);
bool same_crs(const std::string& a, const std::string& b);

/// WKT of the UTM zone of WGS 84 that holds a place.
std::string utm_crs_at(double lon_deg, double lat_deg);
/// WKT of an azimuthal equidistant projection about a place: distances from it are true.
std::string local_crs_at(double lon_deg, double lat_deg);
/// WKT of WGS 84 longitude, latitude.
std::string lonlat_crs();

/// x = easting or longitude, y = northing or latitude, whatever the authority's axis order says.
/// Points that cannot be transformed become NaN.
std::vector<Point> transform_points(const std::string& from_crs, const std::string& to_crs,
                                    std::vector<Point> points);
Geometry transform_geometry(const std::string& from_crs, const std::string& to_crs,
                            Geometry geometry);
/// Bounds in another CRS, edges densified.
Bounds transform_bounds(const std::string& from_crs, const std::string& to_crs,
                        const Bounds& bounds);

}  // namespace borderlens
