#pragma once
#include <string>

#include "simulation/acquisition.hpp"
#include "simulation/labels.hpp"
#include "simulation/landscape.hpp"

namespace borderlens {

struct SimulationOptions {
    std::string folder;
    Index size_px = 1098;  ///< side of the study in 10 m pixels, 120 to 10980 (one Sentinel-2 tile)
    std::uint64_t seed = 1;
    LandscapeRules rules;
    AcquisitionPlan plan;
    LabelOptions labels;
    bool overwrite = false;
};

/// Writes a simulated study: scenes/ in the real products' layouts, truth/ as rasters and tables,
/// border.geojson, labels.gpkg, test_points.gpkg, simulation.json, README.md. Memory does not
/// depend on the size: blocks are made one by one. Same options, same bytes, at any thread count.
void simulate(const SimulationOptions& options);

/// The 10 m grid of a study of that size: about the river at Khorgos, inside tile 44TMP
/// (EPSG:32644, upper left 399960, 4900020), which size 10980 fills.
Grid simulation_grid(Index size_px);

}  // namespace borderlens
