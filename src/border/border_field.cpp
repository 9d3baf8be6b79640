#include "border/border_field.hpp"

#include <algorithm>
#include <cmath>

#include "raster/blocks.hpp"

namespace borderlens {
namespace {

// Segments that cannot be nearest are dropped for blocks, then for sub-blocks, so that a pixel
// looks at some tens of segments instead of all.
constexpr Index block_px = 128;    // chosen: few enough blocks to search a tile's segments in each
constexpr Index sub_block_px = 8;  // chosen: fastest of 8, 16, 32 on a line with 60 m segments

double half_diagonal(const Grid& grid, const Window& window) {
    return 0.5 * std::hypot(static_cast<double>(window.cols) * grid.pixel_width(),
                            static_cast<double>(window.rows) * grid.pixel_height());
}

Point middle(const Grid& grid, const Window& window) {
    const Bounds bounds = grid.crop(window).bounds();
    return {0.5 * (bounds.min_x + bounds.max_x), 0.5 * (bounds.min_y + bounds.max_y)};
}

void fill(const std::vector<Segment>& segments, const std::vector<Index>& near, double zone_m,
          const Window& window, BorderField& field) {
    const Grid& grid = field.signed_distance_m.grid();
    for (Index row = window.row0; row < window.row_end(); ++row)
        for (Index col = window.col0; col < window.col_end(); ++col) {
            const LinePosition place = locate(segments, near, grid.center(row, col));
            if (place.beyond_end || std::abs(place.signed_distance_m) > zone_m) continue;
            field.signed_distance_m(row, col) = static_cast<float>(place.signed_distance_m);
            field.along_m(row, col) = static_cast<float>(place.along_m);
        }
}

}  // namespace

BorderField border_field(const BorderLine& line, const Grid& grid, double zone_m) {
    BorderField field{Raster<float>(grid, 1, no_data), Raster<float>(grid, 1, no_data)};
    const std::vector<Segment>& segments = line.segments();
    const auto near_window = [&](const Window& window, const std::vector<Index>& among) {
        return candidates(segments, among, middle(grid, window), half_diagonal(grid, window));
    };
    const std::vector<Index> tile_near = near_window(grid.window(), all_numbers(segments.size()));
    for_each_block(grid.window(), block_px, 0, [&](const Block& block) {
        const std::vector<Index> block_near = near_window(block.core, tile_near);
        for (const Block& sub : blocks_of(block.core, sub_block_px, 0)) {
            const std::vector<Index> near = near_window(sub.core, block_near);
            const LinePosition center = locate(segments, near, middle(grid, sub.core));
            if (std::abs(center.signed_distance_m) <= zone_m + half_diagonal(grid, sub.core))
                fill(segments, near, zone_m, sub.core, field);
        }
    });
    return field;
}

bool meets_zone(const BorderLine& line, const Bounds& bounds, double zone_m) {
    const Point center{0.5 * (bounds.min_x + bounds.max_x), 0.5 * (bounds.min_y + bounds.max_y)};
    const double radius_m =
        0.5 * std::hypot(bounds.max_x - bounds.min_x, bounds.max_y - bounds.min_y);
    return std::abs(line.locate(center).signed_distance_m) <= zone_m + radius_m;
}

}  // namespace borderlens
