#pragma once
#include <string>

#include "stages/fetch_items.hpp"
#include "stages/study_need.hpp"

namespace borderlens {

/// Brings one layer of an open vector source (anything OGR reads, OpenStreetMap XML of an Overpass
/// query too) into `folder`/<name>; whole, since the border itself says which ground is needed.
/// False if it is there already.
bool fetch_layer(const StudySourceFile& file, const std::string& folder, const HostRule& hosts);

/// Brings the study's ground of a land-cover map, given as tiles of one grid, as a class raster
/// with the codes and names of the land-use lens: what the map calls otherwise, and pixels with
/// another class within `pure_px` of them, are left out (0), since a map is least right at the
/// edges of its patches; of the rest about `most_per_class` of each class, drawn with `seed`.
/// False if it is there already.
bool fetch_land_cover(const StudySourceFile& file, const StudyNeed& need, const std::string& folder,
                      const HostRule& hosts, std::uint64_t seed);

}  // namespace borderlens
