#include "lenses/slope_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace borderlens {
namespace {

struct SlopeRule {
    const char* class_name;
    double steepest_deg;
};

// Built-up and plants: the 25 % of natural ground up to which CJJ 83-2016 (China, vertical planning
// of urban and rural land) advises to house people. Cropland: China's Law on Water and Soil
// Conservation, article 20, forbids to clear steeper ground for crops. Chosen: water and what
// gathers from it is level but for the errors of elevation models.
constexpr std::array<SlopeRule, 6> slope_rules = {{{"built_up", 14.0},
                                                   {"photovoltaics", 14.0},
                                                   {"cropland", 25.0},
                                                   {"water", 5.0},
                                                   {"wetland", 5.0},
                                                   {"salt_flat", 5.0}}};
constexpr double least_factor = 1e-3;

double factor_of(double steepest_deg, double slope_deg) {
    if (std::isnan(slope_deg)) return 1.0;
    return std::clamp(2.0 - 2.0 * slope_deg / steepest_deg, least_factor, 1.0);
}

}  // namespace

double slope_factor(const std::string& class_name, double slope_deg) {
    for (const SlopeRule& rule : slope_rules)
        if (class_name == rule.class_name) return factor_of(rule.steepest_deg, slope_deg);
    return 1.0;
}

void heed_slopes(Raster<float>& shares, const Legend& legend, const Gradients& ground) {
    for (Index i = 0; i < shares.grid().size(); ++i) {
        const double slope_deg = ground.slope_deg(i);
        double before = 0.0, after = 0.0;
        for (std::size_t c = 0; c < legend.size(); ++c) {
            float& share = shares.band_data(static_cast<Index>(c))[i];
            before += static_cast<double>(share);
            share *= static_cast<float>(slope_factor(legend[c].name, slope_deg));
            after += static_cast<double>(share);
        }
        if (!(after > 0.0)) continue;
        for (Index c = 0; c < shares.bands(); ++c)
            shares.band_data(c)[i] *= static_cast<float>(before / after);
    }
}

void heed_slopes(Raster<float>& share, const std::string& class_name, const Gradients& ground) {
    for (Index i = 0; i < share.grid().size(); ++i) {
        const double factor = slope_factor(class_name, ground.slope_deg(i));
        const double yes = factor * static_cast<double>(share.band_data()[i]);
        const double no = 1.0 - static_cast<double>(share.band_data()[i]);
        share.band_data()[i] = static_cast<float>(yes / (yes + no));
    }
}

}  // namespace borderlens
