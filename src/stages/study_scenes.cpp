#include "stages/study_scenes.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "stages/find_scenes.hpp"
#include "stages/readable_files.hpp"
#include "stages/unreadable_scenes.hpp"

namespace borderlens {
namespace {

void judge(const Study& study, std::set<std::string>& seen, Scene& scene) {
    if (!scene.problem.empty()) {
        if (study.scenes.stop_on_bad_scene)
            throw input_error("{}: {} (the study says on_bad_scene = \"stop\")", scene.path,
                              scene.problem);
        return;
    }
    if (!seen.insert(scene.id + "/" + to_text(scene.date)).second)
        scene.problem = "the same product was named before";
    else if (scene.cloud_share > study.scenes.max_cloud_share)
        scene.problem = fmt::format("cloud share {:.2f} is above the study's limit of {:.2f}",
                                    scene.cloud_share, study.scenes.max_cloud_share);
    else if (period_of(study, scene) == nullptr)
        scene.problem = to_text(scene.date) + " lies in no period of the study";
}

}  // namespace

const Period* period_of(const Study& study, const Scene& scene) {
    for (const Period& period : study.periods)
        if (period.contains(scene.date)) return &period;
    return nullptr;
}

Reach reach_of(const Study& study) {
    Reach reach;
    for (const std::string& path : study.scenes.paths)
        if (!remote_host(path).empty()) reach.allow(path);
    for (const std::string& host : study.scenes.hosts) reach.allow(host);
    return reach;
}

std::vector<Scene> study_scenes(const Study& study, const std::set<std::string>& readable) {
    if (study.scenes.paths.empty()) return {};
    const Reach reach = reach_of(study);
    std::vector<Scene> scenes = find_scenes(study.scenes.paths, &reach, true, readable);
    std::set<std::string> seen;
    for (Scene& scene : scenes) judge(study, seen, scene);
    return scenes;
}

const std::vector<Scene>& StudyRun::scenes() const {
    if (!m_scenes) {
        std::vector<Scene> found = study_scenes(study, readable_files(folder));
        mark_unreadable(*this, found);
        m_scenes = std::move(found);
    }
    return *m_scenes;
}

std::vector<Scene> scenes_of(const std::vector<Scene>& scenes, const Period& period) {
    std::vector<Scene> chosen;
    for (const Scene& scene : scenes)
        if (scene.problem.empty() && period.contains(scene.date)) chosen.push_back(scene);
    return chosen;
}

std::optional<Bounds> scenes_bounds(const StudyRun& run) {
    const Study& study = run.study;
    std::optional<Bounds> sum;
    for (const Scene& scene : run.scenes()) {
        if (!scene.problem.empty()) continue;
        const SceneHeader header = read_scene_header(scene);
        const Bounds part = transform_bounds(header.crs, study.crs, header.finest.bounds());
        if (!sum) sum = part;
        *sum = {std::min(sum->min_x, part.min_x), std::min(sum->min_y, part.min_y),
                std::max(sum->max_x, part.max_x), std::max(sum->max_y, part.max_y)};
    }
    if (!study.scenes.paths.empty() && !sum)
        throw input_error("{}: none of its {} scenes can be used; {}", study.path,
                          run.scenes().size(),
                          run.scenes().empty()
                              ? "scenes.paths holds none: see borderlens scenes"
                              : "the first, " + run.scenes().front().id + ": " +
                                    run.scenes().front().problem + "; borderlens check lists all");
    return sum;
}

std::vector<Role> common_roles(const Study& study, const std::vector<Scene>& scenes) {
    std::vector<Role> common;
    for (std::size_t r = 0; r < role_names.size(); ++r) {
        const Role role = static_cast<Role>(r);
        if (role == Role::cirrus || role == Role::thermal) continue;
        const bool everywhere =
            std::all_of(study.periods.begin(), study.periods.end(), [&](const Period& period) {
                const std::vector<Scene> here = scenes_of(scenes, period);
                return here.empty() || std::any_of(here.begin(), here.end(), [&](const Scene& s) {
                           return s.find(role) != nullptr;
                       });
            });
        if (everywhere) common.push_back(role);
    }
    return common;
}

void describe_scene(const Scene& scene, Fingerprint& inputs) {
    inputs.add(scene.id).add(to_text(scene.date));
    for (const BandSource& band : scene.bands)
        inputs.add_file(band.path)
            .add(static_cast<double>(band.band))
            .add(role_name(band.role))
            .add(band.scale)
            .add(band.offset);
    for (const MaskSource& mask : scene.masks) inputs.add_file(mask.path);
}

Table scene_table(const Study& study, const std::vector<Scene>& scenes) {
    std::vector<std::string> id, sensor, level, date, period, problem;
    std::vector<double> cloud_share, used;
    for (const Scene& scene : scenes) {
        const Period* found = period_of(study, scene);
        id.push_back(scene.id);
        sensor.push_back(scene.sensor);
        level.push_back(scene.level);
        date.push_back(to_text(scene.date));
        period.push_back(found == nullptr ? "" : found->name);
        cloud_share.push_back(scene.cloud_share < 0.0 ? NAN : scene.cloud_share);
        used.push_back(scene.problem.empty() ? 1.0 : 0.0);
        problem.push_back(scene.problem);
    }
    Table table;
    table.set("scene", id);
    table.set("sensor", sensor);
    table.set("level", level);
    table.set("date", date);
    table.set("period", period);
    table.set("cloud_share", cloud_share);
    table.set("used", used);
    table.set("problem", problem);
    return table;
}

}  // namespace borderlens
