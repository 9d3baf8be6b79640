#include "metrics/nearest_neighbour.hpp"

#include <map>

#include "base/parallel.hpp"

namespace borderlens {
namespace {

constexpr std::int32_t none = -1;
constexpr std::int32_t several = -2;
constexpr Index block_cols = 64;  // chosen: one cache line of bits; columns skipped at once

/// The two different patches of one class seen last in one column, and the step of the sweep.
struct LastSeen {
    std::int32_t patch = none, step = 0;
    std::int32_t other_patch = none, other_step = 0;
};

/// What a block of columns holds: the only patch seen in it, `several` or `none`; the last step.
struct BlockSeen {
    std::int32_t patch = none;
    std::int32_t step = 0;
};

/// One class's columns between its leftmost and rightmost cell.
struct ClassColumns {
    Index col0 = 0, cols = 0;
    Index patches = 0;
    std::vector<LastSeen> columns;
    std::vector<BlockSeen> blocks;

    void see(Index col, std::int32_t patch, std::int32_t step) {
        LastSeen& seen = columns[static_cast<std::size_t>(col - col0)];
        if (seen.patch != patch) {
            seen.other_patch = seen.patch;
            seen.other_step = seen.step;
            seen.patch = patch;
        }
        seen.step = step;
        BlockSeen& block = blocks[static_cast<std::size_t>((col - col0) / block_cols)];
        block.patch = block.patch == none || block.patch == patch ? patch : several;
        block.step = step;
    }

    /// Squared distance from a cell `dx` columns away, in step `step`, to another patch in `col`.
    std::int64_t distance2(Index col, Index dx, std::int32_t patch, std::int32_t step) const {
        const LastSeen& seen = columns[static_cast<std::size_t>(col - col0)];
        if (seen.patch == none) return no_neighbour;
        const bool own = seen.patch == patch;
        if (own && seen.other_patch == none) return no_neighbour;
        const std::int64_t dy = step - (own ? seen.other_step : seen.step);
        return dx * dx + dy * dy;
    }
};

/// One sweep over all rows in one direction.
class Sweep {
  public:
    Sweep(const ComponentMap& map, bool downwards) : m_map(map), m_downwards(downwards) {
        const std::vector<Component>& components = map.components();
        m_best.assign(components.size(), no_neighbour);
        std::map<std::int32_t, std::int32_t> numbers;
        for (const Component& part : components)
            numbers.try_emplace(part.code, static_cast<std::int32_t>(numbers.size()));
        m_classes.resize(numbers.size());
        m_last_in_row.resize(numbers.size());
        m_class_of_patch.reserve(components.size());
        for (const Component& part : components) {
            const std::int32_t number = numbers.at(part.code);
            m_class_of_patch.push_back(number);
            ClassColumns& one = m_classes[static_cast<std::size_t>(number)];
            const Index end = std::max(one.col0 + one.cols, part.col_max + 1);
            one.col0 = one.patches == 0 ? part.col_min : std::min(one.col0, part.col_min);
            one.cols = (one.patches == 0 ? part.col_max + 1 : end) - one.col0;
            ++one.patches;
        }
        for (ClassColumns& one : m_classes) {
            if (one.patches < 2) continue;
            one.columns.resize(static_cast<std::size_t>(one.cols));
            one.blocks.resize(static_cast<std::size_t>((one.cols + block_cols - 1) / block_cols));
        }
    }

    std::vector<std::int64_t> run() {
        std::vector<Run> before;
        for (Index i = 0; i < m_map.strips(); ++i) {
            const auto strip = m_map.strip(m_downwards ? i : m_map.strips() - 1 - i);
            for (Index r = 0; r < strip->rows(); ++r) {
                const auto row = strip->row(m_downwards ? r : strip->rows() - 1 - r);
                remember_open_cells(before, row);
                search_row(before, row);
                before.assign(row.begin(), row.end());
                ++m_step;
            }
        }
        return std::move(m_best);
    }

  private:
    struct LastInRow {
        std::int32_t step = -1;
        std::int32_t patch = none;
        Index col = 0;
    };

    bool searched(const Run& run) const {
        return m_classes[static_cast<std::size_t>(class_of(run))].patches > 1;
    }
    std::int32_t class_of(const Run& run) const {
        return m_class_of_patch[static_cast<std::size_t>(run.label)];
    }

