#include "stages/check_study.hpp"

#include "base/log.hpp"
#include "stages/check_network_files.hpp"
#include "stages/pipeline.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {

Document check_study(const Study& study) {
    Document found = Document::object();
    found.set("study", study.path);
    found.set("title", study.title);
    found.set("run_folder", study.run_folder);
    if (study.border) {
        const BorderLine line = read_border(study.border->source, study.crs);
        found.set("border_length_km", line.length_m() / 1000.0);
        found.set("zone_km", study.border->zone_km);
    }
    const std::vector<Scene> scenes = study_scenes(study);
    Document refused = Document::list();
    for (const Scene& scene : scenes)
        if (!scene.problem.empty()) refused.append(scene.id + ": " + scene.problem);
    found.set("scenes", static_cast<Index>(scenes.size()));
    found.set("refused_scenes", refused);
    Document periods = Document::list();
    for (const Period& period : study.periods) {
        Document entry = Document::object();
        entry.set("name", period.name);
        entry.set("first", to_text(period.first));
        entry.set("last", to_text(period.last));
        entry.set("scenes", static_cast<Index>(scenes_of(scenes, period).size()));
        periods.append(entry);
        if (!study.scenes.paths.empty() && scenes_of(scenes, period).empty())
            log_warning("period {} ({} to {}) has no scene that can be used", period.name,
                        to_text(period.first), to_text(period.last));
    }
    if (refused.size() > 0)
        log_warning("{} of {} scenes are refused, see refused_scenes", refused.size(),
                    scenes.size());
    found.set("periods", periods);
    if (!study.network.nodes_path.empty() && !study.network.edges_paths.empty())
        found.set("network",
                  check_network_files(study.network.nodes_path, study.network.edges_paths,
                                      study.network.crossings_path));
    Document stages = Document::list();
    const RunFolder folder(study.run_folder);
    const StudyRun run(study, folder);
    for (const Stage& stage : pipeline()) {
        // Stages that see the ground plan from files of others; without a border none of them runs.
        if (!study.border && stage.plan(run).empty()) continue;
        stages.append(stage.name + ": " + stage.summary);
    }
    found.set("stages", stages);
    return found;
}

}  // namespace borderlens
