#include "stages/study_model.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "stages/classify_image.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {

std::shared_ptr<const StudyModel> study_model(const StudyRun& run) {
    const std::string path = (std::filesystem::path(run.folder.path()) / model_path()).string();
    if (!std::filesystem::exists(path))
        throw input_error("{}: there is no model yet; run the stage train_forest first",
                          run.folder.path());
    Forest forest = read_forest(path);
    const Document* recipe = forest.summary.find("recipe");
    if (recipe == nullptr) throw input_error("{}: names no feature recipe; train it again", path);
    FeatureRecipe features = recipe_of(*recipe);
    CompiledForest compiled(forest);
    return std::make_shared<const StudyModel>(StudyModel{std::move(forest), std::move(features),
                                                         std::move(compiled),
                                                         checksum_of_file(path), false});
}

}  // namespace borderlens
