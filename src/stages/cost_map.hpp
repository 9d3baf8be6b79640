#pragma once
#include <functional>
#include <string>
#include <vector>

#include "raster/geometry.hpp"
#include "stages/travel_ground.hpp"

namespace borderlens {

/// Accumulated cost over ground, wherever it is kept; it holds what it is read from.
struct CostMap {
    Grid grid;
    std::vector<Window> windows;                        ///< cover the grid once, cheap to read
    std::function<Raster<double>(const Window&)> cost;  ///< NaN = not reached
    std::function<Raster<std::int32_t>(const Window&)> allocation;  ///< ids of sources, 0 = none
    std::function<CostPath(Index row, Index col)> path_to;
};

/// Spreads cost from the sources: whole where that fits into `memory_bytes`, else in tiles kept in
/// the scratch folder. Warns of sources on no data.
CostMap map_cost(const TravelGround& travel, const std::vector<SourceCell>& sources,
                 const CostOptions& options, Index memory_bytes, const std::string& scratch_folder);

/// Polygons of the cells between ascending limits, one row a limit (from, to, area_km2); ground
/// that is not reached is in none. `cost` in units of which `unit` make one of a limit. Very large
/// ground is drawn on larger cells, to stay within `memory_bytes`; areas are exact.
VectorLayer isochrones_of(const Grid& grid, const std::vector<Window>& windows,
                          const std::function<Raster<double>(const Window&)>& cost,
                          const std::vector<double>& limits, double unit, double metres_per_unit,
                          Index memory_bytes);

}  // namespace borderlens
