// How each scene lies and is lit against the median of its period: what is reported of it, and
// taken back where the study says so.
#include <memory>

#include "io/table_file.hpp"
#include "stages/period_composite.hpp"
#include "stages/scene_fit.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {

std::vector<Unit> fit_scenes(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    const Grid grid = read_ground(run.folder).grid;
    const auto plans = std::make_shared<const std::vector<PeriodPlan>>(period_plans(run));
    std::vector<Unit> units;
    for (std::size_t i = 0; i < plans->size(); ++i) {
        const PeriodPlan& one = (*plans)[i];
        const std::string path = scene_fit_path(one.period.name);
        Unit unit{.name = one.period.name, .period = one.period.name, .outputs = {path}};
        depend_on(unit.inputs, run.folder, {"grid.json"});
        for (const Scene& scene : one.plan.scenes) describe_scene(scene, unit.inputs);
        describe_plan(study, one.plan, unit.inputs);
        unit.work = [&run, &study, plans, i, grid, path] {
            const CompositePlan& plan = (*plans)[i].plan;
            const std::vector<SceneFit> fits = fit_scenes(plan, grid, study.scenes.normalise);
            write_table(run.folder.file(path),
                        fit_table(plan, fits, grid, study.scenes.correct_shifts), true);
        };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
