#include "lenses/world_soils.hpp"

#include <cmath>

namespace borderlens {
namespace {

// Of the logarithms of reflectance in the simulated roles: 3864 samples of the ICRAF-ISRIC world
// soil spectra (Garrity and Bindraban 2004) above 0.12 in the red, means over the nominal
// Sentinel-2 band limits. Every 40th sample was left out: tests/accuracy draws its soils from
// those.
constexpr Reflectance mean_soil = {-2.3367, -2.1437, -1.6933, -1.2651, -1.1723, -1.1022,
                                   -1.0490, -1.0294, -1.0264, -0.7769, -0.8755};

/// Eigenvectors of the covariance, each one standard deviation long. Two of them hold 94 % of the
/// spread, but what tells shaded soil from panels is in the rest: fields of one colour are taken
/// for panels without it.
constexpr std::array<Reflectance, 6> soil_components = {
    {{0.4887, 0.4938, 0.4656, 0.3534, 0.3324, 0.3180, 0.3072, 0.2975, 0.2947, 0.2284, 0.2032},
     {-0.2083, -0.1880, -0.0668, 0.0969, 0.1101, 0.1174, 0.1084, 0.0856, 0.0772, 0.1147, 0.0486},
     {-0.0246, -0.0147, 0.0516, 0.0783, 0.0656, 0.0539, 0.0304, -0.0080, -0.0210, -0.1550, -0.1806},
     {-0.0248, -0.0052, 0.0505, 0.0198, 0.0046, -0.0041, -0.0139, -0.0281, -0.0331, 0.0039, 0.0267},
     {-0.0009, 0.0031, -0.0178, 0.0086, 0.0076, 0.0029, 0.0006, 0.0041, 0.0059, -0.0514, 0.0455},
     {0.0247, -0.0037, -0.0312, 0.0238, 0.0175, 0.0107, -0.0056, -0.0219, -0.0274, 0.0126,
      0.0003}}};

}  // namespace

Reflectance world_soil(Random& random) {
    Reflectance soil = mean_soil;
    for (const Reflectance& component : soil_components) {
        const double deviations = random.normal();
        for (std::size_t r = 0; r < soil.size(); ++r) soil[r] += deviations * component[r];
    }
    for (double& value : soil) value = std::exp(value);
    return soil;
}

}  // namespace borderlens
