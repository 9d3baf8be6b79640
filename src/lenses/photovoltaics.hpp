#pragma once
#include "lenses/lens.hpp"

namespace borderlens {

Index photovoltaics_halo_px(const LensModel& model, double pixel_size_m);
/// Ground under panels, pixel by pixel; objects are made of it by find_lens_objects.
std::vector<LensLayer> apply_photovoltaics(const LensImages& images, const LensModel& model);

/// What a plant may look like.
struct PlantLimits {
    double least_area_ha = 0.5;         ///< chosen: 50 pixels of 10 m
    double greatest_area_ha = 20000.0;  ///< chosen: above the largest plants there are
    double least_fill = 0.45;           ///< least share of the smallest rectangle around it
    /// Tracks between blocks of rows are part of it. Chosen: 20 m of track, and the 30 m over which
    /// probabilities are averaged, which widen a track on the map.
    double gap_m = 50.0;
    /// Ground that may be a plant pixel by pixel, in one piece of this size and this close to a
    /// rectangle, is likely one: fields of like colour are cut by tracks and crops, roofs and ponds
    /// are smaller. Chosen on scenes 401 to 436 of tests/accuracy/photovoltaics.md, with fields of
    /// any shape and with right angles: pixels of 0.1 become even.
    double regular_area_ha = 5.0;
    double regular_fill = 0.7;
    double regular_odds = 9.0;
};

/// Rated capacity per area of plant [MW of direct current per ha]: medians of US plants built up to
/// 2019, whose areas were drawn around the arrays on satellite images as our objects are: 0.35
/// MW/acre with fixed tilt, 0.24 with tracking (Bolinger and Bolinger 2022, IEEE J. Photovoltaics
/// 12(2)). An estimate takes the middle of the two, since an image of 10 m does not tell them
/// apart.
inline constexpr double fixed_tilt_mw_per_ha = 0.87;
inline constexpr double tracking_mw_per_ha = 0.59;
inline constexpr double capacity_mw_per_ha = 0.5 * (fixed_tilt_mw_per_ha + tracking_mw_per_ha);

}  // namespace borderlens
