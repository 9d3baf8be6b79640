#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/index.hpp"
#include "network/walk.hpp"

namespace borderlens {

inline constexpr double unreached = std::numeric_limits<double>::infinity();

/// A move from a cell to one of its neighbours.
struct Move {
    int rows = 0;
    int cols = 0;
    double distance_m = 0.0;
    std::int64_t offset = 0;       ///< in cells of a CostField
    std::int64_t crossed[2] = {};  ///< knight moves: the two cells the line passes, as offsets
};

/// Accumulated cost over a rectangle of cells, with what a step between them costs. The cells lie
/// inside a margin of barriers two wide, so that no move needs a bounds check.
class CostField {
  public:
    /// neighbours: 4, 8 or 16 (knight moves); cell sizes in metres.
    CostField(Index rows, Index cols, double cell_width_m, double cell_height_m, int neighbours,
              const StepRule& rule);

    /// Position of a cell, for the members below.
    std::size_t at(Index row, Index col) const {
        return static_cast<std::size_t>((row + margin) * m_stride + col + margin);
    }
    Index rows() const { return m_rows; }
    Index cols() const { return m_cols; }
    /// Row or column of a position.
    Index row_of(std::size_t cell) const { return static_cast<Index>(cell) / m_stride - margin; }
    Index col_of(std::size_t cell) const { return static_cast<Index>(cell) % m_stride - margin; }
    const std::vector<Move>& moves() const { return m_moves; }

    /// friction >= 0; NaN or infinite = barrier. Elevation counts where steps depend on it; unknown
    /// it is a barrier to walking rules and level to StepKind::slope.
    void set_ground(std::size_t cell, double friction, double elevation_m);
    double friction(std::size_t cell) const { return 2.0 * m_cells[cell].half_friction; }
    double elevation_m(std::size_t cell) const {
        return m_elevation_m.empty() ? 0.0 : m_elevation_m[cell];
    }
    bool is_barrier(std::size_t cell) const { return m_cells[cell].half_friction == unreached; }
    double cost(std::size_t cell) const { return m_cells[cell].cost; }
    /// Sets a known cost, from which `spread` goes on.
    void seed(std::size_t cell, double cost);

    /// Sets a known cost from which `spread` does not go on: it was spread before.
    void set_known(std::size_t cell, double cost) { m_cells[cell].cost = cost; }

    /// Lowers every cell's cost to the least sum of steps from the seeds, exactly: cells are taken
    /// in buckets of nearly equal cost (Dial 1969; buckets wider than the least step are worked on
    /// until nothing in them changes, as in Meyer and Sanders' delta-stepping 2003), and a cell
    /// lowered after it was taken is taken again. Costs beyond `max_cost` stay unreached.
    void spread(double max_cost);

    /// Cost of a move that starts at `cell`.
    double step(std::size_t cell, const Move& move) const;

    static constexpr Index margin = 2;

  private:
    struct Cell {
        double cost = unreached;
        double half_friction = unreached;
    };
    template <int Neighbours, StepKind Kind>
    double step_of(std::size_t cell, int move) const;
    template <int Neighbours, StepKind Kind>
    void spread_as(double max_cost);
    template <int Neighbours>
    void spread_by_kind(double max_cost);
    double bucket_width() const;

    Index m_rows, m_cols, m_stride;
    StepRule m_rule;
    std::vector<Move> m_moves;
    std::vector<Cell> m_cells;
    std::vector<double> m_elevation_m;    ///< empty where steps do not depend on it
    std::vector<std::uint8_t> m_waiting;  ///< the cell is in a bucket
    std::vector<std::uint32_t> m_seeds;
};

/// The moves of 4, 8 or 16 neighbours in a fixed order; an input error for another number.
std::vector<Move> moves_of(int neighbours, double cell_width_m, double cell_height_m,
                           std::int64_t stride);

}  // namespace borderlens
