#include "stages/study_model.hpp"

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "base/error.hpp"
#include "base/random.hpp"
#include "learning/forest_file.hpp"
#include "stages/classify_image.hpp"
#include "stages/shipped_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {

std::shared_ptr<const StudyModel> study_model(const StudyRun& run) {
    static std::mutex guard;  // units of several periods ask at once
    const std::lock_guard<std::mutex> lock(guard);
    if (!run.study.labels.any()) {
        if (run.m_model) return run.m_model;
        std::vector<std::string> roles;
        for (const Role role : common_roles(run.study, run.scenes()))
            roles.push_back(role_name(role));
        Forest forest = shipped_forest(roles);
        const std::string checksum = fmt::format("{:016x}", hash_bytes(forest_to_bytes(forest)));
        run.m_model = std::make_shared<const StudyModel>(
            StudyModel{LensModel(std::move(forest)), checksum, true});
        return run.m_model;
    }
    const std::string path = (std::filesystem::path(run.folder.path()) / model_path()).string();
    if (!std::filesystem::exists(path))
        throw input_error("{}: there is no model yet; run the stage train_forest first",
                          run.folder.path());
    const std::string checksum = checksum_of_file(path);
    if (!run.m_model || run.m_model->checksum != checksum)
        run.m_model = std::make_shared<const StudyModel>(
            StudyModel{LensModel(read_forest(path)), checksum, false});
    return run.m_model;
}

bool knows_built_up(const Legend& classes) {
    return std::any_of(classes.begin(), classes.end(),
                       [](const LegendEntry& entry) { return entry.name == "built_up"; });
}

std::vector<const Lens*> lenses_in_use(const StudyRun& run) {
    const std::shared_ptr<const StudyModel> model = study_model(run);
    std::vector<const Lens*> lenses;
    for (const std::string& name : run.study.lenses)
        if (const Lens& lens = lens_named(name); lens_problem(lens, *model).empty())
            lenses.push_back(&lens);
    return lenses;
}

}  // namespace borderlens
