#pragma once
#include <functional>
#include <string>

#include "raster/raster.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// A study's rasters seen from afar: every `step`-th pixel of every tile. `read(tile)` gives one
/// tile's raster; pixels without a tile are `none`.
template <typename T>
Raster<T> overview_at_step(const StudyGround& ground, Index step, Index bands, T none,
                           const std::function<Raster<T>(const Tile&)>& read) {
    Raster<T> picture(ground.grid.coarsened(step), bands, none);
    for (const Tile& tile : ground.tiles) {
        const Raster<T> part = read(tile);
        const Index first_row = (tile.window.row0 + step - 1) / step;
        const Index first_col = (tile.window.col0 + step - 1) / step;
        for (Index row = first_row; row * step < tile.window.row_end(); ++row)
            for (Index col = first_col; col * step < tile.window.col_end(); ++col)
                for (Index band = 0; band < bands; ++band)
                    picture(band, row, col) =
                        part(band, row * step - tile.window.row0, col * step - tile.window.col0);
    }
    return picture;
}

/// The step at which no side of the picture exceeds `most_px`.
inline Index overview_step(const Grid& grid, Index most_px) {
    const Index longest = std::max(grid.rows(), grid.cols());
    return std::max<Index>(1, (longest + most_px - 1) / most_px);
}

}  // namespace borderlens
