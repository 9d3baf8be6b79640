#include "lenses/land_use.hpp"

#include <algorithm>
#include <cmath>

#include "features/texture.hpp"
#include "lenses/built_up.hpp"
#include "lenses/edge_smoothing.hpp"
#include "lenses/slope_rules.hpp"

namespace borderlens {
namespace {

// Chosen: a plant that fills a 50 m square shows as one; panels on roofs and dark roads do not.
constexpr double plant_side_m = 50.0;
// Chosen: the forest of simulated pixels is one voice beside the fitted mixture, and a soft one.
constexpr double forest_weight = 0.1;

Index position_of(const Legend& legend, const char* name) {
    for (std::size_t c = 0; c < legend.size(); ++c)
        if (legend[c].name == name) return static_cast<Index>(c);
    return -1;
}

/// Classes that are not built: mixture of the scene times forest of the simulated pixels, as a
/// product of experts; `built` and `plant` get nothing, the others sum to 1.
Raster<float> open_land(const FeatureStack& image, const LensModel& model,
                        const SceneMixture& scene, const Raster<float>& forest, Index built,
                        Index plant) {
    Raster<float> shares = mixture_probabilities(image, scene, model.forest.legend);
    for (Index i = 0; i < shares.grid().size(); ++i) {
        double sum = 0.0;
        for (Index c = 0; c < shares.bands(); ++c) {
            float& share = shares.band_data(c)[i];
            const double said = std::max(static_cast<double>(forest.band_data(c)[i]), 1e-3);
            share = c == built || c == plant ? 0.0F
                                             : static_cast<float>(static_cast<double>(share) *
                                                                  std::pow(said, forest_weight));
            sum += static_cast<double>(share);
        }
        for (Index c = 0; c < shares.bands(); ++c)
            shares.band_data(c)[i] =
                static_cast<float>(static_cast<double>(shares.band_data(c)[i]) / sum);
    }
    return shares;
}

/// What is built, by spectra and texture; and of that, what are plants: panels with a plant around
/// them, not roofs or roads as dark as panels.
void add_built_land(Raster<float>& shares, const FeatureStack& image, const LensModel& model,
                    const Raster<float>& forest, Index built, Index plant, double pixel_size_m) {
    const Raster<float> made = share_of(forest, model, {"built_up", "photovoltaics"});
    const Raster<float> texture = texture_evidence(image, forest, model, pixel_size_m);
    const Raster<float> around =
        local_statistics(forest, plant, window_px(plant_side_m, pixel_size_m)).mean;
    for (Index i = 0; i < shares.grid().size(); ++i) {
        if (std::isnan(shares.band_data()[i])) continue;
        const float panels = forest.band_data(plant)[i], roofs = forest.band_data(built)[i];
        const float textured =
            with_evidence(made.band_data()[i], static_cast<double>(texture.band_data()[i]));
        const float believed = std::clamp((around.band_data()[i] - 0.3F) / 0.4F, 0.0F, 1.0F);
        // Plants are smooth: where they are believed, texture does not speak against them.
        const float plants = believed * panels / std::max(panels + roofs, 1e-6F) *
                             std::max(textured, around.band_data()[i]);
        const float towns = std::max(0.0F, textured - plants);
        for (Index c = 0; c < shares.bands(); ++c) shares.band_data(c)[i] *= 1.0F - plants - towns;
        shares.band_data(plant)[i] = plants;
        shares.band_data(built)[i] = towns;
    }
}

/// Without labels: mixture fitted to the scene, spectra and texture for what is built, neighbours.
Raster<float> scene_probabilities(const LensImages& images, std::size_t time,
                                  const LensModel& model) {
    const FeatureStack& image = images.images[time];
    const Raster<float>& forest = images.class_shares[time];
    const Index built = position_of(model.forest.legend, "built_up");
    const Index plant = position_of(model.forest.legend, "photovoltaics");
    Raster<float> shares = open_land(image, model, *images.scene, forest, built, plant);
    if (built >= 0 && plant >= 0)
        add_built_land(shares, image, model, forest, built, plant, images.pixel_size_m);
    if (images.ground) heed_slopes(shares, model.forest.legend, *images.ground);
    return smoothed_with_edges(shares, image);
}

}  // namespace

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

Index land_use_halo_px(const LensModel& model, double pixel_size_m) {
    if (!model.mixture) return feature_halo_px(model);
    // Texture is that of land: what is water the model says from features of its own.
    return smoothing_halo_px + feature_halo_px(model) +
           std::max(texture_halo_px(pixel_size_m), window_px(plant_side_m, pixel_size_m) / 2);
}

std::vector<LensLayer> apply_land_use(const LensImages& images, const LensModel& model) {
    std::vector<Raster<float>> of_scene;
    for (std::size_t t = 0; images.scene && t < images.images.size(); ++t)
        of_scene.push_back(scene_probabilities(images, t, model));
    // Chosen: 3 % of the land changes class in a year; Hansen et al. and others see 0.5-2 %, the
    // rest leaves room for rotation between crops and fallow.
    return smooth_through_time(images.scene ? of_scene : images.class_shares, images.years,
                               persistent_transitions(model.forest.legend, 0.97),
                               model.forest.legend);
}

}  // namespace borderlens
