#include "network/cost_field.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// Buckets held at once; costs beyond them wait in one list. Chosen: enough that the list is
/// rarely looked at, few enough that they stay in the cache.
constexpr std::size_t bucket_count = 1024;
/// Bucket width in typical steps. Chosen by measurement (tests/bench/bench_cost_distance.cpp): 0.25
/// to 1 differ little.
constexpr double steps_per_bucket = 0.5;
/// How many cells of a bucket ahead memory is asked for. Chosen by measurement, as above.
constexpr std::size_t cells_ahead = 4;

/// Room for so many elements, in large pages where the system gives them: a front of equal cost
/// runs through thousands of rows, each on a page of its own, more than the processor remembers.
template <typename T>
void reserve_in_large_pages(std::vector<T>& values, std::size_t count) {
    values.reserve(count);
    constexpr std::uintptr_t page = 4096;
    const auto first = (reinterpret_cast<std::uintptr_t>(values.data()) + page - 1) / page * page;
    const auto last = reinterpret_cast<std::uintptr_t>(values.data() + count) / page * page;
    // Advice: where it is not taken, only the time is another.
    if (last > first) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
}

}  // namespace

std::vector<Move> moves_of(int neighbours, double cell_width_m, double cell_height_m,
                           std::int64_t stride) {
    if (neighbours != 4 && neighbours != 8 && neighbours != 16)
        throw input_error("neighbours: found {}, expected 4, 8 or 16", neighbours);
    constexpr int steps[16][2] = {{0, -1},  {0, 1},  {-1, 0},  {1, 0},  {-1, -1}, {-1, 1},
                                  {1, -1},  {1, 1},  {-2, -1}, {-2, 1}, {2, -1},  {2, 1},
                                  {-1, -2}, {-1, 2}, {1, -2},  {1, 2}};
    std::vector<Move> moves;
    for (int k = 0; k < neighbours; ++k) {
        const int rows = steps[k][0], cols = steps[k][1];
        Move move{rows,
                  cols,
                  std::hypot(cols * cell_width_m, rows * cell_height_m),
                  rows * stride + cols,
                  {}};
        // A knight's line passes the straight neighbour on its longer side and the diagonal one.
        const int near_row = std::abs(rows) == 2 ? rows / 2 : 0;
        const int near_col = std::abs(cols) == 2 ? cols / 2 : 0;
        move.crossed[0] = near_row * stride + near_col;
        move.crossed[1] = (rows == 0 ? 0 : rows / std::abs(rows)) * stride +
                          (cols == 0 ? 0 : cols / std::abs(cols));
        moves.push_back(move);
    }
    return moves;
}

CostField::CostField(Index rows, Index cols, double cell_width_m, double cell_height_m,
                     int neighbours, const StepRule& rule)
    : m_rows(rows), m_cols(cols), m_stride(cols + 2 * margin), m_rule(rule) {
    const Index size = (rows + 2 * margin) * m_stride;
    if (size > std::numeric_limits<std::uint32_t>::max())
        throw input_error("{} x {} cells are too many for one piece; lower the memory limit", rows,
                          cols);
    require_positive_steps(rule);
    m_moves = moves_of(neighbours, cell_width_m, cell_height_m, m_stride);
    reserve_in_large_pages(m_cells, static_cast<std::size_t>(size));
    m_cells.resize(static_cast<std::size_t>(size));
    reserve_in_large_pages(m_waiting, m_cells.size());
    m_waiting.resize(m_cells.size(), 0);
    if (needs_heights(rule.kind)) m_elevation_m.resize(m_cells.size(), 0.0);
}

void CostField::set_ground(std::size_t cell, double friction, double elevation_m) {
    const bool known =
        std::isfinite(friction) && (m_rule.kind == StepKind::slope || std::isfinite(elevation_m));
    m_cells[cell].half_friction = known ? 0.5 * friction : unreached;
    if (!m_elevation_m.empty()) m_elevation_m[cell] = known ? elevation_m : 0.0;
}

void CostField::seed(std::size_t cell, double cost) {
    m_cells[cell].cost = cost;
    if (m_waiting[cell]) return;
    m_waiting[cell] = 1;
    m_seeds.push_back(static_cast<std::uint32_t>(cell));
}

template <int Neighbours, StepKind Kind>
inline double CostField::step_of(std::size_t cell, int k) const {
    const Move& move = m_moves[static_cast<std::size_t>(k)];
    const auto half = [&](std::int64_t offset) {
        return m_cells[cell + static_cast<std::size_t>(offset)].half_friction;
    };
    double friction = m_cells[cell].half_friction + half(move.offset);
    if (Neighbours == 16 && k >= 8)
        friction = 0.5 * (friction + half(move.crossed[0]) + half(move.crossed[1]));
    if constexpr (Kind == StepKind::conductance) {
        // Halves of frictions: their sum is infinite beside a barrier, 1 over a half is twice a
        // conductance.
        if (friction == unreached) return unreached;
        double conductance = 1.0 / m_cells[cell].half_friction + 1.0 / half(move.offset);
        if (Neighbours == 16 && k >= 8)
            conductance =
                0.5 * (conductance + 1.0 / half(move.crossed[0]) + 1.0 / half(move.crossed[1]));
        return 4.0 * move.distance_m / conductance;
    }
    if constexpr (Kind == StepKind::friction)
        return friction * move.distance_m;
    else
        return step_cost(
            m_rule, move.distance_m, friction,
            m_elevation_m[cell + static_cast<std::size_t>(move.offset)] - m_elevation_m[cell]);
}

