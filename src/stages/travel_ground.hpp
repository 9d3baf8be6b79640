#pragma once
#include <string>
#include <vector>

#include "network/tiled_cost.hpp"

namespace borderlens {

/// What makes up the ground that cost is counted on; "" = not given.
struct GroundFiles {
    std::string cost;                ///< friction or, with `speeds`, class codes
    std::string speeds;              ///< table: class (code or name), speed_kmh
    std::string dem;                 ///< elevations on the same grid
    bool climbs = false;             ///< steps depend on elevation (walking rules)
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

/// Opens the files; friction is read window by window: cost as it is, or hours per metre from
/// classes and speeds, slower on slopes (with `dem`, unless `climbs`), roads burnt in, the barrier
/// last. Input errors name the file and what is wrong with it; a crossing that opens nothing is
/// warned about.
TravelGround open_travel_ground(const GroundFiles& files);

}  // namespace borderlens
