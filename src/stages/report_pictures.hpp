#pragma once
#include <vector>

#include "raster/raster.hpp"
#include "report/page.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// The study's pictures as pyramids of tiles, in as fine a resolution as lets the page stay below
/// 60 MB: land use and true colour of every period, when ground was built up, sides and bands.
/// Layers a study did not make are left out.
std::vector<PictureLayer> study_pictures(const StudyRun& run, const StudyGround& ground,
                                         const std::vector<std::string>& periods);

/// Land use and true colour of every period as one PNG each, for pages without script.
std::vector<ReportMap> study_maps(const StudyRun& run, const StudyGround& ground,
                                  const std::vector<std::string>& periods, const Legend& legend);

/// One layer's classes, every `step`-th pixel; no_class where a tile's file is missing.
Raster<ClassCode> class_overview(const StudyRun& run, const StudyGround& ground, Index step,
                                 const std::string& layer, const std::string& period);

/// Colours of "built up since" (Viridis, dark = early), named after the periods; code 1 (never) is
/// left out.
Legend since_period_legend(const std::vector<std::string>& periods);

}  // namespace borderlens
