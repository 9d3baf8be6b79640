#pragma once
#include <string>
#include <vector>

#include "network/cost_surface.hpp"

namespace borderlens {

/// Metres per unit of a raster's coordinates; 1 where it names no CRS. An input error for degrees
/// names the projection to use.
double require_plane(const std::string& path, const Grid& grid);

/// An input error unless the raster lies on the given grid.
void require_same_grid(const std::string& path, const Grid& found, const std::string& reference,
                       const Grid& expected);

/// Sources from a raster on the grid (nonzero, valid cells; the value is the id) or from features
/// (ids are the numbers of `id_field`, or 1, 2, ... in the file's order without one).
std::vector<SourceCell> read_sources(const std::string& path, const Grid& grid,
                                     const std::string& id_field);

}  // namespace borderlens
