#include "io/mosaic.hpp"

#include <cpl_string.h>
#include <gdal_utils.h>

#include <filesystem>

#include "base/error.hpp"
#include "io/files.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {

void write_mosaic(const std::string& path, const std::vector<std::string>& rasters) {
    start_gdal();
    CPLStringList names;
    for (const std::string& raster : rasters)
        names.AddString(std::filesystem::absolute(raster).c_str());
    // Written beside its final place, since GDAL makes paths relative to where the file lies.
    const std::string temporary = temporary_name(std::filesystem::absolute(path).string());
    int usage_error = 0;
    DatasetHandle mosaic(static_cast<GDALDataset*>(GDALBuildVRT(
        temporary.c_str(), names.Count(), nullptr, names.List(), nullptr, &usage_error)));
    if (!mosaic) {
        remove_file(temporary);
        throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    }
    // GDALBuildVRT keeps colours of single-band inputs only, and neither descriptions nor the names
    // of classes.
    const DatasetHandle first = open_dataset(names[0], GDAL_OF_RASTER);
    for (int b = 1; b <= mosaic->GetRasterCount(); ++b) {
        GDALRasterBand* band = mosaic->GetRasterBand(b);
        band->SetDescription(first->GetRasterBand(b)->GetDescription());
        if (char** classes = first->GetRasterBand(b)->GetCategoryNames())
            band->SetCategoryNames(classes);
    }
    // GDAL's own writer does not say when the disk is full: the same text, written by ours.
    const char* const* parts = mosaic->GetMetadata("xml:VRT");
    const std::string text = parts != nullptr && parts[0] != nullptr ? parts[0] : "";
    mosaic.reset();
    remove_file(temporary);
    if (text.empty()) throw internal_error("{}: a mosaic without a text", path);
    write_text(path, text, true);
}

}  // namespace borderlens
