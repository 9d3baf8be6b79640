#include "raster/code_mosaic.hpp"

#include <algorithm>

namespace borderlens {

CodeSource mosaic_of(Index rows, Index cols, std::vector<CodeTile> tiles) {
    for (const CodeTile& tile : tiles)
        if (tile.codes.rows != tile.window.rows || tile.codes.cols != tile.window.cols)
            throw internal_error("tile of {} x {} cells in a window of {} x {}", tile.codes.cols,
                                 tile.codes.rows, tile.window.cols, tile.window.rows);
    return {rows, cols, [tiles = std::move(tiles)](const Window& window) {
                Raster<std::int32_t> whole(Grid("", {0.0, 0.0}, 1.0, 1.0, window.rows, window.cols),
                                           1, no_code);
                for (const CodeTile& tile : tiles) {
                    const Window shared = tile.window.intersect(window);
                    if (shared.empty()) continue;
                    const Raster<std::int32_t> part =
                        tile.codes.read({shared.row0 - tile.window.row0,
                                         shared.col0 - tile.window.col0, shared.rows, shared.cols});
                    for (Index row = 0; row < shared.rows; ++row)
                        std::copy_n(part.view().row(row), shared.cols,
                                    whole.view().row(shared.row0 + row - window.row0) +
                                        shared.col0 - window.col0);
                }
                return whole;
            }};
}

}  // namespace borderlens
