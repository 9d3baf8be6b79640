#pragma once
#include <string>

#include "raster/code_mosaic.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// Land use of one period, read from its tiles window by window.
CodeSource class_source(const StudyRun& run, const StudyGround& ground, const std::string& period);

}  // namespace borderlens
