#pragma once
#include <optional>

#include "stages/unit.hpp"

namespace borderlens {

/// Trends pixel by pixel of NDVI and the study's own layers, layers/trends/<value>/<tile>.tif, and
/// what they come to by side and band, tables/pixel_trends.csv. None with too few periods. The
/// study has a border and scenes.
std::optional<Unit> pixel_trends_unit(const StudyRun& run);

}  // namespace borderlens
