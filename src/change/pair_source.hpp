#pragma once
#include <functional>
#include <vector>

#include "change/pixel_piece.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// The same window of both dates on one grid.
struct ImagePair {
    Raster<float> before;
    Raster<float> after;
};

/// Two images on one grid, read window by window; `read` may be called from several threads.
/// A pixel that is NaN in any band of either image is no data.
struct PairSource {
    Grid grid;
    Index before_bands = 0;
    Index after_bands = 0;
    Index block_rows = 512;  ///< windows that are cheap to read
    Index block_cols = 512;
    std::function<ImagePair(const Window&)> read;

    /// Windows that tile the grid.
    std::vector<Window> windows() const;
};

/// A pair in memory as a source.
PairSource source_of(ImagePair pair);

/// About `wanted` pixels of a source, every k-th of every k-th row, read once into memory. The
/// source itself where it is not larger.
PairSource subsample(const PairSource& source, Index wanted);

/// Calls fn for pieces of the valid pixels, in order. A piece is reused: fn must not keep it.
void for_each_piece(const ImagePair& pair, const std::function<void(const PixelPiece&)>& fn);

}  // namespace borderlens
