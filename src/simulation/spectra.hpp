#pragma once
#include <array>

#include "imagery/role.hpp"
#include "simulation/materials.hpp"

namespace borderlens {

/// Reflective roles the simulation makes: coastal .. swir2 in the order of `Role`.
inline constexpr int simulated_roles = 11;
using Spectrum = std::array<float, simulated_roles>;

/// How a material reflects: a ground that shows between green leaves, the leaves, and how both
/// vary.
struct MaterialSpectrum {
    Spectrum ground{};       ///< mean reflectance of what is not green, 0..1
    float object_cv = 0.0F;  ///< relative sd of brightness between objects (fields, roofs, patches)
    float spot_cv = 0.0F;    ///< relative sd of brightness within an object, at 5 m
    Spectrum canopy{};       ///< mean reflectance of the full green canopy, 0..1
    float litter_share = 0.0F;  ///< share of dry leaves in the ground once the green is gone, 0..1
    float kelvin = 300.0F;      ///< surface temperature on a summer morning [K]
};

const MaterialSpectrum& spectrum_of(Material material);
/// Dry leaves and straw.
const Spectrum& litter_spectrum();
/// Panels alone, without the ground between their rows.
const Spectrum& panel_spectrum();

}  // namespace borderlens
