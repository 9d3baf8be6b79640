#pragma once
#include <string>
#include <vector>

#include "raster/legend.hpp"
#include "stages/study_gates.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// The ground, its border and the crossings in it.
struct HoursGround {
    TravelGround travel;
    StepRule rule;  ///< friction alone, or longer uphill and steeply downhill
    std::string classes_path, sides_path;
    Legend legend;
    std::vector<StudyGate> gates;
};

/// What a study lacks for hours over its ground; "" = nothing.
std::string missing_for_ground_hours(const Study& study);

/// Over the land-use map of the last period: speeds by class, step by step slower on slopes
/// where elevations are given, the network's links (or the user's roads) over it, the border as a
/// barrier. Input errors: a class without a speed, a road without one, a raster on another grid.
HoursGround open_hours_ground(const StudyRun& run);

}  // namespace borderlens