double CostField::step(std::size_t cell, const Move& move) const {
    const int k = static_cast<int>(&move - m_moves.data());
    if (m_rule.kind == StepKind::friction) return step_of<16, StepKind::friction>(cell, k);
    if (m_rule.kind == StepKind::conductance) return step_of<16, StepKind::conductance>(cell, k);
    return step_of<16, StepKind::tobler>(cell, k);
}

double CostField::bucket_width() const {
    // The typical step, from a sample of straight moves; any positive width gives the same costs.
    std::vector<double> sample;
    const std::size_t stride = std::max<std::size_t>(1, m_cells.size() / 4096);
    for (std::size_t cell = at(0, 0); cell < at(m_rows - 1, m_cols - 1); cell += stride) {
        if (is_barrier(cell)) continue;
        const double cost = step(cell, m_moves[1]);
        if (std::isfinite(cost) && cost > 0.0) sample.push_back(cost);
    }
    if (sample.empty()) return 1.0;
    const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
    std::nth_element(sample.begin(), middle, sample.end());
    return std::max(*middle * steps_per_bucket, std::numeric_limits<double>::min());
}

template <int Neighbours, StepKind Kind>
void CostField::spread_as(double max_cost) {
    std::vector<std::vector<std::uint32_t>> buckets(bucket_count);
    std::vector<std::uint32_t> far = std::move(m_seeds);
    m_seeds.clear();
    const double width = bucket_width(), per_width = 1.0 / width;
    double base = 0.0;
    const auto bucket_of = [&](double cost) {
        const double number = (cost - base) * per_width;
        return number < static_cast<double>(bucket_count) ? static_cast<std::size_t>(number)
                                                          : bucket_count;
    };
    while (!far.empty()) {
        // A new round of buckets starts at the least cost still waiting.
        base = unreached;
        std::size_t kept = 0;
        for (const std::uint32_t cell : far) {
            if (!m_waiting[cell]) continue;
            far[kept++] = cell;
            base = std::min(base, m_cells[cell].cost);
        }
        far.resize(kept);
        if (far.empty()) break;
        std::vector<std::uint32_t> later;
        for (const std::uint32_t cell : far) {
            const std::size_t number = bucket_of(m_cells[cell].cost);
            (number < bucket_count ? buckets[number] : later).push_back(cell);
        }
        far.swap(later);
        for (std::size_t number = 0; number < bucket_count; ++number) {
            // The bucket may grow while it is worked on.
            for (std::size_t next = 0; next < buckets[number].size(); ++next) {
                const std::size_t cell = buckets[number][next];
                if (next + cells_ahead < buckets[number].size()) {
                    const Cell* const ahead =
                        m_cells.data() + buckets[number][next + cells_ahead] - 1;
                    __builtin_prefetch(ahead - m_stride);
                    __builtin_prefetch(ahead);
                    __builtin_prefetch(ahead + m_stride);
                }
                if (!m_waiting[cell]) continue;
                m_waiting[cell] = 0;
                const double cost = m_cells[cell].cost;
                for (int k = 0; k < Neighbours; ++k) {
                    const std::size_t target =
                        cell +
                        static_cast<std::size_t>(m_moves[static_cast<std::size_t>(k)].offset);
                    double& known = m_cells[target].cost;
                    // Steps on foot are dear: count them only towards cells that cost more.
                    if constexpr (Kind != StepKind::friction)
                        if (!(cost < known)) continue;
                    const double reached = cost + step_of<Neighbours, Kind>(cell, k);
                    if (!(reached < known) || reached > max_cost) continue;
                    const std::size_t to = bucket_of(reached);
                    const bool there = m_waiting[target] && bucket_of(known) == to;
                    known = reached;
                    if (there) continue;
                    m_waiting[target] = 1;
                    (to < bucket_count ? buckets[to] : far)
                        .push_back(static_cast<std::uint32_t>(target));
                }
            }
            buckets[number].clear();
        }
    }
}

template <int Neighbours>
void CostField::spread_by_kind(double max_cost) {
    switch (m_rule.kind) {
        case StepKind::friction:
            return spread_as<Neighbours, StepKind::friction>(max_cost);
        case StepKind::conductance:
            return spread_as<Neighbours, StepKind::conductance>(max_cost);
        case StepKind::tobler:
        case StepKind::langmuir:
        case StepKind::slope:
            // All go through step_cost: the kind only has to say that elevation counts.
            return spread_as<Neighbours, StepKind::tobler>(max_cost);
    }
}

void CostField::spread(double max_cost) {
    switch (m_moves.size()) {
        case 4:
            return spread_by_kind<4>(max_cost);
        case 8:
            return spread_by_kind<8>(max_cost);
        default:
            return spread_by_kind<16>(max_cost);
    }
}

}  // namespace borderlens
