#include "report/picture_pyramid.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace borderlens {
namespace {

constexpr Index tile_px = 512;
constexpr Index coarsest_px = 1024;  // chosen: one screen
// Bytes a pixel of PNG classes and of WebP colours, measured on real and simulated studies, upper
// ends; what was foreseen wrongly is mended by leaving out the finest level.
constexpr double class_bytes_px = 0.16, colour_bytes_px = 0.25;

Raster<std::uint8_t> half_as_fine(const Raster<std::uint8_t>& fine) {
    Raster<std::uint8_t> coarse(fine.grid().coarsened(2), fine.bands());
    for (Index band = 0; band < fine.bands(); ++band)
        for (Index row = 0; row < coarse.rows(); ++row)
            for (Index col = 0; col < coarse.cols(); ++col)
                coarse(band, row, col) = fine(band, 2 * row, 2 * col);
    return coarse;
}

/// A whole tile; what lies beyond the picture is 0, which is transparent.
Raster<std::uint8_t> tile_of(const Raster<std::uint8_t>& picture, Index tile_row, Index tile_col) {
    const Window window{tile_row * tile_px, tile_col * tile_px, tile_px, tile_px};
    const Window inside = window.intersect(picture.grid().window());
    Raster<std::uint8_t> tile(picture.grid().crop(window), picture.bands());
    for (Index band = 0; band < picture.bands(); ++band)
        for (Index row = 0; row < inside.rows; ++row)
            std::copy_n(picture.view(band).crop(inside).row(row), inside.cols,
                        tile.view(band).row(row));
    return tile;
}

double bytes_of(const PictureLayer& layer) {
    double bytes = 0.0;
    for (const PictureTile& tile : layer.tiles) bytes += static_cast<double>(tile.bytes.size());
    return bytes;
}

}  // namespace

PictureSteps finest_steps(const Grid& grid, Index class_pictures, Index colour_pictures) {
    Index coarsest = 1;
    while (std::max(grid.rows(), grid.cols()) > coarsest * coarsest_px) coarsest *= 2;
    const auto bytes = [&](const PictureSteps& steps) {
        // Coarser levels add a third.
        const double px = static_cast<double>(grid.size()) * 4.0 / 3.0;
        const auto area = [](Index step) { return static_cast<double>(step * step); };
        return px * (static_cast<double>(class_pictures) * class_bytes_px / area(steps.classes) +
                     static_cast<double>(colour_pictures) * colour_bytes_px / area(steps.colours));
    };
    PictureSteps steps{coarsest, coarsest};
    for (bool finer = true; finer;) {
        finer = false;
        for (Index PictureSteps::*one : {&PictureSteps::classes, &PictureSteps::colours}) {
            PictureSteps next = steps;
            next.*one /= 2;
            if (next.*one < 1 || bytes(next) > picture_budget_bytes) continue;
            steps = next;
            finer = true;
        }
    }
    return steps;
}

void build_pyramid(PictureLayer& layer, Raster<std::uint8_t> finest,
                   const std::function<std::string(const Raster<std::uint8_t>&)>& encode) {
    layer.tile_px = tile_px;
    layer.extent = finest.grid().bounds();
    std::vector<Raster<std::uint8_t>> levels;
    levels.push_back(std::move(finest));
    while (std::max(levels.back().rows(), levels.back().cols()) > coarsest_px)
        levels.push_back(half_as_fine(levels.back()));
    std::reverse(levels.begin(), levels.end());
    for (std::size_t level = 0; level < levels.size(); ++level) {
        const Raster<std::uint8_t>& picture = levels[level];
        layer.resolutions_m.push_back(picture.grid().pixel_width());
        const Index tile_rows = (picture.rows() + tile_px - 1) / tile_px;
        const Index tile_cols = (picture.cols() + tile_px - 1) / tile_px;
        std::vector<PictureTile> tiles(static_cast<std::size_t>(tile_rows * tile_cols));
        parallel_for(tile_rows * tile_cols, [&](Index i) {
            const Raster<std::uint8_t> tile = tile_of(picture, i / tile_cols, i % tile_cols);
            if (std::all_of(tile.values().begin(), tile.values().end(),
                            [](std::uint8_t value) { return value == 0; }))
                return;
            tiles[static_cast<std::size_t>(i)] = {static_cast<Index>(level), i % tile_cols,
                                                  i / tile_cols, encode(tile)};
        });
        for (PictureTile& tile : tiles)
            if (!tile.bytes.empty()) layer.tiles.push_back(std::move(tile));
    }
}

void keep_within_budget(std::vector<PictureLayer>& layers, double budget_bytes) {
    for (;;) {
        double total = 0.0, most = 0.0;
        PictureLayer* largest = nullptr;
        for (PictureLayer& layer : layers) {
            const double bytes = bytes_of(layer);
            total += bytes;
            if (layer.resolutions_m.size() > 1 && bytes > most) {
                most = bytes;
                largest = &layer;
            }
        }
        if (total <= budget_bytes || largest == nullptr) return;
        largest->resolutions_m.pop_back();
        std::erase_if(largest->tiles, [&](const PictureTile& tile) {
            return tile.level >= static_cast<Index>(largest->resolutions_m.size());
        });
    }
}

}  // namespace borderlens
