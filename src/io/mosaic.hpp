#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// Writes a GDAL virtual raster (.vrt) that shows rasters of one grid and kind as one; paths inside
/// are relative to it, so that the folder can be moved.
void write_mosaic(const std::string& path, const std::vector<std::string>& rasters);

}  // namespace borderlens
