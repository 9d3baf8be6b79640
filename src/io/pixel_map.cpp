#include "io/pixel_map.hpp"

#include <cmath>

#include "io/crs.hpp"

namespace borderlens {
namespace {

constexpr Index lattice_px = 16;  // chosen: error far below a pixel, 1/256 of the transformations

Index floor_to_lattice(Index position) {
    const Index cell =
        position >= 0 ? position / lattice_px : -((-position + lattice_px - 1) / lattice_px);
    return cell * lattice_px;
}

/// Source pixel positions of the target's pixel centres, exactly.
std::vector<Point> positions(const Grid& target, const Grid& source, std::vector<Point> centers) {
    centers = transform_points(target.crs(), source.crs(), std::move(centers));
    for (Point& point : centers) point = source.to_px(point);
    return centers;
}

PixelMap map_between_crs(const Grid& target, const Window& window, const Grid& source) {
    const Index row0 = floor_to_lattice(window.row0), col0 = floor_to_lattice(window.col0);
    const Index lattice_rows = (window.row_end() - row0 + lattice_px - 1) / lattice_px + 1;
    const Index lattice_cols = (window.col_end() - col0 + lattice_px - 1) / lattice_px + 1;
    std::vector<Point> nodes;
    for (Index i = 0; i < lattice_rows; ++i)
        for (Index j = 0; j < lattice_cols; ++j)
            nodes.push_back(target.center(row0 + i * lattice_px, col0 + j * lattice_px));
    nodes = positions(target, source, std::move(nodes));
    PixelMap map;
    map.rows = window.rows;
    map.cols = window.cols;
    map.x.reserve(static_cast<std::size_t>(window.size()));
    map.y.reserve(static_cast<std::size_t>(window.size()));
    for (Index row = window.row0; row < window.row_end(); ++row) {
        const Index i = (row - row0) / lattice_px;
        const double v = static_cast<double>((row - row0) % lattice_px) / lattice_px;
        for (Index col = window.col0; col < window.col_end(); ++col) {
            const Index j = (col - col0) / lattice_px;
            const double u = static_cast<double>((col - col0) % lattice_px) / lattice_px;
            const Point* corner = &nodes[static_cast<std::size_t>(i * lattice_cols + j)];
            const auto between = [&](double Point::*axis) {
                const double top = (1.0 - u) * corner[0].*axis + u * corner[1].*axis;
                const double bottom =
                    (1.0 - u) * corner[lattice_cols].*axis + u * corner[lattice_cols + 1].*axis;
                return (1.0 - v) * top + v * bottom;
            };
            map.x.push_back(between(&Point::x));
            map.y.push_back(between(&Point::y));
        }
    }
    // Taken at the target's middle, so that every window of it is resampled by the same kernel.
    const Index row = target.rows() / 2, col = target.cols() / 2;
    const std::vector<Point> middle = positions(
        target, source,
        {target.center(row, col), target.center(row, col + 1), target.center(row + 1, col)});
    const auto length = [&](std::size_t to) {
        return std::hypot(middle[to].x - middle[0].x, middle[to].y - middle[0].y);
    };
    map.scale_x = std::isfinite(length(1)) ? length(1) : 1.0;
    map.scale_y = std::isfinite(length(2)) ? length(2) : 1.0;
    return map;
}

}  // namespace

PixelMap map_pixels(const Grid& target, const Window& window, const Grid& source) {
    const bool one_crs =
        target.crs().empty() || source.crs().empty() || same_crs(target.crs(), source.crs());
    if (!one_crs) return map_between_crs(target, window, source);
    PixelMap map;
    map.rows = window.rows;
    map.cols = window.cols;
    map.separable = true;
    map.scale_x = target.pixel_width() / source.pixel_width();
    map.scale_y = target.pixel_height() / source.pixel_height();
    for (Index col = window.col0; col < window.col_end(); ++col)
        map.x.push_back(source.to_px(target.center(0, col)).x);
    for (Index row = window.row0; row < window.row_end(); ++row)
        map.y.push_back(source.to_px(target.center(row, 0)).y);
    return map;
}

}  // namespace borderlens
