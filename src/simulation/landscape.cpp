#include "simulation/landscape.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "base/random.hpp"
#include "simulation/ground_object.hpp"
#include "simulation/noise.hpp"
#include "simulation/settlement.hpp"

namespace borderlens {
SimulatedLandscape::SimulatedLandscape(const Bounds& bounds, const LandscapeRules& rules,
                                       std::uint64_t seed)
    : m_rules(rules),
      m_seed(derive_seed(seed, "landscape")),
      m_border(bounds, seed),
      m_layout(make_layout(bounds, m_border, rules, seed)),
      m_places(m_layout),
      m_width(bounds.max_x - bounds.min_x),
      m_height(bounds.max_y - bounds.min_y),
      m_scale(std::min(m_width, m_height)) {
    static std::atomic<Index> count{0};
    m_number = ++count;
    // Fields lie a little turned against the grid, up to 0.15 rad.
    const double angle = 0.30 * (place_uniform(m_seed, 51, 0) - 0.5);
    m_field_cos = std::cos(angle);
    m_field_sin = std::sin(angle);
}

bool SimulatedLandscape::is_near_places(double x, double y) const {
    constexpr double margin_m = 10.0;
    for (const double dx : {-margin_m, margin_m})
        for (const double dy : {-margin_m, margin_m}) {
            const PlaceIndex::Bucket& near = m_places.at(x + dx, y + dy);
            if (!near.settlements.empty() || !near.ports.empty() || !near.plants.empty() ||
                !near.reservoirs.empty() || !near.belts.empty())
                return true;
        }
    return false;
}

bool SimulatedLandscape::on_route(double x, double y, SimulatedCell& cell) const {
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

bool SimulatedLandscape::built(double x, double y, int year, SimulatedCell& cell) const {
    const PlaceIndex::Bucket& bucket = m_places.at(x, y);
    const auto take = [&](const std::optional<Material>& material, double object_m) {
        if (!material) return false;
        cell.material = *material;
        cell.object =
            hashed_object(m_seed + 21, floor_index(x / object_m), floor_index(y / object_m));
        return true;
    };
    if (bucket.ports.empty() && bucket.settlements.empty() && bucket.plants.empty() &&
        bucket.belts.empty())
        return false;
    // Nothing grows across the border.
    const Side side = m_border.side_of(x, y);
    for (const int i : bucket.ports) {
        const PortYard& port = m_layout.ports[static_cast<std::size_t>(i)];
        if (port.side == side && take(port_material(port, x, y, year), 40.0)) return true;
    }
    for (const int i : bucket.settlements) {
        const Settlement& town = m_layout.settlements[static_cast<std::size_t>(i)];
        if (town.side == side && take(settlement_material(town, x, y, year), 24.0)) return true;
    }
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

}  // namespace borderlens
