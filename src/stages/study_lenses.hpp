#pragma once
#include <string>
#include <vector>

#include "raster/legend.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// A lens of the study and what it rests on.
struct StudyLens {
    std::string name;
    std::string problem;         ///< why it is skipped; "" = it is used
    bool is_persistent = false;  ///< shows one class that stays once it is there
    Index position = -1;         ///< of that class in the model's legend
    Legend legend;               ///< 1 = other, 2 = present
};

/// The lenses the study asks for, checked against what the model can tell apart.
/// An input error names a lens there is not.
std::vector<StudyLens> study_lenses(const Study& study, const Legend& model_legend);

}  // namespace borderlens
