#include "simulation/place_index.hpp"

#include <algorithm>
#include <cmath>

#include "simulation/noise.hpp"
#include "simulation/settlement.hpp"

namespace borderlens {
namespace {

Bounds around(Point center, double dx, double dy) {
    return {center.x - dx, center.y - dy, center.x + dx, center.y + dy};
}

}  // namespace

PlaceIndex::PlaceIndex(const Layout& layout) : m_bounds(layout.bounds) {
    const double width = m_bounds.max_x - m_bounds.min_x;
    const double height = m_bounds.max_y - m_bounds.min_y;
    m_side_m = std::max(500.0, std::min(width, height) / 64.0);
    m_rows = floor_index(height / m_side_m) + 1;
    m_cols = floor_index(width / m_side_m) + 1;
    m_buckets.resize(static_cast<std::size_t>(m_rows * m_cols));
    for (std::size_t i = 0; i < layout.settlements.size(); ++i) {
        const Settlement& town = layout.settlements[i];
        // One more year: what is built then is cleared in the last.
        const double reach = town.radius_m * largest_outline_factor *
                                 std::sqrt(growth_factor(town.growth, latest_year + 1)) +
                             town.block_m;
        enter(around(town.center, reach, reach), &Bucket::settlements, i);
    }
    for (std::size_t i = 0; i < layout.ports.size(); ++i) {
        const PortYard& port = layout.ports[i];
        const double reach = port.length_m * growth_factor(port.growth, latest_year + 1) + 100.0;
        enter(around(port.start, reach, port.half_width_m), &Bucket::ports, i);
    }
    for (std::size_t i = 0; i < layout.plants.size(); ++i)
        enter(around(layout.plants[i].center, layout.plants[i].half_width_m,
                     layout.plants[i].half_height_m),
              &Bucket::plants, i);
    for (std::size_t i = 0; i < layout.reservoirs.size(); ++i) {
        const double reach = 1.5 * layout.reservoirs[i].radius_m + 30.0;
        enter(around(layout.reservoirs[i].center, reach, reach), &Bucket::reservoirs, i);
    }
    for (std::size_t i = 0; i < layout.belts.size(); ++i) {
        const GreeningBelt& belt = layout.belts[i];
        enter({belt.easting - 2.0 * belt.half_width_m, belt.min_northing,
               belt.easting + 2.0 * belt.half_width_m, belt.max_northing},
              &Bucket::belts, i);
    }
}

Index PlaceIndex::row_of(double y) const {
    return std::clamp(floor_index((y - m_bounds.min_y) / m_side_m), Index{0}, m_rows - 1);
}

Index PlaceIndex::col_of(double x) const {
    return std::clamp(floor_index((x - m_bounds.min_x) / m_side_m), Index{0}, m_cols - 1);
}

const PlaceIndex::Bucket& PlaceIndex::at(double x, double y) const {
    return m_buckets[static_cast<std::size_t>(row_of(y) * m_cols + col_of(x))];
}

void PlaceIndex::enter(const Bounds& area, std::vector<int> Bucket::*list, std::size_t number) {
    for (Index row = row_of(area.min_y); row <= row_of(area.max_y); ++row)
        for (Index col = col_of(area.min_x); col <= col_of(area.max_x); ++col)
            (m_buckets[static_cast<std::size_t>(row * m_cols + col)].*list)
                .push_back(static_cast<int>(number));
}

}  // namespace borderlens
