#include "io/tile_unpacking.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <bit>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "io/band_spreading.hpp"
#include "io/tile_packing.hpp"

namespace borderlens {
namespace {

constexpr Index most_numbers = Index{16} << 20;  // chosen: a tile of 1024 x 1024 px x 16 bands

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using FileHandle = std::unique_ptr<VSILFILE, CloseFile>;

/// A file whose tiles can be unpacked here.
struct PackedTiles {
    FileHandle file;
    GDALDataset* dataset;  ///< all of its bands lie in the same tiles
    const char* codec;
    bool differences;  ///< of neighbours in a row. src: TIFF 6.0, section 14
    Index rows, cols;
    Index step;  ///< numbers from pixel to pixel

    Index row_numbers() const { return cols * step; }
};

std::string structure_item(GDALMajorObject& object, const char* key) {
    const char* text = object.GetMetadataItem(key, "IMAGE_STRUCTURE");
    return text == nullptr ? "" : text;
}

/// Whether the file's bytes lie in the machine's order.
bool is_little_endian(VSILFILE* file) {
    char order[2] = {};
    return std::endian::native == std::endian::little && VSIFReadL(order, 1, 2, file) == 2 &&
           order[0] == 'I' && order[1] == 'I';
}

std::optional<PackedTiles> open_tiles(GDALDataset& dataset, const std::string& path) {
    if (std::string_view(dataset.GetDriver()->GetDescription()) != "GTiff") return std::nullopt;
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    const Index step =
        structure_item(dataset, "INTERLEAVE") == "PIXEL" ? dataset.GetRasterCount() : 1;
    const std::string compression = structure_item(dataset, "COMPRESSION");
    const std::string predictor = structure_item(dataset, "PREDICTOR");
    const bool differences = predictor == "2";
    int cols = 0, rows = 0;
    band.GetBlockSize(&cols, &rows);
    if ((compression != "ZSTD" && compression != "DEFLATE") ||
        (!differences && !predictor.empty() && predictor != "1") ||
        band.GetRasterDataType() != GDT_UInt16 || !structure_item(band, "NBITS").empty() ||
        Index{rows} * cols * step > most_numbers)
        return std::nullopt;
    FileHandle file(VSIFOpenL(path.c_str(), "rb"));
    if (!file || !is_little_endian(file.get())) return std::nullopt;
    const char* codec = compression == "ZSTD" ? "zstd" : "zlib";
    return PackedTiles{std::move(file), &dataset, codec, differences, rows, cols, step};
}

/// Whether the window consists of whole tiles, but for what lies outside the raster.
bool is_whole(const Window& window, const PackedTiles& tiles) {
    const auto ends = [](Index end, Index step, Index size) {
        return end % step == 0 || end == size;
    };
    return window.row0 % tiles.rows == 0 && window.col0 % tiles.cols == 0 &&
           ends(window.row_end(), tiles.rows, tiles.dataset->GetRasterYSize()) &&
           ends(window.col_end(), tiles.cols, tiles.dataset->GetRasterXSize());
}

/// A number that the header gives for a tile; 0 where there is none.
std::uint64_t tile_number(GDALRasterBand& band, const char* what, Index down, Index across) {
    const char* text =
        band.GetMetadataItem(fmt::format("BLOCK_{}_{}_{}", what, across, down).c_str(), "TIFF");
    return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

/// The numbers of a tile as they lie there, with all bands where these are interleaved, valid until
/// the next call of this thread; null where they are fewer than those of `least_rows`.
const std::uint16_t* tile_at(const PackedTiles& tiles, Index band, Index down, Index across,
                             Index least_rows) {
    GDALRasterBand& place_of = *tiles.dataset->GetRasterBand(static_cast<int>(band) + 1);
    thread_local std::vector<char> packed;
    thread_local std::vector<std::uint16_t> numbers;
    numbers.resize(static_cast<std::size_t>(tiles.rows * tiles.row_numbers()));
    const std::size_t room = numbers.size() * sizeof(std::uint16_t);
    const std::uint64_t place = tile_number(place_of, "OFFSET", down, across);
    const std::uint64_t bytes = tile_number(place_of, "SIZE", down, across);
    // What cannot be packed grows by less than a sixteenth.
    if (place == 0 || bytes == 0 || bytes > room + room / 16 + 1024) return nullptr;
    packed.resize(bytes);
    VSILFILE* file = tiles.file.get();
    if (VSIFSeekL(file, place, SEEK_SET) != 0 || VSIFReadL(packed.data(), 1, bytes, file) != bytes)
        return nullptr;
    const auto least = static_cast<std::size_t>(least_rows * tiles.row_numbers());
    const std::size_t found = unpack(tiles.codec, packed, numbers.data(), room);
    return found < least * sizeof(std::uint16_t) ? nullptr : numbers.data();
}

/// The bands of a part of the window that lies in one tile; false where they are not there.
/// `corner`: place of the part in the first of the planes.
bool unpack_part(const PackedTiles& tiles, const std::vector<Index>& bands, const Window& part,
                 const Window& window, std::uint16_t* corner) {
    const Index down = part.row0 / tiles.rows, across = part.col0 / tiles.cols;
    const auto lay_out = [&](Index tile_band, const std::vector<Index>& within, std::uint16_t* to) {
        const std::uint16_t* from = tile_at(tiles, tile_band, down, across, part.rows);
        for (Index row = 0; row < part.rows && from != nullptr; ++row)
            spread_bands(from + row * tiles.row_numbers(), tiles.step, tiles.differences, part.cols,
                         within, to + row * window.cols, window.size());
        return from != nullptr;
    };
    if (tiles.step > 1) return lay_out(bands.front(), bands, corner);
    for (std::size_t k = 0; k < bands.size(); ++k)
        if (!lay_out(bands[k], {0}, corner + static_cast<Index>(k) * window.size())) return false;
    return true;
}

}  // namespace

bool unpack_tiles(GDALDataset& dataset, const std::string& path, const std::vector<Index>& bands,
                  const Window& window, std::uint16_t* planes) {
    if (path.starts_with("/vsi")) return false;
    const std::optional<PackedTiles> tiles = open_tiles(dataset, path);
    if (!tiles || !is_whole(window, *tiles)) return false;
    // Who asks for one of several interleaved bands is likely to ask for the next: GDAL keeps them.
    if (bands.size() == 1 && tiles->step > 1) return false;
    for (Index row0 = window.row0; row0 < window.row_end(); row0 += tiles->rows)
        for (Index col0 = window.col0; col0 < window.col_end(); col0 += tiles->cols) {
            const Window part = Window{row0, col0, tiles->rows, tiles->cols}.intersect(window);
            const Index corner = (row0 - window.row0) * window.cols + col0 - window.col0;
            if (!unpack_part(*tiles, bands, part, window, planes + corner)) return false;
        }
    return true;
}

}  // namespace borderlens
