#pragma once
#include <vector>

#include "raster/raster.hpp"
#include "report/page.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// The study's pictures as pyramids of tiles, in as fine a resolution as lets the page stay below
/// 60 MB: land use and true colour of every period, since when ground is built up or of its class,
/// sides and bands. Layers a study did not make are left out.
std::vector<PictureLayer> study_pictures(const StudyRun& run, const StudyGround& ground,
                                         const std::vector<std::string>& periods);

/// Land use and true colour of every period as one PNG each, for pages without script.
std::vector<ReportMap> study_maps(const StudyRun& run, const StudyGround& ground,
                                  const std::vector<std::string>& periods, const Legend& legend);

/// One layer's classes, every `step`-th pixel; no_class where a tile's file is missing.
Raster<ClassCode> class_overview(const StudyRun& run, const StudyGround& ground, Index step,
                                 const std::string& layer, const std::string& period);

/// Colours of "built up since" (Viridis, dark = early), named after the periods; code 1 (never) is
/// left out. Where built-up ground is no class of the study, of "of its class since", which no
/// pixel is since the first period.
Legend since_period_legend(const std::vector<std::string>& periods, bool of_built_up);

/// Key of the words for what the study's layer of change tells: "change" (built up since) or
/// "class_change" (of its class since).
const char* change_text(bool of_built_up);

}  // namespace borderlens
