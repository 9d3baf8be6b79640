#include "network/cost_gates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace borderlens {
namespace {

constexpr Index gate_reach = 2;  // a line burnt into cells is at most two of them thick

}  // namespace

std::vector<CostGate> gates_of(const std::vector<Point>& places_px,
                               const std::vector<double>& waits, const Grid& grid,
                               const std::function<Raster<double>(const Window&)>& friction,
                               double snap_px) {
    std::vector<CostGate> gates;
    for (std::size_t i = 0; i < places_px.size(); ++i) {
        CostGate gate{{}, waits[i]};
        const Index row = static_cast<Index>(std::floor(places_px[i].y));
        const Index col = static_cast<Index>(std::floor(places_px[i].x));
        const Index reach = static_cast<Index>(std::ceil(snap_px)) + gate_reach;
        const Window around =
            Window{row - reach, col - reach, 2 * reach + 1, 2 * reach + 1}.intersect(grid.window());
        if (around.empty()) {
            gates.push_back(gate);
            continue;
        }
        const Raster<double> ground = friction(around);
        double least = std::numeric_limits<double>::infinity();
        Index gate_row = -1, gate_col = -1;
        for (Index r = 0; r < around.rows; ++r)
            for (Index c = 0; c < around.cols; ++c) {
                if (!std::isnan(ground(r, c))) continue;
                const double far =
                    std::hypot(static_cast<double>(around.row0 + r) + 0.5 - places_px[i].y,
                               static_cast<double>(around.col0 + c) + 0.5 - places_px[i].x);
                if (far < least && far <= snap_px + 1.0) least = far, gate_row = r, gate_col = c;
            }
        for (Index r = gate_row - gate_reach; gate_row >= 0 && r <= gate_row + gate_reach; ++r)
            for (Index c = gate_col - gate_reach; c <= gate_col + gate_reach; ++c)
                if (r >= 0 && c >= 0 && r < around.rows && c < around.cols &&
                    std::isfinite(ground(r, c)))
                    gate.cells.push_back({around.row0 + r, around.col0 + c});
        if (gate.cells.size() < 2) gate.cells.clear();
        gates.push_back(std::move(gate));
    }
    return gates;
}

CostGate gate_over(Point place_px, double wait, const Window& around,
                   const Raster<double>& friction, const Raster<float>& side) {
    std::optional<GroundCell> mouths[2];
    double nearest[2] = {std::numeric_limits<double>::infinity(),
                         std::numeric_limits<double>::infinity()};
    for (Index row = 0; row < around.rows; ++row)
        for (Index col = 0; col < around.cols; ++col) {
            const float where = side(row, col);
            if (!std::isfinite(friction(row, col)) || std::isnan(where) || where == 0.0F) continue;
            const double far =
                std::hypot(static_cast<double>(around.row0 + row) + 0.5 - place_px.y,
                           static_cast<double>(around.col0 + col) + 0.5 - place_px.x);
            const std::size_t which = where > 0.0F ? 0 : 1;
            if (far >= nearest[which]) continue;
            nearest[which] = far;
            mouths[which] = GroundCell{around.row0 + row, around.col0 + col};
        }
    CostGate gate{{}, wait};
    if (mouths[0] && mouths[1]) gate.cells = {*mouths[0], *mouths[1]};
    return gate;
}

double gate_step(const CostGate& gate, const GateGround& ground, GroundCell from, GroundCell to) {
    const double distance_m =
        std::hypot(static_cast<double>(to.col - from.col) * ground.cell_width_m,
                   static_cast<double>(to.row - from.row) * ground.cell_height_m);
    const double friction = mean_friction(ground.rule, ground.friction(from), ground.friction(to));
    const double climb_m = ground.elevation_m(to) - ground.elevation_m(from);
    return gate.wait + step_cost(ground.rule, distance_m, friction, climb_m);
}

bool pass_gates(const std::vector<CostGate>& gates, const GateGround& ground, GateJumps& jumps) {
    bool lowered = false;
    for (const CostGate& gate : gates) {
        if (gate.cells.empty()) continue;
        const GroundCell from = *std::min_element(
            gate.cells.begin(), gate.cells.end(),
            [&](GroundCell a, GroundCell b) { return ground.cost(a) < ground.cost(b); });
        const double least = ground.cost(from);
        if (!std::isfinite(least)) continue;
        for (const GroundCell to : gate.cells) {
            if (to == from) continue;
            const double reached = least + gate_step(gate, ground, from, to);
            if (!(reached < ground.cost(to))) continue;
            ground.lower(to, reached);
            jumps[to] = from;
            lowered = true;
        }
    }
    return lowered;
}

}  // namespace borderlens
