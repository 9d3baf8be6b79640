#pragma once
#include <vector>

#include "stages/unit.hpp"

namespace borderlens {

// One file each: src/stages/ finds the units of the stage and does their work.
std::vector<Unit> plan_tiles(const StudyRun& run);
/// The grid plan_tiles would lay, and every error it would meet, without writing anything.
Grid check_ground(const StudyRun& run);
std::vector<Unit> map_sides(const StudyRun& run);
std::vector<Unit> list_scenes(const StudyRun& run);
std::vector<Unit> fit_scenes(const StudyRun& run);
std::vector<Unit> make_composites(const StudyRun& run);
std::vector<Unit> join_composites(const StudyRun& run);
std::vector<Unit> count_looks(const StudyRun& run);
std::vector<Unit> train_study_forest(const StudyRun& run);
std::vector<Unit> apply_lenses(const StudyRun& run);
std::vector<Unit> detect_change(const StudyRun& run);
std::vector<Unit> join_layers(const StudyRun& run);
std::vector<Unit> outline_objects(const StudyRun& run);
std::vector<Unit> map_study_breaks(const StudyRun& run);
std::vector<Unit> measure_changes(const StudyRun& run);
std::vector<Unit> assess_maps(const StudyRun& run);
std::vector<Unit> measure_zones(const StudyRun& run);
std::vector<Unit> compare_study_sides(const StudyRun& run);
std::vector<Unit> measure_towns(const StudyRun& run);
std::vector<Unit> estimate_border_effect(const StudyRun& run);
std::vector<Unit> measure_landscapes(const StudyRun& run);
std::vector<Unit> compare_landscapes(const StudyRun& run);
std::vector<Unit> trend_zones(const StudyRun& run);
std::vector<Unit> find_hot_spots(const StudyRun& run);
std::vector<Unit> divide_functions(const StudyRun& run);
std::vector<Unit> map_zones(const StudyRun& run);
std::vector<Unit> measure_access(const StudyRun& run);
std::vector<Unit> spread_hours(const StudyRun& run);
std::vector<Unit> evaluate_nodes(const StudyRun& run);
std::vector<Unit> link_cities(const StudyRun& run);
std::vector<Unit> build_corridors(const StudyRun& run);
std::vector<Unit> judge_claims(const StudyRun& run);
std::vector<Unit> note_news(const StudyRun& run);
std::vector<Unit> write_indicators(const StudyRun& run);
std::vector<Unit> write_maps(const StudyRun& run);
std::vector<Unit> write_report(const StudyRun& run);

}  // namespace borderlens
