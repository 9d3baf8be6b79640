#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "network/cost_field.hpp"
#include "network/cost_gates.hpp"
#include "raster/geometry.hpp"
#include "raster/raster.hpp"

namespace borderlens {

struct CostOptions {
    int neighbours = 8;  ///< 4, 8 or 16
    StepRule rule;
    double max_cost = unreached;       ///< farther cells stay no data
    double metres_per_unit = 1.0;      ///< of the grid's coordinates
    std::vector<CostGate> gates = {};  ///< crossings of barriers
    bool toward_sources = false;       ///< walk from every cell to a source instead of away from it
};

/// Cells from which cost is counted, each with the number it hands to what it serves.
struct SourceCell {
    Index row = 0;
    Index col = 0;
    std::int32_t id = 0;
    bool operator==(const SourceCell&) const = default;
};

/// Nonzero, valid cells of a raster of codes (`no_code` in value_if_none is "no data").
std::vector<SourceCell> source_cells(const Raster<std::int32_t>& codes, std::int32_t no_data_code);

/// A way from a source to a cell along the cells' centres.
struct CostPath {
    Polyline line;  ///< grid coordinates, from the source on; a single point where it starts there
    double cost = unreached;  ///< infinite where the cell cannot be reached
    double length_m = 0.0;    ///< horizontal
    std::int32_t source = 0;  ///< id
};

/// The line through the cells' centres, with its length; cost and source are left open.
CostPath path_along(const std::vector<GroundCell>& cells, const Grid& grid, double metres_per_unit);

/// Accumulated cost from the nearest source, and which source that is.
class CostSurface {
  public:
    /// friction: >= 0, NaN = barrier. elevation_m: for walking rules, on the same grid. Sources on
    /// barriers serve nothing and are counted in `lost_sources`. Input errors: friction below
    /// zero, no source left, elevation missing or on another grid.
    CostSurface(const Raster<double>& friction, const Raster<double>* elevation_m,
                const std::vector<SourceCell>& sources, const CostOptions& options);

    const Grid& grid() const { return m_grid; }
    /// NaN where no source reaches.
    double cost(Index row, Index col) const;
    Index lost_sources() const { return m_lost_sources; }

    /// Id of the source that serves each cell, row-major; 0 = none. Of sources equally near the
    /// one met first in the order of moves is taken, whatever the order of work was.
    std::vector<std::int32_t> allocation() const;

    /// The least-cost path to a cell; an empty line where it cannot be reached.
    CostPath path_to(Index row, Index col) const;

  private:
    GateGround gate_ground();

    Grid m_grid;
    CostField m_field;
    StepRule m_rule;
    GateJumps m_jumps;
    std::vector<SourceCell> m_sources;
    double m_metres_per_unit;
    Index m_lost_sources = 0;
};

/// Checks one friction value: an input error below zero that names the cell.
void require_friction(double friction, Index row, Index col);

}  // namespace borderlens
