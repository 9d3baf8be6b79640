#pragma once
#include <functional>
#include <string>
#include <vector>

#include "network/tiled_cost.hpp"
#include "network/travel_friction.hpp"
#include "raster/geometry.hpp"

namespace borderlens {

/// What makes up the ground that cost is counted on; "" = not given.
struct GroundFiles {
    std::string cost;                ///< friction or, with `speeds`, class codes
    std::string speeds;              ///< table: class (code or name), speed_kmh
    std::string dem;                 ///< elevations on the same grid, where steps depend on them
    bool roads_level = false;        ///< heights do not count on roads (StepKind::slope)
    std::vector<std::string> roads;  ///< lines with `speed_field`, burnt over the ground
    std::string speed_field = "speed_kmh";
    std::string barrier;    ///< lines or areas that cannot be crossed
    std::string crossings;  ///< points (or a table with lon, lat) that open the barrier
    std::string wait_field = "wait_h";
    double snap_m = 10000.0;     ///< how far a crossing may lie from the barrier
    double cost_per_hour = 1.0;  ///< units of cost that an hour's wait counts
};

/// Ground to spread cost over, with the barrier's crossings.
struct TravelGround {
    CostGround ground;
    std::vector<CostGate> gates;
    double metres_per_unit = 1.0;
};

/// What friction is made of, in this order: the ground, roads over it, the barrier over all.
struct FrictionParts {
    std::function<Raster<double>(const Window&)> bare;  ///< cost, or hours per metre
    BurntCells roads, barrier;
};

/// Reads friction window by window, from several threads if its parts can be.
std::function<Raster<double>(const Window&)> friction_from(FrictionParts parts);

/// Elevations for StepKind::slope: unknown on roads, which are graded, so that a step from or to
/// one is paid as on level ground.
std::function<Raster<double>(const Window&)> heights_off_roads(
    std::function<Raster<double>(const Window&)> elevation_m, const BurntCells& roads);

/// A curve of speeds on slopes; "" = Tobler's. Input errors name the file.
SlopeCurve read_slope_curve(const std::string& path);

/// A table class (code, or name in the raster's legend), speed_kmh. Input errors name file and row.
SpeedTable read_speeds(const std::string& path, const std::string& classes_path);
/// Lines of a file at the speeds of a field [km/h], as hours per metre.
void burn_roads(const std::string& path, const std::string& speed_field, const Grid& grid,
                BurntCells& burnt);
/// Lines or areas at one friction.
void burn_road(const Geometry& geometry, double friction, const Grid& grid, BurntCells& burnt);
void burn_barrier(const Geometry& geometry, const Grid& grid, BurntCells& burnt);

/// Opens the files; friction is read window by window: cost as it is, or hours per metre from
/// classes and speeds, roads burnt in, the barrier last. Input errors name the file and what is
/// wrong with it; a crossing that opens nothing is warned about.
TravelGround open_travel_ground(const GroundFiles& files);

}  // namespace borderlens
