#pragma once
#include <functional>
#include <map>
#include <string>

#include "network/cost_surface.hpp"
#include "raster/scratch_plane.hpp"

namespace borderlens {

/// Ground read window by window, from several threads: friction as CostSurface takes it, and the
/// elevation where steps depend on it.
struct CostGround {
    Grid grid;
    std::function<Raster<double>(const Window&)> friction;
    std::function<Raster<double>(const Window&)> elevation_m;  ///< empty for plain friction
};

struct TilingOptions {
    std::string scratch_folder = "/tmp";
    Index tile_px = 1024;  ///< chosen: a tile at work takes 45 MB, and seldom has to be seen again
};

/// Accumulated cost over ground too large for memory. Tiles are worked on where cost is least
/// first; a tile whose edge was lowered sends its neighbours back to work until nothing changes
/// any more. Costs are the very numbers CostSurface gives; sources that are equally near may be
/// told apart otherwise where friction is 0.
/// Memory: tiles at work; disk: 12 bytes a cell in the scratch folder.
class TiledCostSurface {
  public:
    TiledCostSurface(CostGround ground, const std::vector<SourceCell>& sources,
                     const CostOptions& options, const TilingOptions& tiling = {});

    const Grid& grid() const { return m_ground.grid; }
    Index lost_sources() const { return m_lost_sources; }
    /// How often tiles were worked on, over how many there are.
    double visits_per_tile() const {
        return static_cast<double>(m_visits) / static_cast<double>(m_tile_rows * m_tile_cols);
    }

    /// Windows that are cheap to read.
    std::vector<Window> tiles() const;
    /// Costs of a window; NaN where no source reaches.
    Raster<double> cost(const Window& window) const;
    /// Ids of the sources that serve a window, 0 = none; known after `allocate`.
    Raster<std::int32_t> allocation(const Window& window) const;
    void allocate();
    /// As CostSurface's; over ground of friction 0 ways may not be found.
    CostPath path_to(Index row, Index col) const;

  private:
    struct Tile {
        Index number = 0;
        Window core, halo;
    };
    /// Tiles to work on next, each with the least cost that speaks for it.
    using Waiting = std::vector<std::pair<Index, double>>;

    Tile tile_at(Index number) const;
    CostField field_of(const Window& halo) const;
    /// Works on waiting tiles, those of least cost first and neighbours never at once, until
    /// `work` and, when nothing waits any more, `more` name no further ones.
    void work_through(const Waiting& first, const std::function<Waiting(const Tile&)>& work,
                      const std::function<Waiting()>& more);
    class LoweredEdges;
    Waiting neighbours_of(const Tile& tile, const LoweredEdges& edges) const;
    Waiting spread_tile(const Tile& tile);
    Waiting label_tile(const Tile& tile);
    /// Tiles that see a cell.
    Waiting tiles_around(GroundCell cell, double cost) const;
    Waiting pass_all_gates();
    Waiting label_jumps();

    CostGround m_ground;
    CostOptions m_options;
    TilingOptions m_tiling;
    Index m_tile_cols = 0, m_tile_rows = 0, m_visits = 0, m_lost_sources = 0;
    std::map<Index, std::vector<SourceCell>> m_sources;  ///< by tile
    std::map<Index, std::vector<GroundCell>> m_opened;   ///< by tile: lowered by gates, not spread
    GateJumps m_jumps;
    ScratchPlane<double> m_costs;
    ScratchPlane<std::int32_t> m_labels;
};

}  // namespace borderlens
