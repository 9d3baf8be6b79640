#include "lenses/built_up.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "features/texture.hpp"
#include "lenses/lens_classes.hpp"
#include "lenses/slope_rules.hpp"

namespace borderlens {
namespace {

// Streets, roofs and yards alternate over tens of metres, bare ground does not: in 150 m squares of
// an arid Xinjiang scene the coefficient of variation of brightness separates the two with an area
// under the curve of 0.95. Chosen: even odds at 0.13, a factor of e in odds per 25 % more.
constexpr double texture_side_m = 150.0;
constexpr double even_variation = 0.13;
constexpr double odds_per_log_variation = 4.0;
// Bounded: texture can tip the balance, not outweigh clear spectra (fields beside water).
constexpr double least_texture = -2.5, greatest_texture = 1.5;
// Chosen: a pixel that is more water than all else; pixels beside it hold some of both.
constexpr float water_share = 0.5F;
constexpr Index shore_px = 1;

double logit(double share) {
    const double inside = std::clamp(share, 1e-4, 1.0 - 1e-4);
    return std::log(inside / (1.0 - inside));
}

/// Mean of all bands; NaN where one is.
Raster<float> brightness_of(const FeatureStack& image) {
    Raster<float> result(image.values.grid());
    for (Index i = 0; i < result.grid().size(); ++i) {
        float sum = 0.0F;
        for (Index b = 0; b < image.values.bands(); ++b) sum += image.values.band_data(b)[i];
        result.band_data()[i] = sum / static_cast<float>(image.values.bands());
    }
    return result;
}

/// Brightness of the land: NaN on water and its shore.
Raster<float> land_brightness(const FeatureStack& image, const Raster<float>& all,
                              const LensModel& model) {
    const Raster<float> bright = brightness_of(image);
    const auto& legend = model.forest.legend;
    const auto water = std::find_if(legend.begin(), legend.end(),
                                    [](const LegendEntry& entry) { return entry.name == "water"; });
    if (water == legend.end()) return bright;
    const RasterView<const float> share = all.view(static_cast<Index>(water - legend.begin()));
    Raster<float> land = bright;
    for (Index row = 0; row < share.rows; ++row)
        for (Index col = 0; col < share.cols; ++col) {
            if (!(share(row, col) > water_share)) continue;
            const Window shore =
                Window{row - shore_px, col - shore_px, 2 * shore_px + 1, 2 * shore_px + 1}
                    .intersect({0, 0, share.rows, share.cols});
            for (Index r = shore.row0; r < shore.row_end(); ++r)
                for (Index c = shore.col0; c < shore.col_end(); ++c) land(r, c) = no_data;
        }
    return land;
}

// Roofs and panels are alike to spectra; between the two texture decides.
const std::vector<std::string> made_ground{"built_up", "photovoltaics"};

Raster<float> built_up_probability(const FeatureStack& image, const Raster<float>& all,
                                   const LensModel& model, double pixel_size_m) {
    Raster<float> result = share_of(all, model, made_ground);
    const Raster<float> texture = texture_evidence(image, all, model, pixel_size_m);
    for (Index i = 0; i < result.grid().size(); ++i)
        result.band_data()[i] =
            with_evidence(result.band_data()[i], static_cast<double>(texture.band_data()[i]));
    return result;
}

}  // namespace

float with_evidence(float share, double log_odds) {
    if (std::isnan(share) || std::isnan(log_odds)) return share;
    return static_cast<float>(1.0 /
                              (1.0 + std::exp(-logit(static_cast<double>(share)) - log_odds)));
}

Raster<float> texture_evidence(const FeatureStack& image, const Raster<float>& all,
                               const LensModel& model, double pixel_size_m) {
    const Raster<float> land = land_brightness(image, all, model);
    const LocalStatistics local =
        local_statistics(land, 0, window_px(texture_side_m, pixel_size_m), Centre::any);
    Raster<float> evidence(image.values.grid(), 1, no_data);
    for (Index i = 0; i < evidence.grid().size(); ++i) {
        if (std::isnan(all.band_data()[i])) continue;
        const double mean = static_cast<double>(local.mean.band_data()[i]);
        // No land around: open water, as smooth as anything.
        const double variation =
            mean > 1e-6 ? static_cast<double>(local.deviation.band_data()[i]) / mean : 0.0;
        const bool on_shore = std::isnan(land.band_data()[i]);
        evidence.band_data()[i] = static_cast<float>(std::clamp(
            odds_per_log_variation * std::log(std::max(variation, 1e-3) / even_variation),
            least_texture, on_shore ? 0.0 : greatest_texture));
    }
    return evidence;
}

Index texture_halo_px(double pixel_size_m) {
    return window_px(texture_side_m, pixel_size_m) / 2 + shore_px;
}

Index window_px(double side_m, double pixel_size_m) {
    const Index px =
        std::max<Index>(1, static_cast<Index>(std::ceil(side_m / pixel_size_m - 1e-9)));
    return px % 2 == 0 ? px + 1 : px;
}

std::vector<Index> class_positions(const LensModel& model,
                                   const std::vector<std::string>& class_names) {
    std::vector<Index> positions;
    std::string names;
    for (std::size_t c = 0; c < model.forest.legend.size(); ++c) {
        const std::string& name = model.forest.legend[c].name;
        names += (names.empty() ? "" : ", ") + name;
        if (std::find(class_names.begin(), class_names.end(), name) != class_names.end())
            positions.push_back(static_cast<Index>(c));
    }
    if (positions.empty())
        throw input_error("the model has no class '{}' to look for; it has: {}",
                          class_names.front(), names);
    return positions;
}

double class_weight(const LensModel& model, const std::string& class_name) {
    if (const Document* weights = model.forest.summary.find("class_weights"))
        if (const Document* written = weights->find(class_name))
            return std::max(1e-3, written->as_number());
    return 1.0;
}

Raster<float> share_of(const Raster<float>& all, const LensModel& model,
                       const std::vector<std::string>& class_names) {
    const std::vector<Index> wanted = class_positions(model, class_names);
    const double weight =
        class_weight(model, model.forest.legend[static_cast<std::size_t>(wanted.front())].name);
    Raster<float> result(all.grid());
    for (Index i = 0; i < all.grid().size(); ++i) {
        double share = 0.0;
        for (const Index c : wanted) share += static_cast<double>(all.band_data(c)[i]);
        share = std::isnan(share) ? share : std::clamp(share, 0.0, 1.0);
        result.band_data()[i] =
            static_cast<float>(share / weight / (share / weight + (1.0 - share)));
    }
    return result;
}

std::vector<LensLayer> decide_through_time(const std::vector<Raster<float>>& probability_of_is,
                                           const std::vector<double>& years, double comes,
                                           double goes, const Legend& legend,
                                           const std::vector<Raster<float>>& came) {
    std::vector<Raster<float>> both;
    for (const Raster<float>& share : probability_of_is) {
        Raster<float> pair(share.grid(), 2);
        for (Index i = 0; i < share.grid().size(); ++i) {
            pair.band_data(0)[i] = 1.0F - share.band_data()[i];
            pair.band_data(1)[i] = share.band_data()[i];
        }
        both.push_back(std::move(pair));
    }
    return smooth_through_time(both, years, {{1.0 - comes, comes}, {goes, 1.0 - goes}}, legend,
                               came);
}

Index built_up_halo_px(const LensModel& model, double pixel_size_m) {
    class_positions(model, made_ground);  // refuses a model before anything is read
    return texture_halo_px(pixel_size_m) + feature_halo_px(model);
}

std::vector<LensLayer> apply_built_up(const LensImages& images, const LensModel& model) {
    std::vector<Raster<float>> shares;
    for (std::size_t t = 0; t < images.images.size(); ++t)
        shares.push_back(built_up_probability(images.images[t], images.class_shares[t], model,
                                              images.pixel_size_m));
    if (images.ground)
        for (Raster<float>& share : shares) heed_slopes(share, "built_up", *images.ground);
    Legend legend;
    for (const LensClass& one : built_up_classes())
        legend.push_back({one.code, one.english, one.rgb});
    // Chosen: where one looks for growth it is not rare (free ports double in a decade); what is
    // built is given up thirty times more rarely.
    return decide_through_time(shares, images.years, 0.03, 0.001, legend);
}

}  // namespace borderlens
