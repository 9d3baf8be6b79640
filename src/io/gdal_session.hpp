#pragma once
// For .cpp files of src/io only.
#include <gdal_priv.h>

#include <memory>
#include <string>

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

/// This thread's open raster dataset of that path: opened on first use, kept in a small pool,
/// opened again when the file has changed. The pool owns it.
GDALDataset& pooled_raster(const std::string& path);

/// A file name in memory that no other thread uses.
std::string temporary_memory_name();

}  // namespace borderlens
