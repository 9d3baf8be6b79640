#include "lenses/panel_shares.hpp"

#include <algorithm>
#include <cmath>

#include "lenses/built_up.hpp"
#include "lenses/panel_kinds.hpp"

namespace borderlens {
namespace {

const std::vector<std::string> open_ground{"cropland", "grass_steppe", "shrub_forest",
                                           "bare_desert"};
// Chosen on scenes 101 to 112 of tests/accuracy/photovoltaics.md: both voices count half, since
// neither knows all soils; the kinds have to be a little surer than even.
constexpr double voice = 0.5, kinds_threshold = 0.5;
// What the forest says of a pixel it has no like of is cut off here [log odds, share].
constexpr double greatest_odds = 5.0, least_share = 1e-3;

}  // namespace

Raster<float> panel_shares(const FeatureStack& image, const Raster<float>& all,
                           const LensModel& model) {
    if (!model.panels) return share_of(all, model, {panel_class});
    const Index panels = class_positions(model, {panel_class}).front();
    const std::vector<Index> open = class_positions(model, open_ground);
    const double weight = class_weight(model, panel_class);
    Raster<float> result = model.panels->log_odds(image);
    for (Index i = 0; i < result.grid().size(); ++i) {
        const double share = static_cast<double>(all.band_data(panels)[i]);
        double ground = 0.0;
        for (const Index c : open) ground += static_cast<double>(all.band_data(c)[i]);
        const double other = std::max(0.0, 1.0 - share - ground), weighed = share / weight;
        const double said =
            std::clamp(std::log(std::max(weighed, least_share) / std::max(ground, least_share)),
                       -greatest_odds, greatest_odds);
        const double odds = static_cast<double>(result.band_data()[i]) - kinds_threshold;
        result.band_data()[i] = static_cast<float>((weighed + ground) / (weighed + ground + other) /
                                                   (1.0 + std::exp(-voice * (odds + said))));
    }
    return result;
}

}  // namespace borderlens
