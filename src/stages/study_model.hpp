#pragma once
#include <memory>
#include <string>

#include "features/features.hpp"
#include "learning/compiled_forest.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// The model a study's maps are made with, ready for use.
struct StudyModel {
    Forest forest;
    FeatureRecipe recipe;
    CompiledForest compiled;
    std::string checksum;
    bool is_shipped = false;  ///< trained on simulated spectra, since the study has no labels
};

/// The model train_forest has made; without labels the shipped one for the study's bands.
/// An input error says what is missing.
std::shared_ptr<const StudyModel> study_model(const StudyRun& run);

}  // namespace borderlens
