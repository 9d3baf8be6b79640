#pragma once
// For .cpp files of src/io only.
#include <cstdint>
#include <string>
#include <vector>

#include "io/gdal_session.hpp"
#include "raster/window.hpp"

namespace borderlens {

/// Reads bands (0-based) of a window into planes of its shape, straight from the packed tiles: in
/// two thirds to three quarters of the time that it takes through GDAL's block cache, which every
/// number is copied into and out of. For whole tiles of local GeoTIFFs of 16-bit numbers in
/// ZSTD or DEFLATE. False for all else, missing and damaged tiles included: GDAL is to read it
/// then, and to say what is wrong; the planes may be half full.
bool unpack_tiles(GDALDataset& dataset, const std::string& path, const std::vector<Index>& bands,
                  const Window& window, std::uint16_t* planes);

}  // namespace borderlens
