#include "raster/tile_scheme.hpp"

#include <fmt/format.h>

#include "raster/blocks.hpp"

namespace borderlens {

std::vector<Tile> tiles_of(const Grid& grid, Index tile_px) {
    std::vector<Tile> tiles;
    for (const Block& block : blocks_of(grid.window(), tile_px, 0))
        tiles.push_back(
            {fmt::format("r{:03d}_c{:03d}", block.core.row0 / tile_px, block.core.col0 / tile_px),
             block.core});
    return tiles;
}

}  // namespace borderlens
