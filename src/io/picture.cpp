#include "io/picture.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

using ByteBands = std::vector<std::vector<std::uint8_t>>;

DatasetHandle memory_picture(const Grid& grid, const ByteBands& bands) {
    start_gdal();
    const int cols = static_cast<int>(grid.cols()), rows = static_cast<int>(grid.rows());
    GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
    DatasetHandle picture(
        memory->Create("", cols, rows, static_cast<int>(bands.size()), GDT_Byte, nullptr));
    for (std::size_t b = 0; b < bands.size(); ++b)
        if (picture->GetRasterBand(static_cast<int>(b) + 1)
                ->RasterIO(GF_Write, 0, 0, cols, rows, const_cast<std::uint8_t*>(bands[b].data()),
                           cols, rows, GDT_Byte, 0, 0, nullptr) != CE_None)
            throw internal_error("picture: {}", last_gdal_message());
    return picture;
}

/// A picture as a file of the driver's format in memory.
std::string encode(GDALDataset& picture, const char* driver_name, const char* const* options) {
    const std::string name = temporary_memory_name();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
    if (driver == nullptr)
        throw input_error("this GDAL cannot write {} pictures; install one that can", driver_name);
    DatasetHandle written(driver->CreateCopy(name.c_str(), &picture, FALSE,
                                             const_cast<char**>(options), nullptr, nullptr));
    if (!written) throw internal_error("picture: {}", last_gdal_message());
    written.reset();
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(name.c_str(), &size, FALSE);
    std::string result(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    VSIUnlink(name.c_str());
    VSIUnlink((name + ".aux.xml").c_str());
    return result;
}

ByteBands bands_of(const Raster<std::uint8_t>& raster) {
    ByteBands bands;
    for (Index b = 0; b < raster.bands(); ++b)
        bands.emplace_back(raster.band_data(b), raster.band_data(b) + raster.grid().size());
    return bands;
}

}  // namespace

std::string class_png(const Raster<ClassCode>& classes, const Legend& legend) {
    const DatasetHandle picture = memory_picture(classes.grid(), {classes.values()});
    GDALColorTable colours;
    for (int code = 0; code < 256; ++code) {
        const GDALColorEntry transparent = {0, 0, 0, 0};
        colours.SetColorEntry(code, &transparent);
    }
    for (const LegendEntry& entry : legend) {
        const GDALColorEntry colour = {entry.rgb[0], entry.rgb[1], entry.rgb[2], 255};
        colours.SetColorEntry(entry.code, &colour);
    }
    picture->GetRasterBand(1)->SetColorTable(&colours);
    picture->GetRasterBand(1)->SetNoDataValue(0);
    return encode(*picture, "PNG", nullptr);
}

ColourStretch stretch_of(const Raster<float>& rgb) {
    ColourStretch stretch;
    for (std::size_t b = 0; b < 3; ++b) {
        std::vector<float> valid;
        const float* values = rgb.band_data(static_cast<Index>(b));
        for (Index i = 0; i < rgb.grid().size(); ++i)
            if (!std::isnan(values[i])) valid.push_back(values[i]);
        stretch.low[b] = 0.0F;
        stretch.high[b] = 1.0F;
        if (valid.empty()) continue;
        std::sort(valid.begin(), valid.end());
        stretch.low[b] = valid[valid.size() / 50];
        stretch.high[b] = valid[valid.size() - 1 - valid.size() / 50];
    }
    return stretch;
}

Raster<std::uint8_t> stretched(const Raster<float>& rgb, const ColourStretch& stretch) {
    Raster<std::uint8_t> result(rgb.grid(), 4);
    for (Index i = 0; i < rgb.grid().size(); ++i) {
        bool valid = true;
        for (Index b = 0; b < 3; ++b) valid = valid && !std::isnan(rgb.band_data(b)[i]);
        if (!valid) continue;
        for (Index b = 0; b < 3; ++b) {
            const auto k = static_cast<std::size_t>(b);
            const float range = std::max(stretch.high[k] - stretch.low[k], 1e-6F);
            const float share =
                std::clamp((rgb.band_data(b)[i] - stretch.low[k]) / range, 0.0F, 1.0F);
            // The root lifts dark fields beside bright snow or salt to where the eye tells them.
            result.band_data(b)[i] = static_cast<std::uint8_t>(std::sqrt(share) * 255.0F + 0.5F);
        }
        result.band_data(3)[i] = 255;
    }
    return result;
}

std::string colour_png(const Raster<float>& rgb) {
    const Raster<std::uint8_t> bytes = stretched(rgb, stretch_of(rgb));
    return encode(*memory_picture(rgb.grid(), bands_of(bytes)), "PNG", nullptr);
}

std::string rgba_webp(const Raster<std::uint8_t>& rgba) {
    // Chosen: at 80 fields and roads look as in the composite, at a tenth of PNG's size.
    const char* options[] = {"QUALITY=80", nullptr};
    return encode(*memory_picture(rgba.grid(), bands_of(rgba)), "WEBP", options);
}

}  // namespace borderlens
