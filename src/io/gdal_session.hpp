#pragma once
// For .cpp files of src/io only.
#include <gdal_priv.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "io/raster_file.hpp"

namespace borderlens {

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using DatasetHandle = std::unique_ptr<GDALDataset, CloseDataset>;

/// Registers drivers and settings once; GDAL's own messages are kept for `last_gdal_message`
/// instead of being printed. Call it before any GDAL function.
void start_gdal();

/// What GDAL said last on this thread, "no reason given" if nothing.
std::string last_gdal_message();

/// Opens for reading; an input error names the path and GDAL's reason. flags as in GDALOpenEx.
DatasetHandle open_dataset(const std::string& path, unsigned flags);

struct PooledRaster {
    DatasetHandle dataset;
    std::string version;                  ///< its path with what changes when the file does
    std::optional<RasterInfo> info = {};  ///< its header, once somebody has asked for it
    Index held_bytes = 0;                 ///< by the block that GDAL read last
};

/// This thread's open raster dataset of that path: opened on first use, kept in a small pool,
/// opened again when the file has changed. The pool owns it.
PooledRaster& pooled_raster(const std::string& path);

/// To be said before GDAL reads pixels of the raster that was asked for last: others that hold a
/// block are closed where all together would hold too much.
void will_hold_block(PooledRaster& raster);

/// GDAL's name of a pixel type.
template <typename T>
constexpr GDALDataType gdal_type() {
    if constexpr (std::is_same_v<T, float>) return GDT_Float32;
    if constexpr (std::is_same_v<T, double>) return GDT_Float64;
    if constexpr (std::is_same_v<T, std::uint8_t>) return GDT_Byte;
    if constexpr (std::is_same_v<T, std::uint16_t>) return GDT_UInt16;
    if constexpr (std::is_same_v<T, std::int16_t>) return GDT_Int16;
    if constexpr (std::is_same_v<T, std::int32_t>) return GDT_Int32;
}

/// Writes a file of layers with the named driver: `fill` adds them to a temporary file, which is
/// then renamed. An input error with GDAL's reason where that fails.
void write_layers(const std::string& path, const char* driver_name, bool overwrite,
                  const std::function<void(GDALDataset&)>& fill);

/// A file name in memory that no other thread uses.
std::string temporary_memory_name();

}  // namespace borderlens
