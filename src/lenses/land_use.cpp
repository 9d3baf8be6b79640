#include "lenses/land_use.hpp"

#include "features/features.hpp"

namespace borderlens {

StateRows persistent_transitions(const Legend& legend, double stay) {
    const std::size_t states = legend.size();
    StateRows rows(states, std::vector<double>(states, 0.0));
    for (std::size_t from = 0; from < states; ++from) {
        const std::string& name = legend[from].name;
        const bool lasts = name == "built_up" || name == "photovoltaics";
        const double kept = states == 1 ? 1.0 : lasts ? 0.999 : stay;
        for (std::size_t to = 0; to < states; ++to)
            rows[from][to] = from == to ? kept : (1.0 - kept) / static_cast<double>(states - 1);
    }
    return rows;
}

Index land_use_halo_px(const LensModel& model, double /*pixel_size_m*/) {
    const Document* recipe = model.forest.summary.find("recipe");
    return recipe == nullptr ? 0 : halo_px(recipe_of(*recipe));
}

std::vector<LensLayer> apply_land_use(const LensImages& images, const LensModel& model) {
    std::vector<Raster<float>> probabilities;
    for (const FeatureStack& image : images.images)
        probabilities.push_back(class_probabilities(image, model));
    // Chosen: 3 % of the land changes class in a year; Hansen et al. and others see 0.5-2 %, the
    // rest leaves room for rotation between crops and fallow.
    return smooth_through_time(probabilities, images.years,
                               persistent_transitions(model.forest.legend, 0.97),
                               model.forest.legend);
}

}  // namespace borderlens
