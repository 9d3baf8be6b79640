#pragma once
#include <string>
#include <vector>

#include "stages/study_ground.hpp"

namespace borderlens {

/// A period that has scenes, and where its composites are.
struct StudyPeriod {
    std::string name;
    int first_year = 0;
    int last_year = 0;
    std::vector<std::string> composites;  ///< relative to the run folder, one a tile
};

/// The periods with at least one usable scene, in the study's order.
std::vector<StudyPeriod> composite_periods(const StudyRun& run);

}  // namespace borderlens
