#pragma once
#include <optional>
#include <vector>

#include "features/feature_stack.hpp"
#include "imagery/sun.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// How steeply the ground rises, metres a metre; NaN where the height is not known.
struct Gradients {
    Raster<float> east, north;

    /// Angle from level [degrees].
    double slope_deg(Index pixel) const;
    /// Cosine of the angle between the sun and what stands upright on the ground.
    double incidence(Index pixel, const SunDirection& sun) const;
};

/// Of heights [m] on pixels of these sizes [m], by the third-order difference of the 8 neighbours;
/// at the raster's edge its last pixels stand for those beyond.
/// src: Horn 1981, Proc. IEEE 69(1), p. 19.
Gradients gradients_of(const Raster<float>& height_m, double pixel_width_m, double pixel_height_m);

/// How the light of one time falls on slopes. One factor for all bands: spectra keep their shape.
/// src: C-correction of Teillet, Guindon and Goodenough 1982, Can. J. Remote Sens. 8(2), eq. 13,
/// here fitted to the mean of the bands.
struct SlopeLight {
    SunDirection sun;
    double diffuse = 0.0;  ///< c, the part of the light that comes from everywhere

    /// What a reflectance is multiplied by to be that of level ground.
    double factor(double incidence) const;
};

/// Fitted to brightness (mean of the bands) and incidence on slopes of more than 5 degrees; none
/// where there are fewer than 1000 of them, slopes towards the sun are no brighter or it is as good
/// as down.
std::optional<SlopeLight> fit_slope_light(const SunDirection& sun,
                                          const std::vector<double>& brightness,
                                          const std::vector<double>& incidence);
inline constexpr double least_slope_deg = 5.0;  // chosen: below it light hardly varies

/// Reflectances as if the ground were level; pixels of unknown height stay.
void level_light(FeatureStack& image, const Gradients& gradients, const SlopeLight& light);

}  // namespace borderlens
