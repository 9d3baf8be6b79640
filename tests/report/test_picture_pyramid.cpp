#include <catch2/catch.hpp>

#include "report/picture_pyramid.hpp"

using namespace borderlens;

namespace {

Grid square(Index side) {
    return Grid("", {0.0, 0.0}, 10.0, 10.0, side, side);
}

}  // namespace

TEST_CASE("a pyramid goes from one screen to every pixel, in tiles of one size") {
    PictureLayer layer;
    // Tiles are encoded on several threads: what they hold is told by the bytes.
    build_pyramid(layer, Raster<std::uint8_t>(square(2000), 1, 7),
                  [](const Raster<std::uint8_t>& tile) {
                      return std::to_string(tile.rows()) + "x" + std::to_string(tile.cols()) + ":" +
                             std::to_string(tile(0, 0));
                  });
    // 2000 px do not fit 1024, 1000 do: two levels; 2 x 2 tiles and 4 x 4 tiles.
    CHECK(layer.resolutions_m == std::vector<double>{20.0, 10.0});
    REQUIRE(layer.tiles.size() == 4 + 16);
    for (const PictureTile& tile : layer.tiles) CHECK(tile.bytes == "512x512:7");
    CHECK(layer.extent.max_x == 20000.0);
}

TEST_CASE("tiles in which nothing is seen are left out; beyond the picture is transparent") {
    Raster<std::uint8_t> picture(square(1000), 1, 0);
    picture(999, 999) = 5;
    PictureLayer layer;
    build_pyramid(layer, picture, [](const Raster<std::uint8_t>& tile) {
        // Pixel 1023 lies outside the 1000.
        return std::to_string(tile(999 - 512, 999 - 512)) + ":" + std::to_string(tile(511, 511));
    });
    REQUIRE(layer.tiles.size() == 1);
    CHECK(layer.tiles[0].row == 1);
    CHECK(layer.tiles[0].col == 1);
    CHECK(layer.tiles[0].bytes == "5:0");
}

TEST_CASE("small studies are drawn pixel by pixel, large ones as finely as the page can hold") {
    const PictureSteps small = finest_steps(square(400), 5, 4);
    CHECK(small.classes == 1);
    CHECK(small.colours == 1);
    // 1e8 px x 4/3 for coarser levels x (6 x 0.16 / 16 + 5 x 0.25 / 16) = 18.4 MB; with classes at
    // every second pixel 42 MB, with colours 50 MB: neither fits 33 MB.
    const PictureSteps large = finest_steps(square(10000), 6, 5);
    CHECK(large.classes == 4);
    CHECK(large.colours == 4);
    // Without colours 6 x 0.16 / 4 x 1.33e8 = 32 MB fit.
    CHECK(finest_steps(square(10000), 6, 0).classes == 2);
}

TEST_CASE("what is larger than foreseen loses its finest level") {
    PictureLayer layer;
    layer.resolutions_m = {20.0, 10.0};
    layer.tiles = {{0, 0, 0, std::string(10, 'a')}, {1, 0, 0, std::string(100, 'b')}};
    PictureLayer other = layer;
    other.tiles[1].bytes = std::string(50, 'b');
    std::vector<PictureLayer> layers = {layer, other};
    keep_within_budget(layers, 75.0);  // 10 + 100 + 10 + 50 = 170; without the first's 100: 70
    CHECK(layers[0].tiles.size() == 1);
    CHECK(layers[0].resolutions_m.size() == 1);
    CHECK(layers[1].tiles.size() == 2);
}
