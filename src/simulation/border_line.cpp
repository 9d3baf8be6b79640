#include "simulation/border_line.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "simulation/noise.hpp"

namespace borderlens {

SimulatedBorder::SimulatedBorder(const Bounds& bounds, std::uint64_t seed) {
    const double width = bounds.max_x - bounds.min_x, height = bounds.max_y - bounds.min_y;
    // chosen: 0.47 puts the line where the real river crosses Sentinel-2 tile 44TMP near Khorgos.
    m_mean_easting = bounds.min_x + 0.47 * width;
    Random random(derive_seed(seed, "border"));
    // chosen: meanders from a tenth of the study's height to its whole, gentle enough that the line
    // never turns back on itself.
    for (const auto& [share, length] : {std::pair{0.030, 0.90}, {0.011, 0.31}, {0.004, 0.11}})
        m_waves.push_back({share * width, length * height, 2.0 * M_PI * random.uniform()});
    m_first_northing = bounds.min_y - 0.05 * height;
    m_step_m = std::max(10.0, height / 2000.0);
    const auto steps = static_cast<Index>(std::ceil(1.1 * height / m_step_m));
    for (Index i = 0; i <= steps; ++i) {
        const double y = m_first_northing + static_cast<double>(i) * m_step_m;
        double x = m_mean_easting;
        for (const Wave& wave : m_waves)
            x += wave.amplitude_m *
                 std::sin(2.0 * M_PI * (y - bounds.min_y) / wave.length_m + wave.phase_rad);
        m_points.push_back({x, y});
    }
}

double SimulatedBorder::easting_at(double northing) const {
    const double position = (northing - m_first_northing) / m_step_m;
    const auto last = static_cast<Index>(m_points.size()) - 2;
    const Index i = std::clamp(floor_index(position), Index{0}, last);
    const double t = position - static_cast<double>(i);
    const auto at = static_cast<std::size_t>(i);
    return m_points[at].x + t * (m_points[at + 1].x - m_points[at].x);
}

SimulatedBorder::Crossing SimulatedBorder::crossing_at(double northing) const {
    const double slope =
        (easting_at(northing + m_step_m) - easting_at(northing - m_step_m)) / (2.0 * m_step_m);
    return {easting_at(northing), std::sqrt(1.0 + slope * slope)};
}

}  // namespace borderlens
