#include <catch2/catch.hpp>
#include <cmath>

#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "stages/tile_layers.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

TEST_CASE("a layer in another CRS is the same however the study is cut into tiles") {
    const TempFolder folder("tile_layers");
    // Some 40 x 55 m a pixel at Khorgos, waves of a few pixels.
    const Grid degrees(crs_wkt("EPSG:4326"), {80.2, 44.3}, 0.0005, 0.0005, 300, 400);
    Raster<float> lights(degrees, 1);
    for (Index row = 0; row < degrees.rows(); ++row)
        for (Index col = 0; col < degrees.cols(); ++col)
            lights(row, col) = static_cast<float>(std::sin(0.7 * static_cast<double>(row)) +
                                                  std::cos(0.9 * static_cast<double>(col)));
    const std::string path = folder / "lights.tif";
    write_raster(path, lights);
    const Grid study(crs_wkt("EPSG:32644"), {446000, 4901000}, 10, 10, 500, 500);
    const Raster<float> whole = read_on_grid(path, 0, study, study.window());
    Index valid = 0;
    for (const float value : whole.values()) valid += std::isnan(value) ? 0 : 1;
    REQUIRE(valid == study.size());
    for (const Index tile_px : {137, 200}) {
        Index other = 0;
        for (const Block& block : blocks_of(study.window(), tile_px, 0)) {
            const Raster<float> part = read_on_grid(path, 0, study, block.core);
            for (Index row = 0; row < block.core.rows; ++row)
                for (Index col = 0; col < block.core.cols; ++col)
                    other += part(row, col) == whole(block.core.row0 + row, block.core.col0 + col)
                                 ? 0
                                 : 1;
        }
        CHECK(other == 0);
    }
}
