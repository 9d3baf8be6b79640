#include "lenses/photovoltaics.hpp"

#include <algorithm>
#include <cmath>

#include "features/texture.hpp"
#include "lenses/built_up.hpp"
#include "lenses/lens_classes.hpp"
#include "lenses/new_panels.hpp"
#include "lenses/panel_kinds.hpp"
#include "lenses/panel_shares.hpp"
#include "lenses/slope_rules.hpp"

namespace borderlens {
namespace {

// Rows of panels and the tracks between them mix within 30 m: probabilities are averaged over it,
// which also silences single dark pixels (shadows, ponds' edges).
constexpr double mixing_side_m = 30.0;

/// The mean of nine pixels rests on more than one: odds are squared (chosen: as of two independent
/// looks). NaN stays.
float sharpened(float share) {
    const float yes = share * share, no = (1.0F - share) * (1.0F - share);
    return yes / (yes + no);
}

/// What change says of panels at each time.
struct Appearance {
    std::vector<Raster<float>> came;    ///< log odds of having come since the time before
    std::vector<Raster<float>> stands;  ///< log odds of standing there, by any ground before
};

/// None for a single image or without the bands it takes.
std::optional<Appearance> appearance(const LensImages& images) {
    const std::vector<FeatureStack>& times = images.images;
    const auto averaged = [&](const Raster<float>& layer) {
        return local_statistics(layer, 0, window_px(mixing_side_m, images.pixel_size_m)).mean;
    };
    Appearance result;
    for (std::size_t t = 1; t < times.size(); ++t) {
        // Once there, a plant still differs from the ground of every year before it: without that
        // a forest that takes it for soil would vote it down again year by year.
        Raster<float> stands(times[t].values.grid(), 1, 0.0F), came;
        for (std::size_t s = 0; s < t; ++s) {
            std::optional<Raster<float>> odds = panels_came(times[s], times[t]);
            if (!odds) return std::nullopt;
            for (Index i = 0; i < stands.grid().size(); ++i)
                if (odds->band_data()[i] > panels_possible)
                    stands.band_data()[i] = panels_fit - panels_possible;
            came = std::move(*odds);
        }
        for (float& value : came.values())
            if (value > panels_possible) value = panels_possible;  // the rest is in `stands`
        result.came.push_back(averaged(came));
        result.stands.push_back(averaged(stands));
    }
    return result;
}

/// No share is quite zero, as in smooth_through_time: soil to the forest can be a plant to change.
float standing(float share, float log_odds) {
    return with_evidence(std::max(share, 1e-3F), static_cast<double>(log_odds));
}

}  // namespace

Index photovoltaics_halo_px(const LensModel& model, double pixel_size_m) {
    class_positions(model, {panel_class});  // refuses a model before anything is read
    return window_px(mixing_side_m, pixel_size_m) / 2 + feature_halo_px(model);
}

std::vector<LensLayer> apply_photovoltaics(const LensImages& images, const LensModel& model) {
    std::vector<Raster<float>> shares;
    for (std::size_t t = 0; t < images.images.size(); ++t) {
        const Raster<float> share = panel_shares(images.images[t], images.class_shares[t], model);
        Raster<float> mean =
            local_statistics(share, 0, window_px(mixing_side_m, images.pixel_size_m)).mean;
        for (float& value : mean.values()) value = sharpened(value);
        if (images.ground) heed_slopes(mean, panel_class, *images.ground);
        shares.push_back(std::move(mean));
    }
    Legend legend;
    for (const LensClass& one : photovoltaics_classes())
        legend.push_back({one.code, one.english, one.rgb});
    const std::optional<Appearance> seen = appearance(images);
    for (std::size_t t = 1; seen && t < shares.size(); ++t)
        for (Index i = 0; i < shares[t].grid().size(); ++i)
            shares[t].band_data()[i] =
                standing(shares[t].band_data()[i], seen->stands[t - 1].band_data()[i]);
    // Chosen: plants spread fast and stay for decades.
    return decide_through_time(shares, images.years, 0.03, 0.002, legend,
                               seen ? seen->came : std::vector<Raster<float>>{});
}

}  // namespace borderlens
