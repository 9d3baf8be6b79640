#include "lenses/photovoltaics.hpp"

#include <algorithm>
#include <cmath>

#include "features/texture.hpp"
#include "lenses/built_up.hpp"
#include "lenses/land_use.hpp"
#include "lenses/lens_classes.hpp"

namespace borderlens {
namespace {

// Rows of panels and the tracks between them mix within 30 m: probabilities are averaged over it,
// which also silences single dark pixels (shadows, ponds' edges).
constexpr double mixing_side_m = 30.0;

}  // namespace

Index photovoltaics_halo_px(const LensModel& model, double pixel_size_m) {
    return window_px(mixing_side_m, pixel_size_m) / 2 + land_use_halo_px(model, pixel_size_m);
}

std::vector<LensLayer> apply_photovoltaics(const LensImages& images, const LensModel& model) {
    std::vector<Raster<float>> shares;
    for (const FeatureStack& image : images.images) {
        const Raster<float> share = probability_of(image, model, "photovoltaics");
        shares.push_back(
            local_statistics(share, 0, window_px(mixing_side_m, images.pixel_size_m)).mean);
    }
    Legend legend;
    for (const LensClass& one : photovoltaics_classes())
        legend.push_back({one.code, one.english, one.rgb});
    // Chosen: plants are rare and stay for decades.
    return decide_through_time(shares, images.years, 0.01, 0.002, legend);
}

}  // namespace borderlens
