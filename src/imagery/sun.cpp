#include "imagery/sun.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace borderlens {
namespace {

constexpr double to_radians = std::numbers::pi / 180.0;

}  // namespace

SunDirection sun_direction(Date date, double latitude_deg) {
    const double declination =
        23.45 * to_radians * std::sin(2.0 * std::numbers::pi * (284.0 + day_of_year(date)) / 365.0);
    const double latitude = latitude_deg * to_radians;
    const double hour_angle = 15.0 * (10.5 - 12.0) * to_radians;
    return {-std::cos(declination) * std::sin(hour_angle),
            std::cos(latitude) * std::sin(declination) -
                std::sin(latitude) * std::cos(declination) * std::cos(hour_angle),
            std::sin(latitude) * std::sin(declination) +
                std::cos(latitude) * std::cos(declination) * std::cos(hour_angle)};
}

double sun_zenith_deg(Date date, double latitude_deg) {
    const double cosine = std::clamp(sun_direction(date, latitude_deg).up, -1.0, 1.0);
    // Beyond 75 degrees a flat atmosphere no longer holds, and hardly any scene is taken.
    return std::min(75.0, std::acos(cosine) / to_radians);
}

}  // namespace borderlens
