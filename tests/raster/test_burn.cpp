#include <catch2/catch.hpp>
#include <set>

#include "raster/burn.hpp"

using namespace borderlens;

namespace {

using Cells = std::set<std::pair<Index, Index>>;

Cells cells_of(const Geometry& geometry) {
    const Grid grid("", {0.0, 4.0}, 1.0, 1.0, 4, 5);
    Cells cells;
    for_each_cell(grid, geometry, [&](Index row, Index col) { cells.insert({row, col}); });
    return cells;
}

}  // namespace

TEST_CASE("a point burns its cell, and one outside burns nothing") {
    CHECK(cells_of({.points = {{2.5, 3.5}}, .lines = {}, .polygons = {}}) == Cells{{0, 2}});
    CHECK(cells_of({.points = {{7.5, 3.5}}, .lines = {}, .polygons = {}}).empty());
    CHECK(cells_of({.points = {{5.0, 0.0}}, .lines = {}, .polygons = {}}) == Cells{{3, 4}});
}

TEST_CASE("a line burns every cell it passes") {
    CHECK(cells_of({.points = {}, .lines = {{{0.5, 3.5}, {3.5, 3.5}}}, .polygons = {}}) ==
          Cells{{0, 0}, {0, 1}, {0, 2}, {0, 3}});
    // From (0.5, 0.2) to (1.5, 1.4) it leaves the lowest row at x = 1.17, in the second column.
    CHECK(cells_of({.points = {}, .lines = {{{0.5, 0.2}, {1.5, 1.4}}}, .polygons = {}}) ==
          Cells{{3, 0}, {3, 1}, {2, 1}});
    // Only the part over the grid counts.
    CHECK(cells_of({.points = {}, .lines = {{{-9.0, 1.5}, {1.5, 1.5}}}, .polygons = {}}) ==
          Cells{{2, 0}, {2, 1}});
    CHECK(cells_of({.points = {}, .lines = {{{-9.0, 9.0}, {9.0, 9.0}}}, .polygons = {}}).empty());
}

TEST_CASE("a polygon burns the cells whose centres it holds, holes left out") {
    const Polygon square{{{0, 0}, {3, 0}, {3, 3}, {0, 3}, {0, 0}},
                         {{{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}}}};
    const Cells cells = cells_of({.points = {}, .lines = {}, .polygons = {square}});
    CHECK(cells.size() == 8);
    CHECK(cells.count({2, 1}) == 0);
    CHECK(cells.count({1, 2}) == 1);
}
