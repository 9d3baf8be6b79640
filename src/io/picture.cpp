#include "io/picture.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

/// Bands of bytes as a PNG file in memory.
std::string encode(const Grid& grid, const std::vector<std::vector<std::uint8_t>>& bands,
                   const Legend* palette) {
    start_gdal();
    const int cols = static_cast<int>(grid.cols()), rows = static_cast<int>(grid.rows());
    GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
    const DatasetHandle picture(
        memory->Create("", cols, rows, static_cast<int>(bands.size()), GDT_Byte, nullptr));
    for (std::size_t b = 0; b < bands.size(); ++b)
        if (picture->GetRasterBand(static_cast<int>(b) + 1)
                ->RasterIO(GF_Write, 0, 0, cols, rows, const_cast<std::uint8_t*>(bands[b].data()),
                           cols, rows, GDT_Byte, 0, 0, nullptr) != CE_None)
            throw internal_error("picture: {}", last_gdal_message());
    if (palette != nullptr) {
        GDALColorTable colours;
        for (int code = 0; code < 256; ++code) {
            const GDALColorEntry transparent = {0, 0, 0, 0};
            colours.SetColorEntry(code, &transparent);
        }
        for (const LegendEntry& entry : *palette) {
            const GDALColorEntry colour = {entry.rgb[0], entry.rgb[1], entry.rgb[2], 255};
            colours.SetColorEntry(entry.code, &colour);
        }
        picture->GetRasterBand(1)->SetColorTable(&colours);
        picture->GetRasterBand(1)->SetNoDataValue(0);
    }
    const std::string name = temporary_memory_name();
    GDALDriver* png = GetGDALDriverManager()->GetDriverByName("PNG");
    DatasetHandle written(
        png->CreateCopy(name.c_str(), picture.get(), FALSE, nullptr, nullptr, nullptr));
    if (!written) throw internal_error("picture: {}", last_gdal_message());
    written.reset();
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(name.c_str(), &size, FALSE);
    std::string result(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    VSIUnlink(name.c_str());
    VSIUnlink((name + ".aux.xml").c_str());
    return result;
}

std::vector<std::uint8_t> stretched(const float* values, Index size) {
    std::vector<float> valid;
    for (Index i = 0; i < size; ++i)
        if (!std::isnan(values[i])) valid.push_back(values[i]);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size), 0);
    if (valid.empty()) return bytes;
    std::sort(valid.begin(), valid.end());
    const float low = valid[valid.size() / 50], high = valid[valid.size() - 1 - valid.size() / 50];
    const float range = std::max(high - low, 1e-6F);
    for (Index i = 0; i < size; ++i)
        if (!std::isnan(values[i]))
            bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(
                // The root lifts dark fields beside bright snow or salt to where the eye tells
                // them.
                std::sqrt(std::clamp((values[i] - low) / range, 0.0F, 1.0F)) * 255.0F + 0.5F);
    return bytes;
}

}  // namespace

std::string class_png(const Raster<ClassCode>& classes, const Legend& legend) {
    return encode(classes.grid(), {classes.values()}, &legend);
}

std::string colour_png(const Raster<float>& rgb) {
    const Index size = rgb.grid().size();
    std::vector<std::vector<std::uint8_t>> bands;
    for (Index b = 0; b < 3; ++b) bands.push_back(stretched(rgb.band_data(b), size));
    std::vector<std::uint8_t> opaque(static_cast<std::size_t>(size));
    for (Index i = 0; i < size; ++i)
        opaque[static_cast<std::size_t>(i)] =
            std::isnan(rgb.band_data(0)[i] + rgb.band_data(1)[i] + rgb.band_data(2)[i]) ? 0 : 255;
    bands.push_back(std::move(opaque));
    return encode(rgb.grid(), bands, nullptr);
}

}  // namespace borderlens
