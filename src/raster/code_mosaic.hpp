#pragma once
#include <vector>

#include "raster/components.hpp"

namespace borderlens {

/// One tile's codes and where it lies in the whole.
struct CodeTile {
    Window window;
    CodeSource codes;
};

/// Tiles as one source: cells of no tile have no code. So patches go on across tile borders.
/// Throws an internal error for a tile whose size is not its window's.
CodeSource mosaic_of(Index rows, Index cols, std::vector<CodeTile> tiles);

}  // namespace borderlens
