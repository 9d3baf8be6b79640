#pragma once
#include <string>
#include <vector>

#include "raster/geometry.hpp"

namespace borderlens {

/// Whether a path names a vector file by its ending.
bool is_vector_path(const std::string& path);

/// One layer of any OGR source ("" = the only or first one), reprojected to `target_crs` if that is
/// not "". A CSV or other table without geometry gives empty geometries.
VectorLayer read_vector(const std::string& path, const std::string& layer = "",
                        const std::string& target_crs = "");

/// Writes layers as GeoPackage (.gpkg) or, a single one, GeoJSON (.geojson, .json): to a temporary
/// name, then renamed. Rows without geometries become attribute tables.
void write_vector(const std::string& path, const std::vector<VectorLayer>& layers, bool overwrite);

}  // namespace borderlens
