#include "network/great_circle.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {

double great_circle_km(double lon1, double lat1, double lon2, double lat2) {
    constexpr double earth_radius_km = 6371.0088;
    constexpr double rad = M_PI / 180.0;
    const double a = std::pow(std::sin((lat2 - lat1) * rad / 2.0), 2) +
                     std::cos(lat1 * rad) * std::cos(lat2 * rad) *
                         std::pow(std::sin((lon2 - lon1) * rad / 2.0), 2);
    if (std::isnan(a)) return a;
    return 2.0 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(a)));
}

}  // namespace borderlens
