#include <cpl_string.h>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/random.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/tile_unpacking.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

constexpr Index rows = 150, cols = 203, bands = 11;

Raster<std::uint16_t> picture() {
    Raster<std::uint16_t> raster(Grid("", {600000, 4900000}, 10, 10, rows, cols), bands);
    Random random(3);
    for (std::uint16_t& number : raster.values())
        number = static_cast<std::uint16_t>(4000.0 * random.uniform());
    return raster;
}

/// The picture as GDAL writes it; `empty`: only its middle.
std::string written(const TempFolder& folder, const std::vector<const char*>& options,
                    Index band_count = bands, bool empty = false) {
    start_gdal();
    CPLStringList list;
    for (const char* option : options) list.AddString(option);
    const std::string path = folder / "p.tif";
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    DatasetHandle dataset(driver->Create(path.c_str(), cols, rows, static_cast<int>(band_count),
                                         GDT_UInt16, list.List()));
    REQUIRE(dataset);
    const Raster<std::uint16_t> raster = picture();
    const int first = empty ? 70 : 0, side = 20;
    for (Index b = 0; b < band_count; ++b)
        CHECK(dataset->GetRasterBand(static_cast<int>(b) + 1)
                  ->RasterIO(GF_Write, first, first, empty ? side : cols, empty ? side : rows,
                             const_cast<std::uint16_t*>(raster.band_data(b)), empty ? side : cols,
                             empty ? side : rows, GDT_UInt16, 0, 0, nullptr) == CE_None);
    return path;
}

bool unpacks(const std::string& path, const std::vector<Index>& wanted, const Window& window) {
    std::vector<std::uint16_t> planes(static_cast<std::size_t>(window.size()) * wanted.size(), 1);
    if (!unpack_tiles(*pooled_raster(path).dataset, path, wanted, window, planes.data()))
        return false;
    const Raster<std::uint16_t> raster = picture();
    for (std::size_t k = 0; k < wanted.size(); ++k)
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col)
                if (planes[k * static_cast<std::size_t>(window.size()) +
                           static_cast<std::size_t>(row * window.cols + col)] !=
                    raster(wanted[k], window.row0 + row, window.col0 + col))
                    throw internal_error("band {} row {} col {} differs", wanted[k], row, col);
    return true;
}

}  // namespace

TEST_CASE("tiles are unpacked as GDAL reads them") {
    const TempFolder folder("unpack");
    const Window inner{0, 64, 128, 64}, last{128, 192, 22, 11}, all{0, 0, rows, cols};
    for (const char* codec : {"COMPRESS=ZSTD", "COMPRESS=DEFLATE"})
        for (const char* predictor : {"PREDICTOR=1", "PREDICTOR=2"}) {
            const std::vector<const char*> options{codec, predictor, "TILED=YES", "BLOCKXSIZE=64",
                                                   "BLOCKYSIZE=64"};
            for (const char* order : {"INTERLEAVE=PIXEL", "INTERLEAVE=BAND"}) {
                std::vector<const char*> ordered = options;
                ordered.push_back(order);
                const std::string several = written(folder, ordered);
                for (const Window& window : {inner, last, all}) {
                    CHECK(unpacks(several, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, window));
                    CHECK(unpacks(several, {10, 1, 2, 3, 4, 5, 6, 7, 8, 0}, window));
                    CHECK(unpacks(several, {2, 0}, window));
                }
                CHECK(read_numbers16(several).values() == picture().values());
            }
            const std::string one = written(folder, options, 1);
            for (const Window& window : {inner, last, all}) CHECK(unpacks(one, {0}, window));
        }
    CHECK(unpacks(written(folder, {"COMPRESS=ZSTD", "BLOCKYSIZE=40"}), {0, 1, 2}, all));  // strips
}

TEST_CASE("what is packed in any other way is left to GDAL") {
    const TempFolder folder("unpack_not");
    const Window all{0, 0, rows, cols};
    const std::string several = written(folder, {"COMPRESS=ZSTD", "TILED=YES"});
    CHECK_FALSE(unpacks(several, {0, 1}, {0, 0, rows, 100}));  // a part of a tile
    CHECK_FALSE(unpacks(several, {0}, all));                   // the other bands will follow
    for (const char* other : {"COMPRESS=LZW", "COMPRESS=NONE", "NBITS=12", "ENDIANNESS=BIG"}) {
        const bool packed = std::string(other).starts_with("COMPRESS");
        const std::string path = written(folder, {packed ? other : "COMPRESS=ZSTD", other});
        CHECK_FALSE(unpacks(path, {0, 1, 2}, all));
        CHECK(read_numbers16(path).values() == picture().values());
    }
    const std::string empty = written(
        folder, {"COMPRESS=ZSTD", "TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "SPARSE_OK=TRUE"},
        bands, true);
    CHECK_FALSE(unpacks(empty, {0, 1, 2}, all));
    CHECK(read_numbers16(empty)(2, 149, 199) == 0);
}

TEST_CASE("a tile that is cut short is an error that names the file") {
    const TempFolder folder("unpack_cut");
    for (const char* codec : {"COMPRESS=ZSTD", "COMPRESS=DEFLATE"}) {
        const std::string bytes = read_text(written(folder, {codec, "TILED=YES", "PREDICTOR=2"}));
        write_text(folder / "cut.tif", bytes.substr(0, bytes.size() / 2), true);
        CHECK_THROWS_WITH(read_numbers16(folder / "cut.tif"), Catch::Contains("cut.tif"));
    }
}
