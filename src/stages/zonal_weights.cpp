#include "stages/zonal_weights.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"

namespace borderlens {
namespace {

constexpr double tolerance = 1e-3;  // chosen: of a cell, far below what changes its weight

bool is_whole(double number) {
    return std::abs(number - std::round(number)) < tolerance;
}

/// How many cells of `finer` make one of `coarser` along an axis; 0 = not a whole number.
Index parts(double coarser, double finer) {
    const double ratio = coarser / finer;
    return ratio > 0.5 && std::abs(ratio - std::round(ratio)) < 1e-6 * ratio
               ? static_cast<Index>(std::llround(ratio))
               : 0;
}

/// Whether each cell of `finer` lies in one cell of `coarser`.
bool parts_evenly(const Grid& coarser, const Grid& finer) {
    const Point offset = finer.to_px(coarser.upper_left());
    return parts(coarser.pixel_width(), finer.pixel_width()) > 0 &&
           parts(coarser.pixel_height(), finer.pixel_height()) > 0 && is_whole(offset.x) &&
           is_whole(offset.y);
}

/// The window of `grid` under a window of `cells`, one cell wider; may be empty.
Window under(const Grid& grid, const Grid& cells, const Window& window) {
    const Bounds box = cells.crop(window).bounds();
    const Point upper = grid.to_px({box.min_x, box.max_y}),
                lower = grid.to_px({box.max_x, box.min_y});
    const Index row0 = static_cast<Index>(std::floor(upper.y + tolerance)),
                col0 = static_cast<Index>(std::floor(upper.x + tolerance));
    return Window{row0, col0, static_cast<Index>(std::ceil(lower.y - tolerance)) - row0,
                  static_cast<Index>(std::ceil(lower.x - tolerance)) - col0}
        .pad(1)
        .intersect(grid.window());
}

/// Each cell's parent in a raster whose cells are as large or larger; NaN outside it.
ValueReader parent_reader(const ValueReader& read, const Grid& own, const Grid& cells) {
    return [=](const Window& window) {
        Raster<double> found(cells.crop(window), 1, std::nan(""));
        const Window there = under(own, cells, window);
        if (there.empty()) return found;
        const Raster<double> part = read(there);
        for (Index row = 0; row < window.rows; ++row) {
            const double y = own.to_px(cells.center(window.row0 + row, window.col0)).y;
            const Index parent_row = static_cast<Index>(std::floor(y)) - there.row0;
            if (parent_row < 0 || parent_row >= there.rows) continue;
            for (Index col = 0; col < window.cols; ++col) {
                const double x = own.to_px(cells.center(window.row0, window.col0 + col)).x;
                const Index parent_col = static_cast<Index>(std::floor(x)) - there.col0;
                if (parent_col >= 0 && parent_col < there.cols)
                    found(row, col) = part(parent_row, parent_col);
            }
        }
        return found;
    };
}

/// Mean of the weights that a cell overlaps; NaN where one of them is none, or all lie outside.
ValueReader overlap_reader(const ValueReader& read, const Grid& own, const Grid& cells) {
    return [=](const Window& window) {
        Raster<double> found(cells.crop(window), 1, std::nan(""));
        const Window there = under(own, cells, window);
        if (there.empty()) return found;
        const Raster<double> part = read(there);
        const double half_width = 0.5 * cells.pixel_width() / own.pixel_width(),
                     half_height = 0.5 * cells.pixel_height() / own.pixel_height();
        const auto overlap = [](double low, double high, Index cell) {
            return std::min(high, static_cast<double>(cell + 1)) -
                   std::max(low, static_cast<double>(cell));
        };
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col) {
                const Point middle = own.to_px(cells.center(window.row0 + row, window.col0 + col));
                double area = 0.0, sum = 0.0;
                const auto first = [](double low, Index start) {
                    return std::max<Index>(0, static_cast<Index>(std::floor(low)) - start);
                };
                const Index row0 = first(middle.y - half_height, there.row0),
                            col0 = first(middle.x - half_width, there.col0);
                for (Index r = row0; r < there.rows; ++r) {
                    const double high =
                        overlap(middle.y - half_height, middle.y + half_height, there.row0 + r);
                    if (high <= 0.0) break;
                    for (Index c = col0; c < there.cols; ++c) {
                        const double wide =
                            overlap(middle.x - half_width, middle.x + half_width, there.col0 + c);
                        if (wide <= 0.0) break;
                        area += high * wide;
                        sum += high * wide * part(r, c);
                    }
                }
                if (area > 0.0) found(row, col) = sum / area;
            }
        return found;
    };
}

}  // namespace

WeightedCells weighted_cells(const std::string& weights_path, const Grid& value_grid,
                             const ValueReader& values) {
    const Grid other = read_raster_info(weights_path).grid;
    if (!other.crs().empty() && !value_grid.crs().empty() &&
        !same_crs(other.crs(), value_grid.crs()))
        throw input_error(
            "{}: weights are in {}, the values in {}; warp them first (gdalwarp -t_srs)",
            weights_path, crs_name(other.crs()), crs_name(value_grid.crs()));
    const ValueReader read = [path = weights_path](const Window& window) {
        return read_doubles(path, {0}, window);
    };
    if (parts_evenly(other, value_grid))
        return {value_grid, values, parent_reader(read, other, value_grid)};
    if (parts_evenly(value_grid, other)) {
        const Index across = parts(value_grid.pixel_width(), other.pixel_width()),
                    down = parts(value_grid.pixel_height(), other.pixel_height());
        const Grid finer(value_grid.crs(), value_grid.upper_left(),
                         value_grid.pixel_width() / static_cast<double>(across),
                         value_grid.pixel_height() / static_cast<double>(down),
                         value_grid.rows() * down, value_grid.cols() * across);
        return {finer, parent_reader(values, value_grid, finer), parent_reader(read, other, finer)};
    }
    return {value_grid, values, overlap_reader(read, other, value_grid)};
}

}  // namespace borderlens
