#include "raster/polygon_coverage.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// What one edge adds in one cell: the area to its right inside the cell, and its signed height,
/// which every cell further right is covered by.
struct Event {
    Index row = 0;
    Index col = 0;
    double area = 0.0;
    double height = 0.0;
};

/// Positions in pixels. Coordinates that miss a grid line by rounding only are put on it.
Point snapped_px(const Grid& grid, Point place) {
    constexpr double tolerance_px = 1e-8;  // chosen: rounding of metres or degrees gives 1e-10 px
    Point px = grid.to_px(place);
    for (double* value : {&px.x, &px.y}) {
        const double line = std::round(*value);
        if (std::abs(*value - line) < tolerance_px) *value = line;
    }
    return px;
}

/// Cuts edges at the grid's frame and at grid lines, and collects what they add.
class EdgeCutter {
  public:
    EdgeCutter(const Grid& grid, std::vector<Event>& events)
        : m_rows(static_cast<double>(grid.rows())),
          m_cols(static_cast<double>(grid.cols())),
          m_events(events) {}

    /// sign: +1 or -1, so that outer rings add and holes take away.
    void add_edge(Point a, Point b, double sign) {
        if (a.y == b.y) return;
        if (a.y > b.y) {
            std::swap(a, b);
            sign = -sign;
        }
        if (b.y <= 0.0 || a.y >= m_rows) return;
        if (a.y < 0.0) a = at_y(a, b, 0.0);
        if (b.y > m_rows) b = at_y(a, b, m_rows);
        Point from = a;
        while (from.y < b.y) {
            const double row = std::floor(from.y);
            Point to = b;
            if (row + 1.0 < b.y) to = at_y(a, b, row + 1.0);
            add_in_row(from, to, static_cast<Index>(row), sign);
            from = to;
        }
    }

  private:
    static Point at_y(const Point& a, const Point& b, double y) {
        return {a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y};
    }

    /// An edge inside one row, cut at the left and right frame. Left of the frame it covers whole
    /// rows of cells; right of it, none.
    void add_in_row(Point a, Point b, Index row, double sign) {
        const double height = b.y - a.y;
        if (height <= 0.0) return;
        double x0 = a.x, x1 = b.x;
        if (x0 > x1) std::swap(x0, x1);  // area and height do not depend on the edge's slope
        if (x0 >= m_cols) return;
        if (x1 <= 0.0) {
            push(row, 0, sign * height, sign * height);
            return;
        }
        const double rise = x1 > x0 ? height / (x1 - x0) : 0.0;
        double remaining = height;
        if (x0 < 0.0) {
            const double part = rise * (0.0 - x0);
            push(row, 0, sign * part, sign * part);
            remaining -= part;
            x0 = 0.0;
        }
        if (x1 > m_cols) {
            remaining -= rise * (x1 - m_cols);
            x1 = m_cols;
        }
        add_in_cells(x0, x1, remaining, row, sign);
    }

    void add_in_cells(double x0, double x1, double height, Index row, double sign) {
        double col = std::min(std::floor(x0), m_cols - 1.0);
        if (x1 <= col + 1.0) {
            const double right = col + 1.0 - 0.5 * (x0 + x1);
            push(row, static_cast<Index>(col), sign * height * right, sign * height);
            return;
        }
        const double rise = height / (x1 - x0);
        double left = height;
        for (double from = x0; from < x1; ++col) {
            const double to = std::min(col + 1.0, x1);
            const double part = to == x1 ? left : rise * (to - from);
            const double right = col + 1.0 - 0.5 * (from + to);
            push(row, static_cast<Index>(col), sign * part * right, sign * part);
            left -= part;
            from = to;
        }
    }

    void push(Index row, Index col, double area, double height) {
        m_events.push_back({row, col, area, height});
    }

    double m_rows, m_cols;
    std::vector<Event>& m_events;
};

void add_ring(const Ring& ring, const Grid& grid, double wanted_sign, EdgeCutter& cutter) {
    if (ring.size() < 3) return;
    Ring px;
    px.reserve(ring.size() + 1);
    for (const Point& place : ring) {
        if (!std::isfinite(place.x) || !std::isfinite(place.y))
            throw input_error("a polygon has a coordinate that is no number ({}, {})", place.x,
                              place.y);
        px.push_back(snapped_px(grid, place));
    }
    if (!(px.front() == px.back())) px.push_back(px.front());
    double doubled_area = 0.0;
    for (std::size_t i = 1; i < px.size(); ++i)
        doubled_area += (px[i - 1].x - px[0].x) * (px[i].y - px[0].y) -
                        (px[i].x - px[0].x) * (px[i - 1].y - px[0].y);
    // In pixels y points down: an edge that goes down on the ring's left side adds for a ring of
    // negative area.
    const double sign = (doubled_area < 0.0 ? 1.0 : -1.0) * wanted_sign;
    for (std::size_t i = 1; i < px.size(); ++i) cutter.add_edge(px[i - 1], px[i], sign);
}

constexpr double tiny = 1e-10;  // chosen: below what rounding of summed heights can make

double fraction_of(double sum) {
    if (std::abs(sum - 1.0) < tiny) return 1.0;
    return std::clamp(sum, 0.0, 1.0);
}

}  // namespace

std::vector<CoverageSpan> polygon_coverage(const std::vector<Polygon>& polygons, const Grid& grid) {
    std::vector<Event> events;
    EdgeCutter cutter(grid, events);
    for (const Polygon& polygon : polygons) {
        add_ring(polygon.outer, grid, 1.0, cutter);
        for (const Ring& hole : polygon.holes) add_ring(hole, grid, -1.0, cutter);
    }
    // Stable: sums must not depend on how a library sorts equal places.
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return a.row != b.row ? a.row < b.row : a.col < b.col;
    });
    std::vector<CoverageSpan> spans;
    const auto emit = [&](Index row, Index col, Index cols, double sum) {
        const double fraction = fraction_of(sum);
        if (fraction <= tiny || cols <= 0) return;
        if (!spans.empty() && spans.back().row == row && spans.back().fraction == fraction &&
            spans.back().col + spans.back().cols == col)
            spans.back().cols += cols;
        else
            spans.push_back({row, col, cols, fraction});
    };
    for (std::size_t i = 0; i < events.size();) {
        const Index row = events[i].row;
        double covered = 0.0;  // by all edges further left
        Index next_col = 0;
        while (i < events.size() && events[i].row == row) {
            const Index col = events[i].col;
            emit(row, next_col, col - next_col, covered);
            double area = covered;
            for (; i < events.size() && events[i].row == row && events[i].col == col; ++i) {
                area += events[i].area;
                covered += events[i].height;
            }
            emit(row, col, 1, area);
            next_col = col + 1;
        }
        emit(row, next_col, grid.cols() - next_col, covered);
    }
    return spans;
}

Raster<float> coverage_raster(const std::vector<Polygon>& polygons, const Grid& grid) {
    Raster<float> raster(grid);
    for (const CoverageSpan& span : polygon_coverage(polygons, grid))
        std::fill_n(raster.view().row(span.row) + span.col, span.cols,
                    static_cast<float>(span.fraction));
    return raster;
}

}  // namespace borderlens
