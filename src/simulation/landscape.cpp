#include "simulation/landscape.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "simulation/noise.hpp"
#include "simulation/settlement.hpp"

namespace borderlens {
namespace {

/// Cell size of the texture that stays from date to date [m]: below the finest pixel.
constexpr double texture_cell_m = 5.0;

/// Level of a smooth field: rank of noise whose deviation is about 0.35.
std::uint8_t smooth_object(std::uint64_t seed, double x, double y) {
    const double z = rough_noise(seed, x, y, 3) / 0.35;
    const double share = 1.0 / (1.0 + std::exp(-1.702 * z));
    return static_cast<std::uint8_t>(std::clamp(share * object_levels, 0.0, object_levels - 1.0));
}

std::uint8_t object_of(std::uint64_t seed, Index i, Index j) {
    return static_cast<std::uint8_t>(place_hash(seed, i, j) >> 59);
}

}  // namespace

Landscape::Landscape(const Bounds& bounds, const LandscapeRules& rules, std::uint64_t seed)
    : m_rules(rules),
      m_seed(derive_seed(seed, "landscape")),
      m_border(bounds, seed),
      m_layout(make_layout(bounds, m_border, rules, seed)),
      m_width(bounds.max_x - bounds.min_x),
      m_height(bounds.max_y - bounds.min_y),
      m_scale(std::min(m_width, m_height)) {
    fill_buckets();
}

GroundCell Landscape::cell(double x, double y, int year) const {
    GroundCell cell;
    if (!on_route(x, y, cell) && !built(x, y, year, cell) && !water_or_banks(x, y, year, cell) &&
        !field(x, y, year, cell))
        open_land(x, y, cell);
    const auto i = static_cast<Index>(std::floor(x / texture_cell_m));
    const auto j = static_cast<Index>(std::floor(y / texture_cell_m));
    const double texture = 0.6 * place_normal(m_seed + 11, i, j) +
                           2.4 * rough_noise(m_seed + 12, x / 70.0, y / 70.0, 2);
    cell.texture = static_cast<std::int8_t>(std::clamp(texture * 40.0, -120.0, 120.0));
    return cell;
}

bool Landscape::on_route(double x, double y, GroundCell& cell) const {
    for (const Route& route : m_layout.routes) {
        const double along = route.east_west ? x : y, across = route.east_west ? y : x;
        if (std::abs(across - route.at) > route.amplitude_m + route.half_width_m) continue;
        if (along < route.first || along > route.last) continue;
        const double wave =
            route.at + route.amplitude_m *
                           std::sin(6.283185307179586 * along / route.length_m + route.phase_rad);
        if (std::abs(across - wave) > route.half_width_m) continue;
        cell.material = route.is_rail ? Material::rail_ballast : Material::asphalt;
        cell.object = 16;
        return true;
    }
    return false;
}

bool Landscape::built(double x, double y, int year, GroundCell& cell) const {
    const Bucket& bucket = bucket_at(x, y);
    const auto take = [&](const std::optional<Material>& material, double object_m) {
        if (!material) return false;
        cell.material = *material;
        cell.object = object_of(m_seed + 21, static_cast<Index>(std::floor(x / object_m)),
                                static_cast<Index>(std::floor(y / object_m)));
        return true;
    };
    for (const int i : bucket.ports)
        if (take(port_material(m_layout.ports[static_cast<std::size_t>(i)], x, y, year), 40.0))
            return true;
    for (const int i : bucket.settlements)
        if (take(settlement_material(m_layout.settlements[static_cast<std::size_t>(i)], x, y, year),
                 24.0))
            return true;
    for (const int i : bucket.plants)
        if (take(plant_material(m_layout.plants[static_cast<std::size_t>(i)], x, y, year), 150.0))
            return true;
    for (const int i : bucket.belts) {
        const GreeningBelt& belt = m_layout.belts[static_cast<std::size_t>(i)];
        if (year < belt.planted_year || y < belt.min_northing || y > belt.max_northing) continue;
        const double bend = 0.5 * belt.half_width_m * std::sin(y / (8.0 * belt.half_width_m));
        if (std::abs(x - belt.easting - bend) > belt.half_width_m) continue;
        // chosen: a planted poplar or elm strip closes its canopy within four years.
        return take(year < belt.planted_year + 4 ? Material::young_belt : Material::grown_belt,
                    60.0);
    }
    return false;
}

bool Landscape::water_or_banks(double x, double y, int year, GroundCell& cell) const {
    const double river = m_layout.river_half_width_m;
    const double distance = m_border.distance_m(x, y);
    if (distance < 9.0 * river) {
        const double width =
            river * (1.0 + 0.35 * smooth_noise(m_seed + 31, y / (14.0 * river), 0));
        const auto patch = [&](std::uint64_t salt) {
            return rough_noise(m_seed + salt, x / (4.0 * river), y / (9.0 * river), 2);
        };
        cell.object = smooth_object(m_seed + 32, x / 60.0, y / 60.0);
        if (distance < width) {
            cell.material = Material::river_water;
            cell.object = 16;
            return true;
        }
        if (distance < 2.3 * width && patch(33) > -0.15) {
            cell.material = Material::gravel;
            return true;
        }
        if (distance < 7.0 * width && patch(34) > 0.16) {
            cell.material = Material::reed;
            return true;
        }
        if (distance < 8.0 * width && patch(35) > 0.10) {
            cell.material = Material::riparian_forest;
            return true;
        }
    }
    for (const int i : bucket_at(x, y).reservoirs) {
        const Reservoir& pool = m_layout.reservoirs[static_cast<std::size_t>(i)];
        if (year < pool.first_year) continue;
        const double dx = x - pool.center.x, dy = y - pool.center.y;
        const double shore = pool.radius_m * (1.0 + 0.5 * rough_noise(pool.seed, dx / pool.radius_m,
                                                                      dy / pool.radius_m, 3));
        const double from_center = std::hypot(dx, dy);
        if (from_center > shore + 30.0) continue;
        // The bank that falls dry, with reed in places.
        const bool reed = smooth_noise(pool.seed + 1, x / 60.0, y / 60.0) > 0.1;
        cell.material = from_center < shore ? Material::clear_water
                        : reed              ? Material::reed
                                            : Material::sand;
        cell.object = 16;
        return true;
    }
    return false;
}

double Landscape::height(double x, double y) const {
    const double v = (y - m_layout.bounds.min_y) / m_height;
    return v + 0.16 * rough_noise(m_seed + 41, x / (0.30 * m_scale), y / (0.30 * m_scale), 4);
}

double Landscape::moisture(double x, double y) const {
    const double size = std::clamp(0.22 * m_scale, 500.0, 9000.0);
    return 1.2 * rough_noise(m_seed + 42, x / size, y / size, 3) +
           0.30 * std::exp(-m_border.distance_m(x, y) / (0.12 * m_width));
}

bool Landscape::field(double x, double y, int year, GroundCell& cell) const {
    constexpr double field_width_m = 170.0, field_height_m = 95.0;  // chosen: plots of about 1.6 ha
    const double angle = 0.30 * (place_uniform(m_seed, 51, 0) - 0.5);
    const double c = std::cos(angle), s = std::sin(angle);
    const double p = c * x + s * y, q = -s * x + c * y;
    const auto j = static_cast<Index>(std::floor(q / field_height_m));
    const double offset = field_width_m * place_uniform(m_seed + 52, j, 0);
    const auto i = static_cast<Index>(std::floor((p + offset) / field_width_m));
    const double center_p = (static_cast<double>(i) + 0.5) * field_width_m - offset;
    const double center_q = (static_cast<double>(j) + 0.5) * field_height_m;
    const double center_x = c * center_p - s * center_q, center_y = s * center_p + c * center_q;
    const double h = height(center_x, center_y);
    if (h < 0.24 || h > 0.82) return false;
    const bool on_a = m_border.side_of(center_x, center_y) == Side::a;
    const double change = (on_a ? m_rules.reclaim_a : m_rules.reclaim_b) * (year - reference_year);
    if (moisture(center_x, center_y) < (on_a ? 0.0 : 0.12) + change) return false;
    const double from_edge = std::min({p + offset - static_cast<double>(i) * field_width_m,
                                       static_cast<double>(i + 1) * field_width_m - p - offset,
                                       q - static_cast<double>(j) * field_height_m,
                                       static_cast<double>(j + 1) * field_height_m - q});
    cell.object = object_of(m_seed + 53 + static_cast<std::uint64_t>(year), i, j);
    if (from_edge < 2.5) {
        cell.material = Material::field_track;
        return true;
    }
    if (j % 6 == 0 && q - static_cast<double>(j) * field_height_m < 14.0) {
        cell.material = Material::riparian_forest;  // a row of poplars along the canal
        return true;
    }
    const double perennial =
        place_uniform(m_seed + 54 + static_cast<std::uint64_t>(year / 4), i, j);
    const double annual = place_uniform(m_seed + 154 + static_cast<std::uint64_t>(year), i, j);
    // chosen: shares of crops about those of the Ili valley's oases; cotton is left to side a.
    if (perennial < 0.16)
        cell.material = Material::alfalfa;
    else if (annual < 0.06)
        cell.material = Material::fallow;
    else if (annual < 0.36)
        cell.material = Material::wheat;
    else if (annual < 0.70 || !on_a)
        cell.material = Material::maize;
    else
        cell.material = Material::cotton;
    return true;
}

void Landscape::open_land(double x, double y, GroundCell& cell) const {
    const double h = height(x, y);
    const double patch_m = std::clamp(0.06 * m_scale, 120.0, 2500.0);
    const auto patch = [&](std::uint64_t salt, double size) {
        return rough_noise(m_seed + salt, x / (size * patch_m), y / (size * patch_m), 3);
    };
    cell.object = smooth_object(m_seed + 61, x / 140.0, y / 140.0);
    const double u = (x - m_layout.bounds.min_x) / m_width;
    if (h + 0.10 * u > 1.035) {
        cell.material = Material::snow;
        return;
    }
    if (h > 0.86) {  // the mountain foot: forest and scrub, meadow, gravel fans
        const double cover = patch(62, 1.4);
        cell.material = cover > 0.12    ? Material::shrub
                        : cover > -0.22 ? Material::meadow
                                        : Material::gravel;
        return;
    }
    const double salt = patch(63, 1.5);
    if (h < 0.50 && salt > 0.30) {
        cell.material = Material::salt;
        return;
    }
    if (patch(64, 1.1) > 0.34) {
        cell.material = Material::gravel;
        return;
    }
    if (h < 0.25 + 0.10 * patch(65, 0.8)) {
        cell.material = patch(66, 1.8) > 0.25 ? Material::sand : Material::desert_soil;
        return;
    }
    cell.material = patch(67, 1.0) > 0.27 ? Material::shrub : Material::steppe;
}

const Landscape::Bucket& Landscape::bucket_at(double x, double y) const {
    const auto row = std::clamp(static_cast<Index>((y - m_layout.bounds.min_y) / m_bucket_m),
                                Index{0}, m_bucket_rows - 1);
    const auto col = std::clamp(static_cast<Index>((x - m_layout.bounds.min_x) / m_bucket_m),
                                Index{0}, m_bucket_cols - 1);
    return m_buckets[static_cast<std::size_t>(row * m_bucket_cols + col)];
}

void Landscape::fill_buckets() {
    m_bucket_m = std::max(500.0, m_scale / 64.0);
    m_bucket_rows = static_cast<Index>(std::ceil(m_height / m_bucket_m));
    m_bucket_cols = static_cast<Index>(std::ceil(m_width / m_bucket_m));
    m_buckets.resize(static_cast<std::size_t>(m_bucket_rows * m_bucket_cols));
    // Margins outside the bounds fall into the outermost buckets.
    const auto enter = [&](const Bounds& area, std::vector<int> Bucket::*list, std::size_t number) {
        const auto clamp_to = [](double position, Index count) {
            return std::clamp(static_cast<Index>(std::floor(position)), Index{0}, count - 1);
        };
        const Bounds& all = m_layout.bounds;
        const Index row0 = clamp_to((area.min_y - all.min_y) / m_bucket_m, m_bucket_rows);
        const Index row1 = clamp_to((area.max_y - all.min_y) / m_bucket_m, m_bucket_rows);
        const Index col0 = clamp_to((area.min_x - all.min_x) / m_bucket_m, m_bucket_cols);
        const Index col1 = clamp_to((area.max_x - all.min_x) / m_bucket_m, m_bucket_cols);
        for (Index row = row0; row <= row1; ++row)
            for (Index col = col0; col <= col1; ++col)
                (m_buckets[static_cast<std::size_t>(row * m_bucket_cols + col)].*list)
                    .push_back(static_cast<int>(number));
    };
    const auto around = [](Point center, double dx, double dy) {
        return Bounds{center.x - dx, center.y - dy, center.x + dx, center.y + dy};
    };
    constexpr int latest_year = 2041;
    for (std::size_t i = 0; i < m_layout.settlements.size(); ++i) {
        const Settlement& town = m_layout.settlements[i];
        const double reach = town.radius_m * largest_outline_factor *
                                 std::sqrt(growth_factor(town.growth, latest_year)) +
                             town.block_m;
        enter(around(town.center, reach, reach), &Bucket::settlements, i);
    }
    for (std::size_t i = 0; i < m_layout.ports.size(); ++i) {
        const PortYard& port = m_layout.ports[i];
        const double reach = port.length_m * growth_factor(port.growth, latest_year) + 100.0;
        enter(around(port.start, reach, port.half_width_m), &Bucket::ports, i);
    }
    for (std::size_t i = 0; i < m_layout.plants.size(); ++i)
        enter(around(m_layout.plants[i].center, m_layout.plants[i].half_width_m,
                     m_layout.plants[i].half_height_m),
              &Bucket::plants, i);
    for (std::size_t i = 0; i < m_layout.reservoirs.size(); ++i) {
        const double reach = 1.5 * m_layout.reservoirs[i].radius_m + 30.0;
        enter(around(m_layout.reservoirs[i].center, reach, reach), &Bucket::reservoirs, i);
    }
    for (std::size_t i = 0; i < m_layout.belts.size(); ++i) {
        const GreeningBelt& belt = m_layout.belts[i];
        enter({belt.easting - 2.0 * belt.half_width_m, belt.min_northing,
               belt.easting + 2.0 * belt.half_width_m, belt.max_northing},
              &Bucket::belts, i);
    }
}

}  // namespace borderlens
