#pragma once
#include "base/document.hpp"
#include "stages/simulate.hpp"

namespace borderlens {

/// What a reader of the folder must know: that it is simulated, how it was made, what lies where.
std::string simulation_readme(const SimulationOptions& options, const Grid& grid,
                              const std::vector<Acquisition>& scenes);

/// Every parameter that was set or drawn: rules, places with their years, scenes with their light,
/// air, shift and errors.
Document simulation_record(const SimulationOptions& options, const Grid& grid,
                           const SimulatedLandscape& landscape,
                           const std::vector<Acquisition>& scenes);

}  // namespace borderlens
