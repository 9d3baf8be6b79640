#include "stages/unreadable_scenes.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "stages/reach.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

constexpr const char* notes_folder = "records/unreadable_scenes";

/// One file a scene, named by what its own files hold.
std::string note_name(const Scene& scene) {
    Fingerprint files;
    describe_scene(scene, files);
    return files.hex() + ".txt";
}

/// Whether the scene lies on a server, or a file of it was written since the run began and may be
/// whole by now.
bool may_have_changed(const Scene& scene, const StudyRun& run) {
    const auto changed = [&](const std::string& path) {
        std::error_code unknown;
        const auto written = fs::last_write_time(path, unknown);
        return !remote_host(path).empty() || (!unknown && written > run.began);
    };
    return std::any_of(scene.bands.begin(), scene.bands.end(),
                       [&](const BandSource& band) { return changed(band.path); }) ||
           std::any_of(scene.masks.begin(), scene.masks.end(),
                       [&](const MaskSource& mask) { return changed(mask.path); });
}

}  // namespace

void note_unreadable(const RunFolder& folder, const Scene& scene, const std::string& reason) {
    write_text(folder.file(std::string(notes_folder) + "/" + note_name(scene)),
               scene.id + "\n" + reason + "\n", true);
}

void mark_unreadable(const StudyRun& run, std::vector<Scene>& scenes) {
    const std::string folder = (fs::path(run.folder.path()) / notes_folder).string();
    if (!is_folder(folder)) return;
    for (const std::string& path : list_files(folder)) {
        const std::string text = read_text(path);
        const auto line = text.find('\n');
        for (Scene& scene : scenes) {
            if (!scene.problem.empty() || scene.id != text.substr(0, line)) continue;
            if (note_name(scene) != fs::path(path).filename().string()) continue;
            scene.problem = text.substr(line + 1, text.find('\n', line + 1) - line - 1);
            if (run.study.scenes.stop_on_bad_scene)
                throw input_error("{}: {} (the study says on_bad_scene = \"stop\")", scene.path,
                                  scene.problem);
        }
    }
}

bool leave_out_unreadable(const StudyRun& run, const std::vector<SceneError>& failures) {
    if (run.study.scenes.stop_on_bad_scene) return false;
    bool any = false;
    for (const Scene& scene : run.scenes()) {
        if (!scene.problem.empty() || may_have_changed(scene, run)) continue;
        const auto failure =
            std::find_if(failures.begin(), failures.end(),
                         [&](const SceneError& error) { return error.is_of(scene); });
        if (failure == failures.end()) continue;
        note_unreadable(run.folder, scene, failure->reason());
        log_warning("left out, begun again without it: {}: {}", scene.id, failure->reason());
        any = true;
    }
    return any;
}

}  // namespace borderlens
