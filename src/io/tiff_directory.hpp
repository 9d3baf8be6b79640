#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace borderlens {

/// One entry of a TIFF directory with its values as they stand in a little-endian file.
struct TiffTag {
    std::uint16_t id = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::string bytes;
};
/// The tags of one image, by id. src: TIFF 6.0, section 2; BigTIFF of libtiff.
using TiffDirectory = std::vector<TiffTag>;

/// Puts a tag with values of 2, 4 or 8 bytes (SHORT, LONG, LONG8) in its place.
void set_tag(TiffDirectory& directory, std::uint16_t id, const std::vector<std::uint16_t>& values);
void set_tag(TiffDirectory& directory, std::uint16_t id, const std::vector<std::uint32_t>& values);
void set_tag(TiffDirectory& directory, std::uint16_t id, const std::vector<std::uint64_t>& values);

struct TiffStart {
    bool big = false;  ///< BigTIFF: places in the file have 64 bits
    TiffDirectory first;
};

/// The first directory of a little-endian TIFF in memory.
TiffStart read_tiff_start(const std::string& file);

/// All that stands before the pixels of a Cloud Optimized GeoTIFF: what GDAL calls structural
/// metadata, then the directories one after another. Its length depends on their tags' lengths
/// only. src: GDAL's description of its COG driver, "file layout".
std::string cog_header(bool big, const std::vector<TiffDirectory>& directories);

}  // namespace borderlens
