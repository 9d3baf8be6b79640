#include "change/pair_source.hpp"

#include <cmath>
#include <memory>

#include "base/parallel.hpp"

namespace borderlens {

std::vector<Window> PairSource::windows() const {
    std::vector<Window> all;
    for (Index row = 0; row < grid.rows(); row += block_rows)
        for (Index col = 0; col < grid.cols(); col += block_cols)
            all.push_back(Window{row, col, block_rows, block_cols}.intersect(grid.window()));
    return all;
}

namespace {

Raster<float> cut(const Raster<float>& image, const Window& window) {
    Raster<float> part(image.grid().crop(window), image.bands());
    for (Index band = 0; band < image.bands(); ++band)
        for (Index row = 0; row < window.rows; ++row)
            std::copy_n(image.view(band).row(window.row0 + row) + window.col0, window.cols,
                        part.view(band).row(row));
    return part;
}

}  // namespace

PairSource source_of(ImagePair pair) {
    const auto held = std::make_shared<const ImagePair>(std::move(pair));
    PairSource source;
    source.grid = held->before.grid();
    source.before_bands = held->before.bands();
    source.after_bands = held->after.bands();
    source.read = [held](const Window& window) {
        return ImagePair{cut(held->before, window), cut(held->after, window)};
    };
    return source;
}

PairSource subsample(const PairSource& source, Index wanted) {
    Index step = 1;
    while (source.grid.size() / (step * step) > wanted) ++step;
    if (step == 1) return source;
    const Index rows = (source.grid.rows() + step - 1) / step;
    const Index cols = (source.grid.cols() + step - 1) / step;
    // Only counts matter: which ground a sampled pixel lies on is of no use to moments.
    const Grid grid("", {0.0, 0.0}, 1.0, 1.0, rows, cols);
    ImagePair sample{Raster<float>(grid, source.before_bands),
                     Raster<float>(grid, source.after_bands)};
    const std::vector<Window> windows = source.windows();
    parallel_for(static_cast<Index>(windows.size()), [&](Index i) {
        const Window& window = windows[static_cast<std::size_t>(i)];
        const ImagePair part = source.read(window);
        const auto take = [&](const Raster<float>& from, Raster<float>& to) {
            for (Index row = (window.row0 + step - 1) / step * step; row < window.row_end();
                 row += step)
                for (Index col = (window.col0 + step - 1) / step * step; col < window.col_end();
                     col += step)
                    for (Index band = 0; band < from.bands(); ++band)
                        to(band, row / step, col / step) =
                            from(band, row - window.row0, col - window.col0);
        };
        take(part.before, sample.before);
        take(part.after, sample.after);
    });
    PairSource small = source_of(std::move(sample));
    small.block_rows = 64;  // chosen: enough windows for the threads
    small.block_cols = cols;
    return small;
}

void for_each_piece(const ImagePair& pair, const std::function<void(const PixelPiece&)>& fn) {
    const Index pixels = pair.before.grid().size();
    const Index before = pair.before.bands(), all = before + pair.after.bands();
    PixelPiece piece(all);
    float bad[kernel_px];
    const auto band_at = [&](Index band) {
        return band < before ? pair.before.band_data(band) : pair.after.band_data(band - before);
    };
    for (Index begin = 0; begin < pixels; begin += kernel_px) {
        const Index size = std::min(kernel_px, pixels - begin);
        std::fill(bad, bad + size, 0.0F);
        // A number times 0 is 0; NaN and infinities stay NaN.
        for (Index band = 0; band < all; ++band) {
            const float* values = band_at(band) + begin;
            for (Index i = 0; i < size; ++i) bad[i] += values[i] * 0.0F;
        }
        piece.count = 0;
        for (Index i = 0; i < size; ++i)
            if (bad[i] == 0.0F)
                piece.positions[static_cast<std::size_t>(piece.count++)] = begin + i;
        if (piece.count == 0) continue;
        for (Index band = 0; band < all; ++band) {
            const float* values = band_at(band);
            double* target = piece.column(band);
            if (piece.count == size)
                std::copy_n(values + begin, size, target);
            else
                for (Index k = 0; k < piece.count; ++k)
                    target[k] = values[piece.positions[static_cast<std::size_t>(k)]];
        }
        fn(piece);
    }
}

}  // namespace borderlens
