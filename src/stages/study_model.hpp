#pragma once
#include <memory>
#include <string>

#include "lenses/lens.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// The model a study's maps are made with, ready for use.
struct StudyModel {
    LensModel lens_model;
    std::string checksum;
    bool is_shipped = false;  ///< trained on simulated spectra, since the study has no labels
};

/// The model train_forest has made; without labels the shipped one for the study's bands.
/// An input error says what is missing.
std::shared_ptr<const StudyModel> study_model(const StudyRun& run);

/// Whether built-up ground is among the classes: `layers/change` tells since when there is some,
/// otherwise since when a pixel is of its class.
bool knows_built_up(const Legend& classes);

/// Why a lens cannot be used with the model; "" = it can.
std::string lens_problem(const Lens& lens, const StudyModel& model);

/// The study's lenses that its model can serve, in the study's order.
std::vector<const Lens*> lenses_in_use(const StudyRun& run);

}  // namespace borderlens
