#pragma once
#include "report/page.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// Files of the map sheets, relative to the run folder: land use of the last and of the first
/// period, since when ground is built up, and the last period of every other lens in use, each as
/// PDF and PNG in all languages; none where the program was built without cairo and pango.
std::vector<std::string> map_sheet_paths(const StudyRun& run,
                                         const std::vector<std::string>& periods);

/// Draws them. `content` gives title, legend, notes and sources.
void write_map_sheets(const StudyRun& run, const StudyGround& ground, const ReportContent& content);

}  // namespace borderlens
