#pragma once
#include <string>
#include <vector>

#include "stages/study_ground.hpp"
#include "stages/travel_ground.hpp"

namespace borderlens {

/// A crossing of the study on its ground.
struct StudyGate {
    std::string id, name, mode;
    double wait_h = 0.0;  ///< either way; as published, else what stands in for it
    bool wait_known = false;
    double gauge_change_h = 0.0;
    Point on_line;                   ///< nearest point of the line, in pixels
    double off_line_km = 0.0;        ///< how far its place lies from the study's line
    std::vector<GroundCell> mouths;  ///< on side a, on side b
};

/// The network's border crossings (all of the table, where none are named) that lie within snap_km
/// of a stretch of the border on the grid; their mouths are still open questions.
std::vector<StudyGate> crossings_near(const Study& study, const BorderLine& line, const Grid& grid);

/// The same with the passable cells on either side of the line. `friction` with the barrier in it;
/// `sides_path`: a raster of signed distances on the same grid. A crossing without passable ground
/// on both sides is warned about and left out; an input error where none is left.
std::vector<StudyGate> study_gates(const Study& study, const BorderLine& line, const Grid& grid,
                                   const std::function<Raster<double>(const Window&)>& friction,
                                   const std::string& sides_path);

/// The same as gates of a cost surface in hours; waits times `wait_factor`.
std::vector<CostGate> gates_with(const std::vector<StudyGate>& gates, double wait_factor);

}  // namespace borderlens
