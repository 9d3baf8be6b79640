#include "network/cost_surface.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/error.hpp"
#include "network/cost_trace.hpp"

namespace borderlens {

void require_friction(double friction, Index row, Index col) {
    if (friction < 0.0)
        throw input_error(
            "friction is {} at row {}, column {}, expected 0 or more; make barriers no data",
            friction, row, col);
}

std::vector<SourceCell> source_cells(const Raster<std::int32_t>& codes, std::int32_t no_data_code) {
    std::vector<SourceCell> sources;
    for (Index row = 0; row < codes.rows(); ++row)
        for (Index col = 0; col < codes.cols(); ++col) {
            const std::int32_t code = codes(row, col);
            if (code != 0 && code != no_data_code) sources.push_back({row, col, code});
        }
    return sources;
}

CostSurface::CostSurface(const Raster<double>& friction, const Raster<double>* elevation_m,
                         const std::vector<SourceCell>& sources, const CostOptions& options)
    : m_grid(friction.grid()),
      m_field(friction.rows(), friction.cols(),
              friction.grid().pixel_width() * options.metres_per_unit,
              friction.grid().pixel_height() * options.metres_per_unit, options.neighbours,
              options.rule),
      m_rule(options.rule),
      m_metres_per_unit(options.metres_per_unit) {
    const bool walks = needs_heights(options.rule.kind);
    if (walks && elevation_m == nullptr) throw input_error("walking needs elevations; give --dem");
    if (walks && !(elevation_m->grid() == m_grid))
        throw input_error("the elevations lie on {}, expected the friction's {}",
                          elevation_m->grid().describe(), m_grid.describe());
    if (!(options.max_cost >= 0.0))
        throw input_error("the largest cost is {}, expected 0 or more", options.max_cost);
    const double sign = options.toward_sources ? -1.0 : 1.0;
    for (Index row = 0; row < friction.rows(); ++row)
        for (Index col = 0; col < friction.cols(); ++col) {
            require_friction(friction(row, col), row, col);
            m_field.set_ground(m_field.at(row, col), friction(row, col),
                               walks ? sign * (*elevation_m)(row, col) : 0.0);
        }
    for (const SourceCell& source : sources) {
        const std::size_t cell = m_field.at(source.row, source.col);
        if (m_field.is_barrier(cell)) {
            ++m_lost_sources;
            continue;
        }
        m_sources.push_back(source);
        m_field.seed(cell, 0.0);
    }
    if (m_sources.empty())
        throw input_error("none of the {} source cells lies on ground that can be crossed",
                          sources.size());
    m_field.spread(options.max_cost);
    const GateGround ground = gate_ground();
    while (pass_gates(options.gates, ground, m_jumps)) m_field.spread(options.max_cost);
}

GateGround CostSurface::gate_ground() {
    const auto at = [this](GroundCell cell) { return m_field.at(cell.row, cell.col); };
    GateGround ground;
    ground.cost = [this, at](GroundCell cell) { return m_field.cost(at(cell)); };
    ground.friction = [this, at](GroundCell cell) { return m_field.friction(at(cell)); };
    ground.elevation_m = [this, at](GroundCell cell) { return m_field.elevation_m(at(cell)); };
    ground.lower = [this, at](GroundCell cell, double cost) { m_field.seed(at(cell), cost); };
    ground.cell_width_m = m_grid.pixel_width() * m_metres_per_unit;
    ground.cell_height_m = m_grid.pixel_height() * m_metres_per_unit;
    ground.rule = m_rule;
    return ground;
}

double CostSurface::cost(Index row, Index col) const {
    const double cost = m_field.cost(m_field.at(row, col));
    return cost == unreached ? std::numeric_limits<double>::quiet_NaN() : cost;
}

std::vector<std::int32_t> CostSurface::allocation() const {
    std::vector<std::int32_t> labels(
        static_cast<std::size_t>((m_grid.rows() + 2 * CostField::margin) *
                                 (m_grid.cols() + 2 * CostField::margin)),
        0);
    for (const SourceCell& source : m_sources)
        labels[m_field.at(source.row, source.col)] = source.id;
    bool again = true;
    while (again) {
        spread_labels(m_field, labels);
        again = false;
        for (const auto& [to, from] : m_jumps) {
            std::int32_t& label = labels[m_field.at(to.row, to.col)];
            const std::int32_t origin = labels[m_field.at(from.row, from.col)];
            if (label != 0 || origin == 0) continue;
            label = origin;
            again = true;
        }
    }
    std::vector<std::int32_t> result;
    result.reserve(static_cast<std::size_t>(m_grid.size()));
    for (Index row = 0; row < m_grid.rows(); ++row) {
        const auto from = labels.begin() + static_cast<std::ptrdiff_t>(m_field.at(row, 0));
        result.insert(result.end(), from, from + m_grid.cols());
    }
    return result;
}

CostPath path_along(const std::vector<GroundCell>& cells, const Grid& grid,
                    double metres_per_unit) {
    CostPath path;
    for (const GroundCell& cell : cells) {
        const Point place = grid.center(cell.row, cell.col);
        if (!path.line.empty())
            path.length_m +=
                std::hypot(place.x - path.line.back().x, place.y - path.line.back().y) *
                metres_per_unit;
        path.line.push_back(place);
    }
    return path;
}

CostPath CostSurface::path_to(Index row, Index col) const {
    CostPath path;
    if (!m_grid.window().contains(row, col)) return path;
    const std::size_t target = m_field.at(row, col);
    std::vector<std::uint8_t> is_source(m_field.at(m_grid.rows() - 1, m_grid.cols() - 1) + 1, 0);
    for (const SourceCell& source : m_sources) is_source[m_field.at(source.row, source.col)] = 1;
    std::unordered_map<std::size_t, std::size_t> jumps;
    for (const auto& [to, from] : m_jumps)
        jumps[m_field.at(to.row, to.col)] = m_field.at(from.row, from.col);
    std::vector<std::size_t> way = trace_back(m_field, target, is_source, jumps);
    if (way.empty()) return path;
    std::reverse(way.begin(), way.end());
    std::vector<GroundCell> cells;
    for (const std::size_t cell : way)
        cells.push_back({m_field.row_of(cell), m_field.col_of(cell)});
    path = path_along(cells, m_grid, m_metres_per_unit);
    path.cost = m_field.cost(target);
    for (const SourceCell& source : m_sources)
        if (m_field.at(source.row, source.col) == way.front()) path.source = source.id;
    return path;
}

}  // namespace borderlens
