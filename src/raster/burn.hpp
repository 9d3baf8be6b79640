#pragma once
#include <functional>

#include "raster/geometry.hpp"

namespace borderlens {

/// Calls visit(row, col) for the cells of a grid that a geometry touches: the cell of a point, each
/// cell a line passes (Amanatides and Woo 1987), each cell whose centre lies in a polygon (even-odd
/// rule). Cells outside the grid are left out; a cell may come more than once.
void for_each_cell(const Grid& grid, const Geometry& geometry,
                   const std::function<void(Index row, Index col)>& visit);

}  // namespace borderlens
