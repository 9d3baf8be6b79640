#include "lenses/photovoltaics.hpp"

#include <algorithm>
#include <cmath>

#include "features/texture.hpp"
#include "lenses/built_up.hpp"
#include "lenses/lens_classes.hpp"

namespace borderlens {
namespace {

// Rows of panels and the tracks between them mix within 30 m: probabilities are averaged over it,
// which also silences single dark pixels (shadows, ponds' edges).
constexpr double mixing_side_m = 30.0;

const std::vector<std::string> sought{"photovoltaics"};

/// The mean of nine pixels rests on more than one: odds are squared (chosen: as of two independent
/// looks). NaN stays.
float sharpened(float share) {
    const float yes = share * share, no = (1.0F - share) * (1.0F - share);
    return yes / (yes + no);
}

}  // namespace

Index photovoltaics_halo_px(const LensModel& model, double pixel_size_m) {
    class_positions(model, sought);  // refuses a model before anything is read
    return window_px(mixing_side_m, pixel_size_m) / 2 + feature_halo_px(model);
}

std::vector<LensLayer> apply_photovoltaics(const LensImages& images, const LensModel& model) {
    std::vector<Raster<float>> shares;
    for (const Raster<float>& all : images.class_shares) {
        const Raster<float> share = share_of(all, model, sought);
        Raster<float> mean =
            local_statistics(share, 0, window_px(mixing_side_m, images.pixel_size_m)).mean;
        for (float& value : mean.values()) value = sharpened(value);
        shares.push_back(std::move(mean));
    }
    Legend legend;
    for (const LensClass& one : photovoltaics_classes())
        legend.push_back({one.code, one.english, one.rgb});
    // Chosen: plants spread fast and stay for decades.
    return decide_through_time(shares, images.years, 0.03, 0.002, legend);
}

}  // namespace borderlens
