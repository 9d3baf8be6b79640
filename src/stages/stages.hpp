#pragma once
#include <vector>

#include "stages/unit.hpp"

namespace borderlens {

// One file each: src/stages/<name>.cpp finds the units of the stage and does their work.
std::vector<Unit> plan_tiles(const StudyRun& run);
std::vector<Unit> map_sides(const StudyRun& run);

}  // namespace borderlens
