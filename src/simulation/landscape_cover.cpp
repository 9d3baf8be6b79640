#include <algorithm>
#include <array>
#include <cmath>

#include "simulation/landscape.hpp"
#include "simulation/noise.hpp"

namespace borderlens {
namespace {

constexpr double field_width_m = 170.0, field_height_m = 95.0;  // chosen: plots of about 1.6 ha

/// chosen: shares of crops about those of the Ili valley's oases; cotton is left to side a.
Material crop_of(double perennial, double annual, bool is_on_a) {
    if (perennial < 0.16) return Material::alfalfa;
    if (annual < 0.06) return Material::fallow;
    if (annual < 0.36) return Material::wheat;
    return annual < 0.70 || !is_on_a ? Material::maize : Material::cotton;
}

}  // namespace

double SimulatedLandscape::height(double y, double noise) const {
    return (y - m_layout.bounds.min_y) / m_height + 0.16 * noise;
}

double SimulatedLandscape::moisture(double x, double y) const {
    const double size = std::clamp(0.22 * m_scale, 500.0, 9000.0);
    return 1.2 * rough_noise(m_seed + 42, x / size, y / size, 3) +
           0.30 * std::exp(-m_border.distance_m(x, y) / (0.12 * m_width));
}

SimulatedLandscape::FieldSite SimulatedLandscape::field_site(Index i, Index j, double center_x,
                                                             double center_y) const {
    // Neighbouring places ask for the same field: each thread remembers a few. Only time depends
    // on it.
    struct Remembered {
        Index landscape = 0, i = 0, j = 0;
        FieldSite site;
    };
    thread_local std::array<Remembered, 64> memory;
    Remembered& slot = memory[static_cast<std::size_t>((i * 7 + j) & 63)];
    if (slot.landscape == m_number && slot.i == i && slot.j == j) return slot.site;
    FieldSite site;
    const double size_m = height_size_m();
    const double h = height(center_y, rough_noise(m_seed + height_salt, center_x / size_m,
                                                  center_y / size_m, height_octaves));
    site.is_arable = h >= 0.24 && h <= 0.82;
    site.is_on_a = m_border.side_of(center_x, center_y) == Side::a;
    site.moisture = site.is_arable ? moisture(center_x, center_y) : 0.0;
    slot = {m_number, i, j, site};
    return site;
}

bool SimulatedLandscape::field(double x, double y, int year, SimulatedCell& cell) const {
    const double p = m_field_cos * x + m_field_sin * y, q = -m_field_sin * x + m_field_cos * y;
    const Index j = floor_index(q / field_height_m);
    const double offset = field_width_m * place_uniform(m_seed + 52, j, 0);
    const Index i = floor_index((p + offset) / field_width_m);
    const double center_p = (static_cast<double>(i) + 0.5) * field_width_m - offset;
    const double center_q = (static_cast<double>(j) + 0.5) * field_height_m;
    const FieldSite site = field_site(i, j, m_field_cos * center_p - m_field_sin * center_q,
                                      m_field_sin * center_p + m_field_cos * center_q);
    if (!site.is_arable) return false;
    const double change =
        (site.is_on_a ? m_rules.reclaim_a : m_rules.reclaim_b) * (year - reference_year);
    if (site.moisture < (site.is_on_a ? 0.0 : 0.12) + change) return false;
    const double from_left = p + offset - static_cast<double>(i) * field_width_m;
    const double from_below = q - static_cast<double>(j) * field_height_m;
    const double from_edge =
        std::min({from_left, field_width_m - from_left, from_below, field_height_m - from_below});
    const auto season = static_cast<std::uint64_t>(year);
    cell.object = hashed_object(m_seed + 53 + season, i, j);
    if (from_edge < 2.5)
        cell.material = Material::field_track;
    else if (j % 6 == 0 && from_below < 14.0)
        cell.material = Material::riparian_forest;  // a row of poplars along the canal
    else
        cell.material = crop_of(place_uniform(m_seed + 54 + season / 4, i, j),
                                place_uniform(m_seed + 154 + season, i, j), site.is_on_a);
    return true;
}

}  // namespace borderlens
