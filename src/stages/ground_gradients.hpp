#pragma once
#include <functional>
#include <string>

#include "features/terrain.hpp"

namespace borderlens {

/// Gradients of a window of a grid, the same however the grid is cut; empty = none are known.
using GradientReader = std::function<Gradients(const Window&)>;

/// Those of a raster of heights [m], whatever its grid; none for "". An input error where it holds
/// no height for any of this grid.
GradientReader gradients_from(const std::string& height_path, const Grid& grid);

}  // namespace borderlens
