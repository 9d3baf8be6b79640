#pragma once
#include <string>
#include <vector>

#include "imagery/role.hpp"

namespace borderlens {

/// What the air does to one band, for light down from the sun and straight up to the sensor.
struct AirBand {
    double gas = 1.0;   ///< transmittance of ozone, water vapour and other gases, both ways
    double path = 0.0;  ///< reflectance of the air itself: molecules and haze
    double transmittance = 1.0;  ///< of molecules, both ways
    double albedo = 0.0;         ///< of the air seen from the ground
};
using Air = std::vector<AirBand>;  ///< one a band

/// Whether a level's reflectances are those at the top of the atmosphere.
bool is_top_of_atmosphere(const std::string& level);

/// The air over a scene of these reflective roles. `darkest`: reflectance at the top of the
/// atmosphere below which hardly any pixel lies, per role; NaN = not known.
/// Molecules: optical depth of Hansen and Travis 1974, Space Sci. Rev. 16, eq. 2.30, single
/// scattering into the nadir. Haze: what the darkest pixels show in blue and red beyond molecules
/// and a dark ground (dark object subtraction, Chavez 1988, Remote Sens. Environ. 24), falling with
/// wavelength to the power -1.3 (Angstrom 1929).
Air air_over(const std::vector<Role>& roles, double sun_zenith_deg,
             const std::vector<double>& darkest);

/// Reflectance of the ground from that at the top of the atmosphere; NaN stays.
/// src: Vermote et al. 1997, IEEE Trans. Geosci. Remote Sens. 35(3), eqs. 1-2.
float ground_reflectance(const AirBand& air, float top_of_atmosphere);

}  // namespace borderlens
