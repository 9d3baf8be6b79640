#include <cmath>

#include "simulation/landscape.hpp"
#include "simulation/noise.hpp"

namespace borderlens {

bool SimulatedLandscape::river(double x, double y, const SimulatedBorder::Crossing& border,
                               SimulatedCell& cell) const {
    const double half_width = m_layout.river_half_width_m;
    const double distance = border.distance_m(x);
    if (distance >= 9.0 * half_width) return false;
    const double width =
        half_width * (1.0 + 0.35 * smooth_noise(m_seed + 31, y / (14.0 * half_width), 0));
    const auto patch = [&](std::uint64_t salt) {
        return rough_noise(m_seed + salt, x / (4.0 * half_width), y / (9.0 * half_width), 2);
    };
    cell.object = smooth_object(rough_noise(m_seed + 32, x / 60.0, y / 60.0, 3));
    if (distance < width) {
        cell.material = Material::river_water;
        cell.object = object_levels / 2;
    } else if (distance < 2.3 * width && patch(33) > -0.15) {
        cell.material = Material::gravel;
    } else if (distance < 7.0 * width && patch(34) > 0.16) {
        cell.material = Material::reed;
    } else if (distance < 8.0 * width && patch(35) > 0.10) {
        cell.material = Material::riparian_forest;
    } else {
        return false;
    }
    return true;
}

bool SimulatedLandscape::reservoir(double x, double y, int year, SimulatedCell& cell) const {
    for (const int i : m_places.at(x, y).reservoirs) {
        const Reservoir& pool = m_layout.reservoirs[static_cast<std::size_t>(i)];
        if (year < pool.first_year) continue;
        const double dx = x - pool.center.x, dy = y - pool.center.y;
        const double shore = pool.radius_m * (1.0 + 0.5 * rough_noise(pool.seed, dx / pool.radius_m,
                                                                      dy / pool.radius_m, 3));
        const double from_center = std::hypot(dx, dy);
        constexpr double bank_m = 30.0;  // chosen: the strip that falls dry, with reed in places
        if (from_center > shore + bank_m) continue;
        const bool reed = smooth_noise(pool.seed + 1, x / 60.0, y / 60.0) > 0.1;
        cell.material = from_center < shore ? Material::clear_water
                        : reed              ? Material::reed
                                            : Material::sand;
        cell.object = object_levels / 2;
        return true;
    }
    return false;
}

}  // namespace borderlens
