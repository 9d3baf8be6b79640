#include "simulation/sky.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "simulation/noise.hpp"

namespace borderlens {

Sky::Sky(const Acquisition& scene, const Bounds& bounds) : m_seed(derive_seed(scene.seed, "sky")) {
    const double width = bounds.max_x - bounds.min_x, height = bounds.max_y - bounds.min_y;
    // chosen: fair-weather clouds of up to about 3 km, smaller where the study is.
    m_size_m = std::clamp(0.16 * std::min(width, height), 250.0, 3500.0);
    // Shadows lie away from the sun; cloud base about 1.5 km, lower where clouds are small.
    const double base_m = std::min(1500.0, 1.2 * m_size_m);
    const double reach = base_m / std::tan(scene.sun_elevation_deg * M_PI / 180.0);
    const double azimuth = scene.sun_azimuth_deg * M_PI / 180.0;
    m_shadow_x_m = -reach * std::sin(azimuth);
    m_shadow_y_m = -reach * std::cos(azimuth);
    if (scene.cloud_share <= 0.0) return;
    // The threshold that the wanted share of places exceeds.
    constexpr int side = 96;
    std::vector<double> values, xs;
    for (int col = 0; col < side; ++col) xs.push_back(bounds.min_x + (col + 0.5) / side * width);
    for (int row = 0; row < side; ++row) {
        const std::vector<double> line = field(xs, bounds.min_y + (row + 0.5) / side * height);
        values.insert(values.end(), line.begin(), line.end());
    }
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>((1.0 - std::min(1.0, scene.cloud_share)) *
                                               static_cast<double>(values.size() - 1));
    m_threshold = values[rank];
}

std::vector<double> Sky::field(const std::vector<double>& xs, double y) const {
    return rough_noise_row(m_seed, xs, y, m_size_m, 5);
}

std::vector<double> Sky::cloud(const std::vector<double>& xs, double y) const {
    if (m_threshold > 1.0) return std::vector<double>(xs.size(), 0.0);
    std::vector<double> values = field(xs, y);
    for (double& value : values) {
        // A tenth at the threshold, opaque a little inside, gone a little outside.
        const double depth = (value - m_threshold) / 0.10 + 0.25;
        const double t = std::clamp(depth, 0.0, 1.0);
        value = 0.97 * t * t * (3.0 - 2.0 * t) * (0.64 / 0.97 + (1.0 - 0.64 / 0.97) * t);
    }
    return values;
}

std::vector<double> Sky::shadow(std::vector<double> xs, double y) const {
    for (double& x : xs) x -= m_shadow_x_m;
    return cloud(xs, y - m_shadow_y_m);
}

std::vector<double> Sky::haze(const std::vector<double>& xs, double y) const {
    std::vector<double> values = rough_noise_row(m_seed + 99, xs, y, 4.0 * m_size_m, 3);
    for (double& value : values) value += 1.0;
    return values;
}

SkyState sky_state(double cloud, double shadow) {
    if (cloud >= 0.10) return SkyState::cloud;
    if (shadow >= 0.25) return SkyState::shadow;
    return SkyState::clear;
}

}  // namespace borderlens
