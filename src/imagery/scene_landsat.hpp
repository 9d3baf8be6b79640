#pragma once
#include <string>
#include <vector>

#include "imagery/scene.hpp"

namespace borderlens {

/// A Landsat 4-9 scene from its MTL text: Collection 2 and 1, Level 1 (top of atmosphere) and
/// Level 2 (surface), files from before the collections, and the keys in use before 2012.
/// `files` are the paths beside the MTL; bands are matched to them by the names the MTL gives, else
/// by their endings (_B3.TIF). NUL bytes and padding after the last line are ignored.
/// Level 1 reflectance comes from the MTL's reflectance gains over the sine of the sun's elevation,
/// or, where there are radiance gains only, from solar irradiance and Earth-Sun distance
/// (Chander, Markham, Helder 2009, equation 1).
/// An input error names the key that is missing.
Scene parse_landsat_mtl(const std::string& text, const std::string& path,
                        const std::vector<std::string>& files);

/// Earth-Sun distance [astronomical units] on a day of the year: 1 - 0.01672 cos(0.9856 (d - 4))
/// in degrees, within 2e-4 of the ephemeris. src: the form USGS gives with its Landsat handbooks.
double earth_sun_distance_au(int day_of_year);

}  // namespace borderlens
