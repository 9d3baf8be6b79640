#pragma once
#include <string>
#include <vector>

#include "stages/travel_ground.hpp"

namespace borderlens {

struct CostRequest {
    GroundFiles files;
    std::string sources;
    std::string id_field;
    CostOptions options;
    std::string out;
    std::string targets, paths;            ///< "" = no paths
    std::vector<double> isochrone_limits;  ///< ascending, in the unit of `isochrone_unit`
    double isochrone_unit = 1.0;           ///< units of cost in one of a limit
    std::string isochrones;                ///< "" = none
    Index memory_bytes = Index{4} << 30;   ///< above it the ground is worked on in tiles
    std::string scratch_folder;
    bool overwrite = false;
};

/// Spreads cost from the sources and writes what was asked for: band 1 cost, band 2 allocation;
/// paths; isochrones as polygons (fields from, to, area_km2).
void spread_cost(const CostRequest& request);

}  // namespace borderlens
