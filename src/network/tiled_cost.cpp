#include "network/tiled_cost.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "network/cost_trace.hpp"

namespace borderlens {
namespace {

constexpr Index reach = CostField::margin;  // a move ends at most two rows and columns away
constexpr std::int32_t pending = no_code;   // a label that another tile has yet to find

}  // namespace

/// The least new cost at each side and corner of a tile's core.
class TiledCostSurface::LoweredEdges {
  public:
    void add(Index row, Index col, const Window& core, double cost) {
        const bool up = row < reach, down = row >= core.rows - reach;
        const bool left = col < reach, right = col >= core.cols - reach;
        if (!(up || down || left || right)) return;
        for (const Index r : {-1, 0, 1})
            for (const Index c : {-1, 0, 1}) {
                const bool meets =
                    (r == 0 || (r < 0 ? up : down)) && (c == 0 || (c < 0 ? left : right));
                double& least = m_least[static_cast<std::size_t>(3 * (r + 1) + c + 1)];
                if (meets) least = std::min(least, cost);
            }
    }
    double least(Index down, Index right) const {
        return m_least[static_cast<std::size_t>(3 * (down + 1) + right + 1)];
    }

  private:
    std::array<double, 9> m_least = [] {
        std::array<double, 9> none;
        none.fill(unreached);
        return none;
    }();
};

TiledCostSurface::TiledCostSurface(CostGround ground, const std::vector<SourceCell>& sources,
                                   const CostOptions& options, const TilingOptions& tiling)
    : m_ground(std::move(ground)),
      m_options(options),
      m_tiling(tiling),
      m_tile_cols((m_ground.grid.cols() + tiling.tile_px - 1) / tiling.tile_px),
      m_tile_rows((m_ground.grid.rows() + tiling.tile_px - 1) / tiling.tile_px),
      m_costs(tiling.scratch_folder, m_ground.grid.rows(), m_ground.grid.cols(), unreached),
      m_labels(tiling.scratch_folder, m_ground.grid.rows(), m_ground.grid.cols(), 0) {
    if (tiling.tile_px < 2 * reach)
        throw internal_error("cost tiles of {} px, expected {} or more", tiling.tile_px, 2 * reach);
    Waiting first;
    for (const SourceCell& source : sources)
        m_sources[source.row / tiling.tile_px * m_tile_cols + source.col / tiling.tile_px]
            .push_back(source);
    for (const auto& [tile, cells] : m_sources) first.emplace_back(tile, 0.0);
    work_through(
        first, [this](const Tile& tile) { return spread_tile(tile); },
        [this] { return pass_all_gates(); });
    Index left = 0;
    for (const auto& [tile, cells] : m_sources) left += static_cast<Index>(cells.size());
    m_lost_sources = static_cast<Index>(sources.size()) - left;
    if (left == 0)
        throw input_error("none of the {} source cells lies on ground that can be crossed",
                          sources.size());
}

TiledCostSurface::Tile TiledCostSurface::tile_at(Index number) const {
    Tile tile{number, {}, {}};
    const Window all = m_ground.grid.window();
    tile.core = Window{number / m_tile_cols * m_tiling.tile_px,
                       number % m_tile_cols * m_tiling.tile_px, m_tiling.tile_px, m_tiling.tile_px}
                    .intersect(all);
    tile.halo = tile.core.pad(reach).intersect(all);
    return tile;
}

CostField TiledCostSurface::field_of(const Window& halo) const {
    const Grid& grid = m_ground.grid;
    CostField field(halo.rows, halo.cols, grid.pixel_width() * m_options.metres_per_unit,
                    grid.pixel_height() * m_options.metres_per_unit, m_options.neighbours,
                    m_options.rule);
    const Raster<double> friction = m_ground.friction(halo);
    const bool climbs = needs_heights(m_options.rule.kind);
    const Raster<double> elevation = climbs ? m_ground.elevation_m(halo) : Raster<double>();
    const double sign = m_options.toward_sources ? -1.0 : 1.0;
    for (Index row = 0; row < halo.rows; ++row)
        for (Index col = 0; col < halo.cols; ++col) {
            require_friction(friction(row, col), halo.row0 + row, halo.col0 + col);
            field.set_ground(field.at(row, col), friction(row, col),
                             climbs ? sign * elevation(row, col) : 0.0);
        }
    return field;
}

void TiledCostSurface::work_through(const Waiting& first,
                                    const std::function<Waiting(const Tile&)>& work,
                                    const std::function<Waiting()>& more) {
    std::map<Index, double> waiting;
    const auto add = [&](const Waiting& tiles) {
        for (const auto& [tile, cost] : tiles) {
            const auto [place, added] = waiting.try_emplace(tile, cost);
            if (!added) place->second = std::min(place->second, cost);
        }
    };
    add(first);
    while (true) {
        if (waiting.empty()) add(more());
        if (waiting.empty()) return;
        std::vector<std::pair<double, Index>> order;
        for (const auto& [tile, cost] : waiting) order.emplace_back(cost, tile);
        std::sort(order.begin(), order.end());
        std::vector<Index> batch;
        for (const auto& [cost, tile] : order) {
            const bool apart = std::all_of(batch.begin(), batch.end(), [&, t = tile](Index other) {
                return std::abs(t / m_tile_cols - other / m_tile_cols) > 1 ||
                       std::abs(t % m_tile_cols - other % m_tile_cols) > 1;
            });
            if (apart) batch.push_back(tile);
            if (static_cast<int>(batch.size()) == thread_count()) break;
        }
        std::vector<Waiting> found(batch.size());
        parallel_for(static_cast<Index>(batch.size()), [&](Index i) {
            const std::size_t at = static_cast<std::size_t>(i);
            found[at] = work(tile_at(batch[at]));
        });
        m_visits += static_cast<Index>(batch.size());
        for (const Index tile : batch) waiting.erase(tile);
        for (const Waiting& tiles : found) add(tiles);
    }
}

TiledCostSurface::Waiting TiledCostSurface::neighbours_of(const Tile& tile,
                                                          const LoweredEdges& edges) const {
    Waiting neighbours;
    const Index tile_row = tile.number / m_tile_cols, tile_col = tile.number % m_tile_cols;
    for (const Index r : {-1, 0, 1})
        for (const Index c : {-1, 0, 1}) {
            const bool there = (r != 0 || c != 0) && tile_row + r >= 0 && tile_col + c >= 0 &&
                               tile_row + r < m_tile_rows && tile_col + c < m_tile_cols;
            if (there && edges.least(r, c) != unreached)
                neighbours.emplace_back((tile_row + r) * m_tile_cols + tile_col + c,
                                        edges.least(r, c));
        }
    return neighbours;
}

TiledCostSurface::Waiting TiledCostSurface::spread_tile(const Tile& tile) {
    CostField field = field_of(tile.halo);
    const std::vector<double> before = m_costs.read(tile.halo);
    const Index row0 = tile.core.row0 - tile.halo.row0, col0 = tile.core.col0 - tile.halo.col0;
    const auto in_core = [&](Index row, Index col) {
        return row >= row0 && row < row0 + tile.core.rows && col >= col0 &&
               col < col0 + tile.core.cols;
    };
    for (Index row = 0; row < tile.halo.rows; ++row)
        for (Index col = 0; col < tile.halo.cols; ++col) {
            const double cost = before[static_cast<std::size_t>(row * tile.halo.cols + col)];
            if (cost == unreached) continue;
            if (in_core(row, col))
                field.set_known(field.at(row, col), cost);
            else
                field.seed(field.at(row, col), cost);
        }
    const auto place = [&](Index row, Index col) {
        return field.at(row - tile.halo.row0, col - tile.halo.col0);
    };
    // The maps' entries exist before any tile is worked on: no thread changes their layout.
    if (const auto own = m_sources.find(tile.number); own != m_sources.end()) {
        std::erase_if(own->second, [&](const SourceCell& source) {
            return field.is_barrier(place(source.row, source.col));
        });
        for (const SourceCell& source : own->second)
            if (field.cost(place(source.row, source.col)) > 0.0)
                field.seed(place(source.row, source.col), 0.0);
    }
    if (const auto opened = m_opened.find(tile.number); opened != m_opened.end()) {
        for (const GroundCell& cell : opened->second)
            field.seed(place(cell.row, cell.col), field.cost(place(cell.row, cell.col)));
        opened->second.clear();
    }
    field.spread(m_options.max_cost);
    std::vector<double> after(static_cast<std::size_t>(tile.core.size()));
    LoweredEdges edges;
    bool changed = false;
    for (Index row = 0; row < tile.core.rows; ++row)
        for (Index col = 0; col < tile.core.cols; ++col) {
            const double cost = field.cost(field.at(row0 + row, col0 + col));
            after[static_cast<std::size_t>(row * tile.core.cols + col)] = cost;
            if (!(cost <
                  before[static_cast<std::size_t>((row0 + row) * tile.halo.cols + col0 + col)]))
                continue;
            changed = true;
            edges.add(row, col, tile.core, cost);
        }
    if (changed) m_costs.write(tile.core, after);
    return neighbours_of(tile, edges);
}

TiledCostSurface::Waiting TiledCostSurface::tiles_around(GroundCell cell, double cost) const {
    std::set<Index> tiles;
    for (const Index r : {cell.row - reach, cell.row + reach})
        for (const Index c : {cell.col - reach, cell.col + reach}) {
            const Index row = std::clamp<Index>(r, 0, m_ground.grid.rows() - 1);
            const Index col = std::clamp<Index>(c, 0, m_ground.grid.cols() - 1);
            tiles.insert(row / m_tiling.tile_px * m_tile_cols + col / m_tiling.tile_px);
        }
    Waiting waiting;
    for (const Index tile : tiles) waiting.emplace_back(tile, cost);
    return waiting;
}

TiledCostSurface::Waiting TiledCostSurface::pass_all_gates() {
    Waiting waiting;
    const auto one = [](const Raster<double>& raster) { return raster(0, 0); };
    GateGround ground;
    ground.cost = [&](GroundCell cell) { return m_costs.at(cell.row, cell.col); };
    ground.friction = [&](GroundCell cell) {
        return one(m_ground.friction({cell.row, cell.col, 1, 1}));
    };
    ground.elevation_m = [&](GroundCell cell) {
        if (!needs_heights(m_options.rule.kind)) return 0.0;
        return (m_options.toward_sources ? -1.0 : 1.0) *
               one(m_ground.elevation_m({cell.row, cell.col, 1, 1}));
    };
    ground.lower = [&](GroundCell cell, double cost) {
        m_costs.set(cell.row, cell.col, cost);
        m_opened[cell.row / m_tiling.tile_px * m_tile_cols + cell.col / m_tiling.tile_px].push_back(
            cell);
        const Waiting seen = tiles_around(cell, cost);
        waiting.insert(waiting.end(), seen.begin(), seen.end());
    };
    ground.cell_width_m = grid().pixel_width() * m_options.metres_per_unit;
    ground.cell_height_m = grid().pixel_height() * m_options.metres_per_unit;
    ground.rule = m_options.rule;
    pass_gates(m_options.gates, ground, m_jumps);
    return waiting;
}

TiledCostSurface::Waiting TiledCostSurface::label_tile(const Tile& tile) {
    CostField field = field_of(tile.halo);
    const std::vector<double> costs = m_costs.read(tile.halo);
    const std::vector<std::int32_t> before = m_labels.read(tile.halo);
    const Index row0 = tile.core.row0 - tile.halo.row0, col0 = tile.core.col0 - tile.halo.col0;
    std::vector<std::int32_t> labels(
        static_cast<std::size_t>((tile.halo.rows + 2 * reach) * (tile.halo.cols + 2 * reach)), 0);
    for (Index row = 0; row < tile.halo.rows; ++row)
        for (Index col = 0; col < tile.halo.cols; ++col) {
            const std::size_t i = static_cast<std::size_t>(row * tile.halo.cols + col);
            const bool own = row >= row0 && row < row0 + tile.core.rows && col >= col0 &&
                             col < col0 + tile.core.cols;
            field.set_known(field.at(row, col), costs[i]);
            labels[field.at(row, col)] =
                !own && before[i] == 0 && costs[i] != unreached ? pending : before[i];
        }
    if (const auto own = m_sources.find(tile.number); own != m_sources.end())
        for (const SourceCell& source : own->second)
            labels[field.at(source.row - tile.halo.row0, source.col - tile.halo.col0)] = source.id;
    spread_labels(field, labels);
    std::vector<std::int32_t> after(static_cast<std::size_t>(tile.core.size()));
    LoweredEdges edges;
    for (Index row = 0; row < tile.core.rows; ++row)
        for (Index col = 0; col < tile.core.cols; ++col) {
            const std::size_t at = field.at(row0 + row, col0 + col);
            const std::int32_t label = labels[at] == pending ? 0 : labels[at];
            after[static_cast<std::size_t>(row * tile.core.cols + col)] = label;
            const std::size_t i =
                static_cast<std::size_t>((row0 + row) * tile.halo.cols + col0 + col);
            if (label != before[i]) edges.add(row, col, tile.core, field.cost(at));
        }
    m_labels.write(tile.core, after);
    return neighbours_of(tile, edges);
}

TiledCostSurface::Waiting TiledCostSurface::label_jumps() {
    Waiting waiting;
    for (const auto& [to, from] : m_jumps) {
        const std::int32_t origin = m_labels.at(from.row, from.col);
        if (origin == 0 || m_labels.at(to.row, to.col) != 0) continue;
        m_labels.set(to.row, to.col, origin);
        const Waiting seen = tiles_around(to, m_costs.at(to.row, to.col));
        waiting.insert(waiting.end(), seen.begin(), seen.end());
    }
    return waiting;
}

void TiledCostSurface::allocate() {
    Waiting first;
    for (const auto& [tile, cells] : m_sources) first.emplace_back(tile, 0.0);
    const Index spread_visits = m_visits;
    work_through(
        first, [this](const Tile& tile) { return label_tile(tile); },
        [this] { return label_jumps(); });
    m_visits = spread_visits;
}

std::vector<Window> TiledCostSurface::tiles() const {
    std::vector<Window> all;
    for (Index number = 0; number < m_tile_rows * m_tile_cols; ++number)
        all.push_back(tile_at(number).core);
    return all;
}

Raster<double> TiledCostSurface::cost(const Window& window) const {
    Raster<double> result(grid().crop(window), 1, m_costs.read(window));
    for (double& cost : result.values())
        if (cost == unreached) cost = std::numeric_limits<double>::quiet_NaN();
    return result;
}

Raster<std::int32_t> TiledCostSurface::allocation(const Window& window) const {
    return Raster<std::int32_t>(grid().crop(window), 1, m_labels.read(window));
}

CostPath TiledCostSurface::path_to(Index row, Index col) const {
    if (!grid().window().contains(row, col) || m_costs.at(row, col) == unreached) return {};
    std::vector<GroundCell> way{{row, col}};
    while (true) {
        GroundCell cell = way.back();
        const Tile tile =
            tile_at(cell.row / m_tiling.tile_px * m_tile_cols + cell.col / m_tiling.tile_px);
        CostField field = field_of(tile.halo);
        const std::vector<double> costs = m_costs.read(tile.halo);
        for (Index r = 0; r < tile.halo.rows; ++r)
            for (Index c = 0; c < tile.halo.cols; ++c)
                field.set_known(field.at(r, c),
                                costs[static_cast<std::size_t>(r * tile.halo.cols + c)]);
        const auto own = m_sources.find(tile.number);
        while (tile.core.contains(cell.row, cell.col)) {
            if (own != m_sources.end())
                for (const SourceCell& source : own->second)
                    if (source.row == cell.row && source.col == cell.col) {
                        std::reverse(way.begin(), way.end());
                        CostPath path = path_along(way, grid(), m_options.metres_per_unit);
                        path.cost = m_costs.at(row, col);
                        path.source = source.id;
                        return path;
                    }
            const int move =
                cheaper_move(field, field.at(cell.row - tile.halo.row0, cell.col - tile.halo.col0));
            if (move >= 0) {
                const Move& taken = field.moves()[static_cast<std::size_t>(move)];
                cell = {cell.row - taken.rows, cell.col - taken.cols};
            } else if (const auto jump = m_jumps.find(cell); jump != m_jumps.end()) {
                cell = jump->second;
            } else {
                return {};
            }
            way.push_back(cell);
        }
    }
}

}  // namespace borderlens
