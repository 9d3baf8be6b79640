#pragma once
#include <optional>
#include <vector>

#include "app/config_paths.hpp"
#include "app/study_keys.hpp"
#include "stages/study.hpp"

namespace borderlens {

// The tables of a study file that say what is looked at: scenes, periods, composites, fetch.

StudyScenes read_scene_keys(StudyKeys keys, const StudyPaths& paths);
StudyComposites read_composite_keys(StudyKeys keys);
/// [[periods]] with name, first, last; or [season] years with the first and last day of each.
std::vector<Period> read_periods(StudyKeys& top);
/// [fetch]; its cache is as written in the file. None where there is no such table.
std::optional<StudyFetch> read_fetch_keys(StudyKeys& top);

}  // namespace borderlens
