#pragma once
#include <array>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "simulation/spectra.hpp"

namespace borderlens {

struct ValueRange {
    double low = 0.0;
    double high = 0.0;
};
/// Uniform between both ends.
double within(ValueRange range, Random& random);

/// How pixels of a class come about: which materials, how green, how dry, how shaded, how bright.
struct GroundRecipe {
    ClassCode code = 0;
    double weight = 1.0;  ///< rows beside a weight of 1: how common the thing is on the ground
    std::vector<Material> materials;
    ValueRange cover = {};         ///< share of the ground under green leaves
    ValueRange litter = {};        ///< share of the bare rest under dry leaves
    ValueRange shade = {};         ///< share of shadow within the pixel
    double brightness = 1.0;       ///< factor of the whole pixel
    double brightness_sd = 0.1;    ///< of its logarithm
    double mixing = 0.1;           ///< greatest share of another kind at the pixel's edge
    bool is_burnt = false;         ///< the ground is char and ash instead of the materials' own
    bool same_everywhere = false;  ///< made by fire: a scene's is not another's by climate
};

/// Every way of making ground the shipped models know; several may make one class.
const std::vector<GroundRecipe>& ground_recipes();

/// Reflectance in the simulated roles.
using Reflectance = std::array<double, simulated_roles>;
inline constexpr std::size_t first_shortwave = static_cast<std::size_t>(Role::swir1);

/// Where bands stand in it. An input error for a name that is no simulated role.
std::vector<std::size_t> simulated_positions(const std::vector<std::string>& bands);

/// Ground after a fire: char, ash and scorched soil.
const Spectrum& burnt_spectrum();

/// What correction and sensor leave: haze that falls with wavelength, taken off too much or too
/// little; a common gain; small errors per band.
void look_through_air(Reflectance& pixel, Random& random);

/// One pixel of a kind of ground with some of another kind at its edge, as a product at the level
/// of the surface shows it: left-over haze, gain, small errors per band.
Reflectance observed_pixel(const GroundRecipe& recipe, Random& random);

}  // namespace borderlens
