#include "imagery/air.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace borderlens {
namespace {

/// Centre [um] and transmittance of gases for air masses near 2.3 (both ways): Sentinel-2 bands;
/// those of Landsat lie within 30 nm. Gases chosen: 300 DU of ozone in the Chappuis band, a
/// middling 1.5 cm of water vapour, as a band-by-band reading of figures 2 and 5 of Vermote et al.
/// 1997.
struct RoleAir {
    Role role;
    double wavelength_um;
    double gas;
};
constexpr std::array<RoleAir, 11> role_air = {{{Role::coastal, 0.443, 0.995},
                                               {Role::blue, 0.492, 0.985},
                                               {Role::green, 0.560, 0.94},
                                               {Role::red, 0.665, 0.955},
                                               {Role::red_edge1, 0.704, 0.95},
                                               {Role::red_edge2, 0.740, 0.94},
                                               {Role::red_edge3, 0.783, 0.97},
                                               {Role::nir, 0.833, 0.965},
                                               {Role::nir_narrow, 0.865, 0.98},
                                               {Role::swir1, 1.610, 0.97},
                                               {Role::swir2, 2.190, 0.95}}};

const RoleAir* air_of(Role role) {
    for (const RoleAir& one : role_air)
        if (one.role == role) return &one;
    return nullptr;
}

/// Share of haze in a band relative to blue.
double haze_share(const RoleAir& one) {
    return std::pow(one.wavelength_um / 0.492, -1.3);
}

}  // namespace

bool is_top_of_atmosphere(const std::string& level) {
    return level.starts_with("L1") || level == "toa";
}

Air air_over(const std::vector<Role>& roles, double zenith_deg,
             const std::vector<double>& darkest) {
    const double cosine = std::cos(zenith_deg * std::numbers::pi / 180.0);
    Air air(roles.size());
    for (std::size_t b = 0; b < roles.size(); ++b) {
        const RoleAir* known = air_of(roles[b]);
        if (known == nullptr) continue;
        const double square = 1.0 / (known->wavelength_um * known->wavelength_um);
        const double depth =
            0.008569 * square * square * (1.0 + 0.0113 * square + 0.00013 * square * square);
        // Light scattered from the sun's direction straight up: its angle is that of the sun.
        const double phase = 0.75 * (1.0 + cosine * cosine);
        air[b].gas = known->gas;
        air[b].path = depth * phase / (4.0 * cosine);
        // Half of what molecules scatter goes on forward.
        air[b].transmittance = std::exp(-0.5 * depth / cosine) * std::exp(-0.5 * depth);
        air[b].albedo = 0.92 * depth * std::exp(-depth);
    }
    // Chosen: the darkest ground (water, shade, dense leaves) reflects this much; more haze than
    // 0.04 in blue is not believed (deserts hold no dark ground), less than -0.01 neither.
    double haze = std::numeric_limits<double>::infinity();
    for (std::size_t b = 0; b < roles.size() && b < darkest.size(); ++b) {
        const double ground = roles[b] == Role::blue ? 0.015 : roles[b] == Role::red ? 0.02 : -1.0;
        if (ground < 0.0 || std::isnan(darkest[b])) continue;
        const double seen = ground_reflectance(air[b], static_cast<float>(darkest[b]));
        haze = std::min(haze, (seen - ground) / haze_share(*air_of(roles[b])));
    }
    if (!std::isfinite(haze)) return air;
    haze = std::clamp(haze, -0.01, 0.04);
    for (std::size_t b = 0; b < roles.size(); ++b)
        if (const RoleAir* known = air_of(roles[b]))
            air[b].path += haze * haze_share(*known) * air[b].transmittance;
    return air;
}

float ground_reflectance(const AirBand& air, float top_of_atmosphere) {
    const double through =
        (static_cast<double>(top_of_atmosphere) / air.gas - air.path) / air.transmittance;
    return static_cast<float>(through / (1.0 + air.albedo * through));
}

}  // namespace borderlens
