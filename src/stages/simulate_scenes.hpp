#pragma once
#include <functional>
#include <vector>

#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "simulation/acquisition.hpp"
#include "simulation/ground.hpp"
#include "simulation/product.hpp"
#include "stages/simulate.hpp"

namespace borderlens {

/// Called for each block of the pass with the ground drawn for it.
using GroundVisitor = std::function<void(const Block& block, const GroundTile& tile)>;

/// Draws the ground of one year block by block (10 m pixels) and exposes the Sentinel-2 scenes of
/// that year on it; `visit` sees every block's ground (for the truth).
void simulate_sentinel2(const SimulationOptions& options, const SimulatedLandscape& landscape,
                        const Grid& grid, int year, const std::vector<Acquisition>& scenes,
                        const GroundVisitor& visit);

/// The same on Landsat's 30 m grid.
void simulate_landsat(const SimulationOptions& options, const SimulatedLandscape& landscape,
                      const Grid& grid, int year, const std::vector<Acquisition>& scenes);

/// How every raster is written, with the note it carries.
RasterOptions simulated_raster(const SimulationOptions& options);

}  // namespace borderlens
