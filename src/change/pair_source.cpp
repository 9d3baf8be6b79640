#include "change/pair_source.hpp"

#include <cmath>
#include <memory>

#include "base/parallel.hpp"

namespace borderlens {
namespace {
constexpr std::size_t piece_rows = 1024;  // chosen: 20 bands are 160 kB, the second-level cache
}

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

void gather_valid(const ImagePair& pair, std::vector<double>& rows, std::vector<Index>& positions) {
    const Index pixels = pair.before.grid().size();
    const Index before = pair.before.bands(), after = pair.after.bands();
    const Index all = before + after;
    std::vector<std::uint8_t> valid(static_cast<std::size_t>(pixels), 1);
    const auto mark = [&](const Raster<float>& image) {
        for (Index band = 0; band < image.bands(); ++band) {
            const float* values = image.band_data(band);
            for (Index i = 0; i < pixels; ++i)
                valid[static_cast<std::size_t>(i)] &= std::isfinite(values[i]) ? 1 : 0;
        }
    };
    mark(pair.before);
    mark(pair.after);
    positions.clear();
    for (Index i = 0; i < pixels; ++i)
        if (valid[static_cast<std::size_t>(i)] != 0) positions.push_back(i);
    rows.resize(positions.size() * static_cast<std::size_t>(all));
    // In pieces that stay in the cache: bands are planes in the raster but neighbours in a row.
    for (std::size_t begin = 0; begin < positions.size(); begin += piece_rows) {
        const std::size_t end = std::min(positions.size(), begin + piece_rows);
        const auto put = [&](const Raster<float>& image, Index first) {
            for (Index band = 0; band < image.bands(); ++band) {
                const float* values = image.band_data(band);
                double* target = rows.data() + static_cast<Index>(begin) * all + first + band;
                for (std::size_t i = begin; i < end; ++i) {
                    *target = values[positions[i]];
                    target += all;
                }
            }
        };
        put(pair.before, 0);
        put(pair.after, before);
    }
}

}  // namespace borderlens
