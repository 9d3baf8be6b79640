#include <catch2/catch.hpp>

#include "io/files.hpp"
#include "stages/stored_maps.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

/// Two tiles side by side, the second narrower; the ground goes on below them.
StudyGround ground_of(Index side) {
    const Index cols = side + side / 3;
    return {Grid("", {0, 0}, 10, 10, side + 5, cols),
            {{"r000_c000", {0, 0, side, side}}, {"r000_c001", {0, side, side, cols - side}}}};
}

std::int32_t code_at(Index map, Index row, Index col) {
    const Index code = (3 * row + 7 * col + 11 * map) % 250;
    return code == 0 ? no_code : static_cast<std::int32_t>(code);
}

/// Cells of a window over both tiles that are not as they were made.
Index wrong_cells(Index side, Index maps, const std::string& path) {
    const StudyGround ground = ground_of(side);
    StoredMaps<std::uint8_t> stored(ground, maps, path);
    stored.fill([&](const Tile& tile, const Window& window) {
        std::vector<Raster<std::int32_t>> made;
        for (Index map = 0; map < maps; ++map) {
            made.emplace_back(Grid("", {0, 0}, 10, 10, window.rows, window.cols));
            for (Index row = 0; row < window.rows; ++row)
                for (Index col = 0; col < window.cols; ++col)
                    made.back()(row, col) = code_at(map, tile.window.row0 + window.row0 + row,
                                                    tile.window.col0 + window.col0 + col);
        }
        return made;
    });
    const Window over{side - 7, side - 20, 10, 30};
    Index wrong = 0;
    for (Index map = 0; map < maps; ++map) {
        const Raster<std::int32_t> found = stored.source(map).read(over);
        for (Index row = 0; row < over.rows; ++row)
            for (Index col = 0; col < over.cols; ++col) {
                const bool on_tiles = over.row0 + row < side;
                const std::int32_t expected =
                    on_tiles ? code_at(map, over.row0 + row, over.col0 + col) : no_code;
                wrong += found(row, col) == expected ? 0 : 1;
            }
    }
    return wrong;
}

}  // namespace

TEST_CASE("maps stored in memory or in a file are read as they were made, across tiles") {
    const TempFolder folder("stored_maps");
    CHECK(wrong_cells(60, 3, folder / "small") == 0);
    CHECK(wrong_cells(1200, 20, folder / "large") == 0);  // 38 MB: in a file
    CHECK(list_files(folder / ".").empty());              // without a name
}
