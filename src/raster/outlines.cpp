#include "raster/outlines.hpp"

#include <map>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// A corner of the cell raster: row and col of the cell below and right of it.
struct Corner {
    Index row = 0;
    Index col = 0;
    auto operator<=>(const Corner&) const = default;
};

/// Sides of cells, each walked so that the labelled cell lies to the right.
using Steps = std::map<Corner, std::vector<Corner>>;

Steps steps_of(const Raster<std::int32_t>& labels, std::int32_t label, const Window& window) {
    const auto is_in = [&](Index row, Index col) {
        return window.contains(row, col) && labels(row, col) == label;
    };
    Steps steps;
    for (Index row = window.row0; row < window.row_end(); ++row)
        for (Index col = window.col0; col < window.col_end(); ++col) {
            if (!is_in(row, col)) continue;
            if (!is_in(row - 1, col)) steps[{row, col}].push_back({row, col + 1});
            if (!is_in(row, col + 1)) steps[{row, col + 1}].push_back({row + 1, col + 1});
            if (!is_in(row + 1, col)) steps[{row + 1, col + 1}].push_back({row + 1, col});
            if (!is_in(row, col - 1)) steps[{row + 1, col}].push_back({row, col});
        }
    return steps;
}

/// Where two sides leave a corner, the right turn stays with the same 4-connected part.
Corner take_next(Steps& steps, Corner from, Corner at) {
    std::vector<Corner>& choices = steps.at(at);
    std::size_t chosen = 0;
    if (choices.size() > 1) {
        const Index down = at.row - from.row, right = at.col - from.col;
        const Corner turn{at.row + right, at.col - down};
        for (std::size_t i = 0; i < choices.size(); ++i)
            if (choices[i] == turn) chosen = i;
    }
    const Corner next = choices[chosen];
    choices.erase(choices.begin() + static_cast<std::ptrdiff_t>(chosen));
    if (choices.empty()) steps.erase(at);
    return next;
}

std::vector<Corner> take_ring(Steps& steps) {
    const Corner start = steps.begin()->first;
    std::vector<Corner> ring = {start};
    Corner from = start, at = take_next(steps, {start.row, start.col - 1}, start);
    while (at != start) {
        const Corner next = take_next(steps, from, at);
        const bool straight =
            next.row - at.row == at.row - from.row && next.col - at.col == at.col - from.col;
        if (!straight) ring.push_back(at);
        from = at;
        at = next;
    }
    ring.push_back(start);
    return ring;
}

/// Twice the area, > 0 for rings with their cells to the right (outer ones).
Index doubled_area(const std::vector<Corner>& ring) {
    Index sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += ring[i].col * ring[i + 1].row - ring[i + 1].col * ring[i].row;
    return sum;
}

bool holds(const std::vector<Corner>& ring, const Corner& corner) {
    // The middle of the cell below and right of the corner, against sides that run north-south.
    bool inside = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Corner &a = ring[i], &b = ring[i + 1];
        if ((a.row <= corner.row) == (b.row <= corner.row)) continue;
        if (a.col > corner.col) inside = !inside;
    }
    return inside;
}

Ring on_ground(const Grid& grid, const std::vector<Corner>& ring) {
    Ring points;
    for (const Corner& corner : ring)
        points.push_back(
            {grid.upper_left().x + static_cast<double>(corner.col) * grid.pixel_width(),
             grid.upper_left().y - static_cast<double>(corner.row) * grid.pixel_height()});
    return points;
}

}  // namespace

std::vector<Polygon> outline_of(const Raster<std::int32_t>& labels, std::int32_t label,
                                const Window& window) {
    Steps steps = steps_of(labels, label, window.intersect(labels.grid().window()));
    std::vector<std::vector<Corner>> outer, holes;
    while (!steps.empty()) {
        std::vector<Corner> ring = take_ring(steps);
        (doubled_area(ring) > 0 ? outer : holes).push_back(std::move(ring));
    }
    std::vector<Polygon> polygons;
    for (const auto& ring : outer) polygons.push_back({on_ground(labels.grid(), ring), {}});
    for (const auto& hole : holes) {
        // The smallest outer ring around it: parts may lie inside holes of other parts.
        std::size_t best = outer.size();
        for (std::size_t i = 0; i < outer.size(); ++i)
            if (holds(outer[i], hole.front()) &&
                (best == outer.size() || doubled_area(outer[i]) < doubled_area(outer[best])))
                best = i;
        if (best == outer.size()) throw internal_error("a hole without a ring around it");
        polygons[best].holes.push_back(on_ground(labels.grid(), hole));
    }
    return polygons;
}

}  // namespace borderlens
