// When each pixel's history broke, from all dates of a study; what it was before and became after
// by its yearly maps.
#include <memory>
#include <set>

#include "base/log.hpp"
#include "stages/detect_breaks.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {

std::vector<Unit> map_study_breaks(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.break_maps || !study.border || study.scenes.paths.empty()) return {};
    std::vector<Scene> usable = run.scenes();
    std::erase_if(usable, [](const Scene& scene) { return !scene.problem.empty(); });
    std::set<Date> dates;
    for (const Scene& scene : usable) dates.insert(scene.date);
    BreakMapRequest request;
    const std::size_t least = static_cast<std::size_t>(2 * request.detection.least_observations);
    if (dates.size() < least) {
        log_warning("break dates are left out: {} dates, they need {} or more", dates.size(),
                    least);
        return {};
    }
    const std::vector<Role> roles = common_roles(study, run.scenes());
    const auto plan = std::make_shared<const CompositePlan>(
        plan_composite(usable, composite_options(study, usable, roles)));
    const StudyGround ground = read_ground(run.folder);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    Fingerprint common;
    for (const Scene& scene : plan->scenes) describe_scene(scene, common);
    for (const Role role : roles) common.add(role_name(role));
    common.add(study.scenes.resampling).add(study.scenes.mask_dilation_m);
    request.overwrite = true;
    std::vector<Unit> units;
    for (const Tile& tile : ground.tiles) {
        Unit unit{.name = tile.name, .tile = tile.name, .inputs = common};
        unit.outputs = {breaks_path(tile.name)};
        std::vector<std::string> maps;
        request.classes.clear();
        request.class_years.clear();
        for (const StudyPeriod& period : periods) {
            maps.push_back(layer_path("land_use", period.name, tile.name));
            request.classes.push_back(run.folder.file(maps.back()));
            request.class_years.push_back(0.5 * (period.first_year + period.last_year + 1));
        }
        depend_on(unit.inputs, run.folder, maps);
        unit.work = [&run, plan, request, grid = ground.grid.crop(tile.window), tile] {
            map_breaks(*plan, grid, run.folder.file(breaks_path(tile.name)), request);
        };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
