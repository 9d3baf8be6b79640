#pragma once
#include <optional>
#include <string>
#include <vector>

namespace borderlens {

/// What corridors are laid from and where they go.
struct CorridorPlan {
    std::string nodes_path;
    std::vector<std::string> edges_paths;
    std::string crossings_path = "";          ///< "" = no waits, no changes of gauge
    std::vector<std::string> cores;           ///< ids of two or more poles
    std::vector<std::string> scenario_paths;  ///< the first is what others are compared with
    int axes_count = 4;                       ///< axes sought between each two cores
    std::string out;                          ///< folder, made where it is missing
    std::optional<double> unknown_wait_h;     ///< where the scenario has none of its own
    bool rail_only = false;  ///< leave all other links out; cores need not be joined then
    bool overwrite = false;
};

/// Writes corridors.gpkg (axes, belts, nodes, currents), corridors.csv, corridor_nodes.csv (served
/// by each axis), corridor_currents.csv (links by what flows along them), scenarios.csv and
/// comparison.csv (place by place against the first scenario). Input errors name the table, the
/// scenario file or the core.
void lay_corridors(const CorridorPlan& plan);

}  // namespace borderlens
