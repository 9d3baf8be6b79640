#include "raster/polygons.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// A grid corner: row and column of the cell below and right of it.
struct Corner {
    Index row = 0, col = 0;
    bool operator==(const Corner&) const = default;
};

/// Walks the sides of a label's cells with the cell on the left hand.
class Tracer {
  public:
    explicit Tracer(const Raster<std::int32_t>& labels)
        : m_labels(labels),
          m_seen(static_cast<std::size_t>((labels.rows() + 1) * (labels.cols() + 1)), 0) {}

    /// Sides that run to the west above a cell and have not been walked start a ring.
    bool starts_ring(Index row, Index col) const {
        const std::int32_t label = at(row, col);
        return label != 0 && at(row - 1, col) != label && !seen({row, col + 1}, west);
    }

    /// The ring that begins with the upper side of a cell: corners at turns only.
    std::vector<Corner> walk(Index row, Index col) {
        const std::int32_t label = at(row, col);
        const Corner start{row, col + 1};
        std::vector<Corner> ring;
        Corner place = start;
        int heading = west;
        do {
            mark(place, heading);
            place = {place.row + row_step[heading], place.col + col_step[heading]};
            const int next = turn(place, heading, label);
            if (next != heading) ring.push_back(place);
            heading = next;
        } while (!(place == start && heading == west));
        return ring;
    }

  private:
    // Counter-clockwise on the ground: west above a cell, south left of it, east below, north
    // right of it.
    static constexpr int west = 0, south = 1, east = 2, north = 3;
    static constexpr Index row_step[4] = {0, 1, 0, -1};
    static constexpr Index col_step[4] = {-1, 0, 1, 0};

    std::int32_t at(Index row, Index col) const {
        return m_labels.grid().window().contains(row, col) ? m_labels(row, col) : 0;
    }

    /// Leftmost turn with the label's cell still on the left hand: rings part where cells meet at a
    /// corner.
    int turn(const Corner& place, int heading, std::int32_t label) const {
        for (const int step : {1, 0, 3}) {
            const int next = (heading + step) % 4;
            if (cell_beside(place, next, true) == label && cell_beside(place, next, false) != label)
                return next;
        }
        throw internal_error("outline of label {} ends at row {}, column {}", label, place.row,
                             place.col);
    }

    /// The label of the cell on the left or right hand of a side that leaves `place`.
    std::int32_t cell_beside(const Corner& place, int heading, bool left) const {
        // Cells around a corner: above left, above right, below left, below right of it.
        const bool below = heading == west ? left : heading == east ? !left : heading == south;
        const bool right = heading == south ? left : heading == north ? !left : heading == east;
        return at(place.row - (below ? 0 : 1), place.col - (right ? 0 : 1));
    }

    std::size_t position(const Corner& place) const {
        return static_cast<std::size_t>(place.row * (m_labels.cols() + 1) + place.col);
    }
    /// A side is walked once for the cell on each of its hands; its heading tells which.
    bool seen(const Corner& place, int heading) const {
        return (m_seen[position(place)] >> heading & 1) != 0;
    }
    void mark(const Corner& place, int heading) {
        m_seen[position(place)] |= static_cast<std::uint8_t>(1 << heading);
    }

    const Raster<std::int32_t>& m_labels;
    std::vector<std::uint8_t> m_seen;
};

/// Twice the signed area in cells; positive = counter-clockwise on the ground.
Index doubled_area(const std::vector<Corner>& ring) {
    Index sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner& a = ring[i];
        const Corner& b = ring[(i + 1) % ring.size()];
        sum += b.col * a.row - a.col * b.row;
    }
    return sum;
}

Ring on_ground(const std::vector<Corner>& corners, const Grid& grid) {
    Ring ring;
    ring.reserve(corners.size() + 1);
    for (const Corner& corner : corners)
        ring.push_back(
            {grid.upper_left().x + static_cast<double>(corner.col) * grid.pixel_width(),
             grid.upper_left().y - static_cast<double>(corner.row) * grid.pixel_height()});
    ring.push_back(ring.front());
    return ring;
}

/// Is the middle of a cell inside the ring? Counts crossings of a ray to the left.
bool holds_cell(const std::vector<Corner>& ring, const Corner& cell) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner& a = ring[i];
        const Corner& b = ring[(i + 1) % ring.size()];
        if (a.col != b.col || a.col > cell.col) continue;
        if (std::min(a.row, b.row) <= cell.row && cell.row < std::max(a.row, b.row))
            inside = !inside;
    }
    return inside;
}

struct LabelRings {
    std::vector<std::vector<Corner>> outer, holes;
};

Geometry assembled(const LabelRings& rings, const Grid& grid) {
    Geometry geometry;
    for (const auto& ring : rings.outer) geometry.polygons.push_back({on_ground(ring, grid), {}});
    for (const auto& hole : rings.holes) {
        // The cell above a hole's highest westernmost side belongs to the polygon around it.
        const Corner top =
            *std::min_element(hole.begin(), hole.end(), [](const Corner& a, const Corner& b) {
                return a.row != b.row ? a.row < b.row : a.col < b.col;
            });
        std::size_t owner = 0;
        if (rings.outer.size() > 1)
            for (std::size_t i = 0; i < rings.outer.size(); ++i)
                if (holds_cell(rings.outer[i], {top.row - 1, top.col})) owner = i;
        geometry.polygons[owner].holes.push_back(on_ground(hole, grid));
    }
    return geometry;
}

}  // namespace

std::vector<Geometry> outlines(const Raster<std::int32_t>& labels, Index count) {
    std::vector<LabelRings> rings(static_cast<std::size_t>(count));
    Tracer tracer(labels);
    for (Index row = 0; row < labels.rows(); ++row)
        for (Index col = 0; col < labels.cols(); ++col) {
            const std::int32_t label = labels(row, col);
            if (label < 0 || label > count)
                throw internal_error("label {} with {} labels", label, count);
            if (!tracer.starts_ring(row, col)) continue;
            std::vector<Corner> ring = tracer.walk(row, col);
            LabelRings& own = rings[static_cast<std::size_t>(label - 1)];
            (doubled_area(ring) > 0 ? own.outer : own.holes).push_back(std::move(ring));
        }
    std::vector<Geometry> geometries;
    geometries.reserve(rings.size());
    for (const LabelRings& one : rings) geometries.push_back(assembled(one, labels.grid()));
    return geometries;
}

std::vector<Geometry> outlines(const LabelledComponents& found) {
    return outlines(found.labels, static_cast<Index>(found.components.size()));
}

}  // namespace borderlens
