#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

const Grid& ground() {
    static const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 1100, 1301);
    return grid;
}

/// Noise on a slope; every seventh pixel is `none`.
template <typename T>
Raster<T> picture(Index bands, T none) {
    Raster<T> raster(ground(), bands);
    Random random(7);
    Index i = 0;
    for (T& value : raster.values()) {
        value = static_cast<T>(static_cast<double>(i % 1301) / 10.0 + 40.0 * random.uniform());
        if (++i % 7 == 0) value = none;
    }
    return raster;
}

template <typename T>
std::string written(const TempFolder& folder, const Raster<T>& raster, RasterOptions options) {
    const std::string path = folder / "r.tif";
    options.overwrite = true;
    RasterWriter<T> writer(path, raster.grid(), raster.bands(), options);
    // Blocks that no tile of the file has the shape of.
    for_each_block(raster.grid().window(), 300, 0, [&](const Block& block) {
        Raster<T> part(raster.grid().crop(block.core), raster.bands());
        for (Index b = 0; b < raster.bands(); ++b)
            for (Index row = 0; row < block.core.rows; ++row)
                std::copy_n(raster.view(b).row(block.core.row0 + row) + block.core.col0,
                            block.core.cols, part.view(b).row(row));
        writer.write(block.core, part);
    });
    writer.finish();
    return path;
}

}  // namespace

TEST_CASE("a raster written in windows holds its pixels and halves of them, whoever writes") {
    const TempFolder folder("write_windows");
    const Raster<float> raster = picture<float>(3, no_data);
    for (const bool smallest : {false, true}) {
        const RasterOptions options{.band_descriptions = {"red", "nir", "valid_looks"},
                                    .smallest = smallest};
        const std::string path = written(folder, raster, options);
        const std::string bytes = read_text(path);
        set_thread_count(1);
        const bool same_alone = read_text(written(folder, raster, options)) == bytes;
        set_thread_count(0);
        CHECK(same_alone);
        const RasterInfo info = read_raster_info(path);
        CHECK(info.grid == ground());
        CHECK(info.block_rows == 512);
        CHECK(info.bands.at(2).description == "valid_looks");
        const Raster<float> found = read_floats(path);
        const Raster<float> half = read_floats("GTIFF_DIR:2:" + path);
        const Raster<float> quarter = read_floats("GTIFF_DIR:3:" + path);
        CHECK(half.rows() == 550);
        CHECK(half.cols() == 651);
        CHECK(quarter.cols() == 326);
        Index different = 0, different_half = 0;
        for (Index b = 0; b < 3; ++b) {
            for (Index i = 0; i < ground().size(); ++i) {
                const float a = raster.band_data(b)[i], c = found.band_data(b)[i];
                different += a == c || (std::isnan(a) && std::isnan(c)) ? 0 : 1;
            }
            // The last of an odd number of columns is halved alone.
            for (Index row = 0; row < 550; ++row)
                for (Index col = 0; col < 651; ++col) {
                    double sum = 0.0, count = 0.0;
                    for (Index k = 0; k < 4; ++k) {
                        if (2 * col + k % 2 >= 1301) continue;
                        const float value = raster(b, 2 * row + k / 2, 2 * col + k % 2);
                        if (!std::isnan(value)) sum += static_cast<double>(value), count += 1.0;
                    }
                    const float expected = static_cast<float>(sum / count);
                    different_half += half(b, row, col) == expected ? 0 : 1;
                }
        }
        CHECK(different == 0);
        CHECK(different_half == 0);
    }
}

TEST_CASE("whole numbers keep their values, and overviews the most frequent of them") {
    const TempFolder folder("write_numbers");
    for (const bool smallest : {false, true}) {
        const RasterOptions options{.no_data = -9999.0, .smallest = smallest};
        Raster<std::int16_t> raster = picture<std::int16_t>(2, -9999);
        raster(0, 0, 0) = raster(0, 0, 1) = -9999;
        raster(0, 1, 0) = raster(0, 1, 1) = 5;
        raster(0, 2, 0) = 3, raster(0, 2, 1) = 4, raster(0, 3, 0) = 4, raster(0, 3, 1) = 3;
        const std::string path = written(folder, raster, options);
        const Raster<std::int32_t> found = read_codes(path, 1);
        Index different = 0;
        for (Index i = 0; i < ground().size(); ++i) {
            const std::int16_t expected = raster.band_data(1)[i];
            const std::int32_t code = found.band_data()[i];
            different += code == (expected == -9999 ? no_code : expected) ? 0 : 1;
        }
        CHECK(different == 0);
        const Raster<std::int32_t> half = read_codes("GTIFF_DIR:2:" + path);
        CHECK(half(0, 0) == 5);  // no data does not count
        CHECK(half(1, 0) == 3);  // the first of equals
    }
}
