#include "raster/burn.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace borderlens {
namespace {

using Visit = std::function<void(Index, Index)>;

void visit_inside(const Grid& grid, Index row, Index col, const Visit& visit) {
    if (grid.window().contains(row, col)) visit(row, col);
}

/// The cell of a place in pixels; the grid's right and lower edges belong to its last cells.
Index cell_of(double px, Index count) {
    const double floored = std::floor(px);
    if (!(std::abs(floored) < 1e15)) return -1;
    const Index cell = static_cast<Index>(floored);
    return px == static_cast<double>(count) ? count - 1 : cell;
}

/// The part t0..t1 of a segment that lies over the grid; false if none does.
bool clip(const Grid& grid, Point from, Point to, double& t0, double& t1) {
    const double starts[2] = {from.x, from.y}, steps[2] = {to.x - from.x, to.y - from.y};
    const double ends[2] = {static_cast<double>(grid.cols()), static_cast<double>(grid.rows())};
    t0 = 0.0;
    t1 = 1.0;
    for (int axis = 0; axis < 2; ++axis) {
        if (steps[axis] == 0.0) {
            if (starts[axis] < 0.0 || starts[axis] > ends[axis]) return false;
            continue;
        }
        const double a = -starts[axis] / steps[axis];
        const double b = (ends[axis] - starts[axis]) / steps[axis];
        t0 = std::max(t0, std::min(a, b));
        t1 = std::min(t1, std::max(a, b));
    }
    return t0 <= t1;
}

void visit_segment(const Grid& grid, Point from, Point to, const Visit& visit) {
    double t0 = 0.0, t1 = 1.0;
    if (!clip(grid, from, to, t0, t1)) return;
    const Point step{to.x - from.x, to.y - from.y};
    const Point start{from.x + t0 * step.x, from.y + t0 * step.y};
    const Point end{from.x + t1 * step.x, from.y + t1 * step.y};
    Index col = cell_of(start.x, grid.cols()), row = cell_of(start.y, grid.rows());
    const Index last_col = cell_of(end.x, grid.cols()), last_row = cell_of(end.y, grid.rows());
    const Index turn_col = step.x > 0 ? 1 : -1, turn_row = step.y > 0 ? 1 : -1;
    constexpr double never = std::numeric_limits<double>::infinity();
    const auto crossing = [](Index cell, Index turn, double begin, double length) {
        const double border = static_cast<double>(turn > 0 ? cell + 1 : cell);
        return length == 0.0 ? never : (border - begin) / length;
    };
    // As many cells as borders of rows and columns are crossed, plus the first.
    Index left = std::abs(last_col - col) + std::abs(last_row - row) + 1;
    for (; left > 0; --left) {
        visit_inside(grid, row, col, visit);
        const bool col_done = col == last_col, row_done = row == last_row;
        const double at_col = col_done ? never : crossing(col, turn_col, from.x, step.x);
        const double at_row = row_done ? never : crossing(row, turn_row, from.y, step.y);
        if (at_col < at_row)
            col += turn_col;
        else if (!row_done)
            row += turn_row;
    }
}

void visit_polygon(const Grid& grid, const Polygon& polygon, const Visit& visit) {
    std::vector<Ring> rings;
    const auto add = [&](const Ring& ring) {
        rings.emplace_back();
        for (const Point& point : ring) rings.back().push_back(grid.to_px(point));
    };
    add(polygon.outer);
    for (const Ring& hole : polygon.holes) add(hole);
    double top = std::numeric_limits<double>::infinity(), bottom = -top;
    for (const Point& point : rings[0]) {
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
    const double rows = static_cast<double>(grid.rows());
    if (!(top <= bottom) || bottom < 0.0 || top > rows) return;
    const Index first = static_cast<Index>(std::floor(std::max(0.0, top)));
    const Index last = std::min(grid.rows() - 1, static_cast<Index>(std::min(rows, bottom)));
    std::vector<double> crossings;
    for (Index row = first; row <= last; ++row) {
        const double y = static_cast<double>(row) + 0.5;
        crossings.clear();
        for (const Ring& ring : rings)
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
                if ((ring[i].y > y) != (ring[j].y > y))
                    crossings.push_back(ring[i].x + (y - ring[i].y) / (ring[j].y - ring[i].y) *
                                                        (ring[j].x - ring[i].x));
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const double cols = static_cast<double>(grid.cols());
            const double begin = std::clamp(std::ceil(crossings[i] - 0.5), 0.0, cols);
            const double end = std::clamp(std::ceil(crossings[i + 1] - 0.5), 0.0, cols);
            for (Index col = static_cast<Index>(begin); col < static_cast<Index>(end); ++col)
                visit(row, col);
        }
    }
}

}  // namespace

void for_each_cell(const Grid& grid, const Geometry& geometry, const Visit& visit) {
    for (const Point& point : geometry.points) {
        const Point px = grid.to_px(point);
        visit_inside(grid, cell_of(px.y, grid.rows()), cell_of(px.x, grid.cols()), visit);
    }
    for (const Polyline& line : geometry.lines)
        for (std::size_t i = 1; i < line.size(); ++i)
            visit_segment(grid, grid.to_px(line[i - 1]), grid.to_px(line[i]), visit);
    for (const Polygon& polygon : geometry.polygons) visit_polygon(grid, polygon, visit);
}

}  // namespace borderlens
