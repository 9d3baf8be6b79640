#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// Version of GDAL as it runs, such as "3.6.2".
std::string gdal_version();
/// Whether GDAL can read (and, where asked, write) files of this driver, such as "COG".
bool has_driver(const std::string& name, bool writes);

/// Lowers what GDAL may keep of raster blocks to this many megabytes, for work that passes over its
/// rasters in order. A limit the user has set (GDAL_CACHEMAX) stays.
void lower_block_cache(int megabytes);

// chosen: together three eighths of 2 GiB.
inline constexpr int block_cache_mib = 256;  ///< GDAL's blocks, unless the user sets GDAL_CACHEMAX
inline constexpr int open_files_mib = 512;   ///< what the open files of all threads hold at most

/// Whether rasters of this name are slow to decode (JPEG 2000), so that their blocks are kept.
bool is_slow_to_decode(const std::string& path);
/// How much of such blocks all threads together may keep from now on; 0 forgets those there are.
void keep_decoded_blocks(double gib);

/// Folders where files that belong to the program lie, share/borderlens/<name> of the installation
/// or the build: the first that has a file is meant.
std::vector<std::string> installed_folders(const std::string& name);

}  // namespace borderlens
