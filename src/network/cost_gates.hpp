#pragma once
#include <functional>
#include <map>
#include <vector>

#include "network/walk.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// A cell of the ground.
struct GroundCell {
    Index row = 0;
    Index col = 0;
    auto operator<=>(const GroundCell&) const = default;
};

/// A crossing in a barrier: from any of its cells to any other one may pass at a price.
struct CostGate {
    std::vector<GroundCell> cells;
    double wait = 0.0;  ///< in units of cost
};

/// Which cell a gate cell was reached from through its gate.
using GateJumps = std::map<GroundCell, GroundCell>;

/// The crossings of a barrier as gates: each place opens the nearest cell without friction within
/// `snap_px`, and joins the passable cells up to two rows and columns around it. Places without
/// such a cell, or with fewer than two cells to join, give a gate without cells.
/// friction: NaN = barrier; places in pixels (x right, y down).
std::vector<CostGate> gates_of(const std::vector<Point>& places_px,
                               const std::vector<double>& waits, const Grid& grid,
                               const std::function<Raster<double>(const Window&)>& friction,
                               double snap_px);

/// A crossing over a line, however wide the river or strip along it: joins the passable cells
/// nearest to a place on either side. `friction` and `side` (above 0 on one side of the line, below
/// 0 on the other, NaN unknown) cover one part of the ground, whose window is `around`. Without
/// such a cell on both sides a gate without cells.
CostGate gate_over(Point place_px, double wait, const Window& around,
                   const Raster<double>& friction, const Raster<float>& side);

/// Reads the cost, friction and elevation at a cell; lowers its cost.
struct GateGround {
    std::function<double(GroundCell)> cost, friction, elevation_m;
    std::function<void(GroundCell, double)> lower;
    double cell_width_m = 1.0;
    double cell_height_m = 1.0;
    StepRule rule;
};

/// Carries the least cost at each gate to its other cells: wait plus a straight step at their mean
/// friction. Adds what it lowered to `jumps`; gives whether anything was lowered.
bool pass_gates(const std::vector<CostGate>& gates, const GateGround& ground, GateJumps& jumps);

/// Cost of passing a gate from one of its cells to another.
double gate_step(const CostGate& gate, const GateGround& ground, GroundCell from, GroundCell to);

}  // namespace borderlens
