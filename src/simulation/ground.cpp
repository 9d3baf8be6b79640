#include "simulation/ground.hpp"

#include <algorithm>
#include <cmath>

#include "simulation/noise.hpp"
#include "simulation/phenology.hpp"

namespace borderlens {
namespace {

/// Standard normal quantile, close enough for shares of 0.01 to 0.99 (logistic approximation,
/// Bowling et al. 2009: within 0.08 there).
double normal_quantile(double share) {
    return std::log(share / (1.0 - share)) / 1.702;
}

}  // namespace

GroundTile draw_ground(const SimulatedLandscape& landscape, Point upper_left, const Window& window,
                       int year) {
    GroundTile tile{window, {}};
    tile.cells.reserve(static_cast<std::size_t>(window.size()));
    std::vector<double> xs;
    for (Index col = window.col0; col < window.col_end(); ++col)
        xs.push_back(upper_left.x + (static_cast<double>(col) + 0.5) * ground_cell_m);
    for (Index row = window.row0; row < window.row_end(); ++row) {
        const double y = upper_left.y - (static_cast<double>(row) + 0.5) * ground_cell_m;
        const std::vector<SimulatedCell> cells = landscape.row(xs, y, year);
        tile.cells.insert(tile.cells.end(), cells.begin(), cells.end());
    }
    return tile;
}

DayTable::DayTable(double day_of_year, double season_shift_days)
    : m_values(static_cast<std::size_t>(material_count * object_levels * simulated_roles)),
      m_cover(static_cast<std::size_t>(material_count * object_levels)) {
    const Spectrum& litter = litter_spectrum();
    for (int m = 0; m < material_count; ++m) {
        const auto material = static_cast<Material>(m);
        const MaterialSpectrum& spectrum = spectrum_of(material);
        for (int object = 0; object < object_levels; ++object) {
            // The same object keeps its brightness, its timing and its vigour on every date.
            // Brightness rises with the level as the quantiles of a normal distribution, the rest
            // varies smoothly with it: open land, whose level is a smooth field, shows no steps.
            const double share = (object + 0.5) / object_levels;
            const double brightness = 1.0 + spectrum.object_cv * normal_quantile(share);
            const double turn = 2.0 * M_PI * (share + place_uniform(71, m, 0));
            const double days = season_shift_days + 8.0 * std::sin(turn);
            const double vigour = 1.0 + 0.11 * std::sin(2.0 * turn + 1.0);
            const double green = green_cover(material, day_of_year, days, vigour);
            const double dry = spectrum.litter_share * litter_cover(material, day_of_year, days);
            const double leaf = 1.0 + 0.11 * std::cos(3.0 * turn);
            const auto at = static_cast<std::size_t>(m * object_levels + object);
            m_cover[at] = static_cast<float>(green);
            for (std::size_t role = 0; role < simulated_roles; ++role) {
                const double ground = (1.0 - dry) * static_cast<double>(spectrum.ground[role]) +
                                      dry * static_cast<double>(litter[role]);
                const double value = (1.0 - green) * brightness * ground +
                                     green * leaf * static_cast<double>(spectrum.canopy[role]);
                m_values[at * simulated_roles + role] = static_cast<float>(value);
            }
        }
    }
}

}  // namespace borderlens
