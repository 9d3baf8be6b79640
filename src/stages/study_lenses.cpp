#include "stages/study_lenses.hpp"

#include "base/error.hpp"

namespace borderlens {
namespace {

const LegendEntry other = {1, "other", {225, 225, 225}};

Index position_of(const Legend& legend, const std::string& name) {
    for (std::size_t i = 0; i < legend.size(); ++i)
        if (legend[i].name == name) return static_cast<Index>(i);
    return -1;
}

}  // namespace

std::vector<StudyLens> study_lenses(const Study& study, const Legend& model_legend) {
    std::vector<StudyLens> lenses;
    for (const std::string& name : study.lenses) {
        if (name == "land_use") {
            lenses.push_back({.name = name, .legend = model_legend});
            continue;
        }
        if (name != "built_up" && name != "photovoltaics")
            throw input_error(
                "lens '{}': there is none of this name; there are land_use, built_up "
                "and photovoltaics",
                name);
        StudyLens lens{.name = name, .is_persistent = true};
        lens.position = position_of(model_legend, name);
        if (lens.position < 0)
            lens.problem = "the labels have no class named '" + name + "'";
        else
            lens.legend = {other,
                           {2, name, model_legend[static_cast<std::size_t>(lens.position)].rgb}};
        lenses.push_back(lens);
    }
    return lenses;
}

}  // namespace borderlens
