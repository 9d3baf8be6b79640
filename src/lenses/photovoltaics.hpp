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
};

/// Rated capacity per area of plant [MW/ha], an estimate: 0.43 MWp/ha, the median of US ground
/// plants (Bolinger and Bolinger 2022, IEEE J. Photovoltaics 12(2): 0.35 MWdc/acre fixed tilt is
/// 0.86 MW/ha of direct area; half of it for the gaps, tracks and service ground a 10 m outline
/// holds).
inline constexpr double capacity_mw_per_ha = 0.43;

}  // namespace borderlens
