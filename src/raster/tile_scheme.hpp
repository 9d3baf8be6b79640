#pragma once
#include <string>
#include <vector>

#include "raster/grid.hpp"

namespace borderlens {

/// One tile of a study: its name tells its place, so the same name is the same ground every year.
struct Tile {
    std::string name;  ///< "r003_c017"
    Window window;
};

/// The grid cut into square tiles; those at the right and bottom edge may be smaller.
std::vector<Tile> tiles_of(const Grid& grid, Index tile_px);

}  // namespace borderlens
