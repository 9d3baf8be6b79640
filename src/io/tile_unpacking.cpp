#include "io/tile_unpacking.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <bit>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "io/tile_packing.hpp"

namespace borderlens {
namespace {

constexpr Index most_numbers = Index{16} << 20;  // chosen: a tile of 1024 x 1024 px x 16 bands

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using FileHandle = std::unique_ptr<VSILFILE, CloseFile>;

struct Packing {
    const char* codec;
    bool differences;  ///< of neighbours in a row. src: TIFF 6.0, section 14
    Index step;        ///< from pixel to pixel: all bands are interleaved
};

std::string structure_item(GDALMajorObject& object, const char* key) {
    const char* text = object.GetMetadataItem(key, "IMAGE_STRUCTURE");
    return text == nullptr ? "" : text;
}

/// None where tiles are to be read by GDAL.
std::optional<Packing> packing_of(GDALDataset& dataset) {
    if (std::string_view(dataset.GetDriver()->GetDescription()) != "GTiff") return std::nullopt;
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    const Index bands = dataset.GetRasterCount();
    const std::string compression = structure_item(dataset, "COMPRESSION");
    const std::string predictor = structure_item(dataset, "PREDICTOR");
    const bool differences = predictor == "2";
    if ((compression != "ZSTD" && compression != "DEFLATE") ||
        (!differences && !predictor.empty() && predictor != "1") ||
        band.GetRasterDataType() != GDT_UInt16 || !structure_item(band, "NBITS").empty() ||
        (bands > 1 && structure_item(dataset, "INTERLEAVE") != "PIXEL"))
        return std::nullopt;
    return Packing{compression == "ZSTD" ? "zstd" : "zlib", differences, bands};
}

/// Whether the window consists of whole tiles, but for what lies outside the raster.
bool is_whole(const Window& window, Index rows, Index cols, GDALDataset& dataset) {
    const auto ends = [](Index end, Index step, Index size) {
        return end % step == 0 || end == size;
    };
    return window.row0 % rows == 0 && window.col0 % cols == 0 &&
           ends(window.row_end(), rows, dataset.GetRasterYSize()) &&
           ends(window.col_end(), cols, dataset.GetRasterXSize());
}

/// Whether the file's bytes lie in the machine's order.
bool is_little_endian(VSILFILE* file) {
    char order[2] = {};
    return std::endian::native == std::endian::little && VSIFReadL(order, 1, 2, file) == 2 &&
           order[0] == 'I' && order[1] == 'I';
}

/// A number that the header gives for a tile of a band; 0 where there is none.
std::uint64_t tile_number(GDALRasterBand& band, const char* what, Index down, Index across) {
    const char* text =
        band.GetMetadataItem(fmt::format("BLOCK_{}_{}_{}", what, across, down).c_str(), "TIFF");
    return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

/// The `most` numbers of a tile as they lie there, valid until the next call of this thread; null
/// where fewer than `least` come out of it.
const std::uint16_t* tile_at(VSILFILE* file, GDALRasterBand& band, Index down, Index across,
                             const char* codec, Index most, Index least) {
    thread_local std::vector<char> packed;
    thread_local std::vector<std::uint16_t> numbers;
    const std::uint64_t place = tile_number(band, "OFFSET", down, across);
    const std::uint64_t bytes = tile_number(band, "SIZE", down, across);
    // Numbers that cannot be packed grow by less than a sixteenth.
    if (place == 0 || bytes == 0 || bytes > static_cast<std::uint64_t>(most) * 17 / 8 + 1024)
        return nullptr;
    packed.resize(bytes);
    numbers.resize(static_cast<std::size_t>(most));
    if (VSIFSeekL(file, place, SEEK_SET) != 0 || VSIFReadL(packed.data(), 1, bytes, file) != bytes)
        return nullptr;
    const std::size_t found =
        unpack(codec, packed, numbers.data(), numbers.size() * sizeof(std::uint16_t));
    return found < static_cast<std::size_t>(least) * sizeof(std::uint16_t) ? nullptr
                                                                           : numbers.data();
}

/// One band of a row of a tile, `step` numbers from pixel to pixel.
void lay_out(const std::uint16_t* from, Index step, bool differences, Index count,
             std::uint16_t* to) {
    std::uint16_t before = 0;
    for (Index col = 0; col < count; ++col) {
        to[col] = static_cast<std::uint16_t>(from[col * step] + before);
        if (differences) before = to[col];
    }
}

}  // namespace

bool unpack_tiles(GDALDataset& dataset, const std::string& path, const std::vector<Index>& bands,
                  const Window& window, std::uint16_t* planes) {
    int tile_cols = 0, tile_rows = 0;
    dataset.GetRasterBand(1)->GetBlockSize(&tile_cols, &tile_rows);
    const Index rows = tile_rows, cols = tile_cols;
    if (path.starts_with("/vsi") || !is_whole(window, rows, cols, dataset)) return false;
    const std::optional<Packing> packing = packing_of(dataset);
    if (!packing || rows * cols * packing->step > most_numbers) return false;
    // Who asks for one band of several is likely to ask for the next: GDAL keeps them.
    if (bands.size() == 1 && packing->step > 1) return false;
    const FileHandle file(VSIFOpenL(path.c_str(), "rb"));
    if (!file || !is_little_endian(file.get())) return false;
    const Index step = packing->step;
    for (Index row0 = window.row0; row0 < window.row_end(); row0 += rows)
        for (Index col0 = window.col0; col0 < window.col_end(); col0 += cols) {
            const Window part = Window{row0, col0, rows, cols}.intersect(window);
            const std::uint16_t* line =
                tile_at(file.get(), *dataset.GetRasterBand(1), row0 / rows, col0 / cols,
                        packing->codec, rows * cols * step, part.rows * cols * step);
            if (line == nullptr) return false;
            std::uint16_t* place = planes + (row0 - window.row0) * window.cols + col0 - window.col0;
            for (Index row = 0; row < part.rows; ++row, line += cols * step, place += window.cols)
                for (std::size_t k = 0; k < bands.size(); ++k)
                    lay_out(line + bands[k], step, packing->differences, part.cols,
                            place + static_cast<Index>(k) * window.size());
        }
    return true;
}

}  // namespace borderlens