    /// Calls fn(run, begin, end) for the parts of the runs that do not meet the same patch in
    /// `other`, the row on one side of them. A cell that does is never the nearest one that way.
    template <typename Fn>
    void for_each_open_part(std::span<const Run> runs, std::span<const Run> other, Fn&& fn) const {
        std::size_t first = 0;
        for (const Run& run : runs) {
            if (!searched(run)) continue;
            while (first < other.size() && other[first].end <= run.begin) ++first;
            Index begin = run.begin;
            for (std::size_t i = first; i < other.size() && other[i].begin < run.end; ++i) {
                if (other[i].label != run.label) continue;
                if (other[i].begin > begin) fn(run, begin, Index{other[i].begin});
                begin = std::max<Index>(begin, other[i].end);
            }
            if (begin < run.end) fn(run, begin, Index{run.end});
        }
    }

    /// Cells of the row before whose patch does not go on in this row.
    void remember_open_cells(std::span<const Run> before, std::span<const Run> row) {
        for_each_open_part(before, row, [&](const Run& run, Index begin, Index end) {
            ClassColumns& columns = m_classes[static_cast<std::size_t>(class_of(run))];
            for (Index col = begin; col < end; ++col) columns.see(col, run.label, m_step - 1);
        });
    }

    void search_row(std::span<const Run> before, std::span<const Run> row) {
        for (const Run& run : row) meet_in_row(run);
        for_each_open_part(row, before, [&](const Run& run, Index begin, Index end) {
            const ClassColumns& columns = m_classes[static_cast<std::size_t>(class_of(run))];
            std::int64_t& best = m_best[static_cast<std::size_t>(run.label)];
            for (Index col = begin; col < end; ++col)
                best = std::min(best, columns.distance2(col, 0, run.label, m_step));
            // Sideways only from the run's own ends: any other cell has a nearer neighbour beside
            // it.
            if (begin == run.begin) search_sideways(columns, run, run.begin, -1, best);
            if (end == run.end) search_sideways(columns, run, run.end - 1, 1, best);
        });
    }

    /// Neighbours in one row: between the last cell of a patch and the first of the next one.
    void meet_in_row(const Run& run) {
        LastInRow& last = m_last_in_row[static_cast<std::size_t>(class_of(run))];
        if (last.step == m_step && last.patch != run.label) {
            const std::int64_t gap = run.begin - last.col;
            for (const std::int32_t patch : {last.patch, run.label}) {
                std::int64_t& best = m_best[static_cast<std::size_t>(patch)];
                best = std::min(best, gap * gap);
            }
        }
        last = {m_step, run.label, run.end - 1};
    }

    void search_sideways(const ClassColumns& columns, const Run& run, Index col, Index direction,
                         std::int64_t& best) const {
        const Index first = 0, last = columns.cols - 1, from = col - columns.col0;
        for (Index dx = 1; dx * dx < best;) {
            const Index place = from + direction * dx;
            if (place < first || place > last) return;
            const bool block_start =
                direction > 0 ? place % block_cols == 0 : place % block_cols == block_cols - 1;
            if (block_start) {
                const BlockSeen& block =
                    columns.blocks[static_cast<std::size_t>(place / block_cols)];
                const std::int64_t dy = m_step - block.step;
                if (block.patch == none || block.patch == run.label || dx * dx + dy * dy >= best) {
                    dx += block_cols;
                    continue;
                }
            }
            best = std::min(best, columns.distance2(place + columns.col0, dx, run.label, m_step));
            ++dx;
        }
    }

    const ComponentMap& m_map;
    bool m_downwards;
    std::int32_t m_step = 0;
    std::vector<std::int64_t> m_best;
    std::vector<std::int32_t> m_class_of_patch;
    std::vector<ClassColumns> m_classes;
    std::vector<LastInRow> m_last_in_row;
};

}  // namespace

std::vector<std::int64_t> nearest_neighbour_px2(const ComponentMap& map) {
    std::vector<std::int64_t> best[2];
    parallel_for(2, [&](Index i) { best[i] = Sweep(map, i == 0).run(); });
    for (std::size_t p = 0; p < best[0].size(); ++p) best[0][p] = std::min(best[0][p], best[1][p]);
    return std::move(best[0]);
}

}  // namespace borderlens
