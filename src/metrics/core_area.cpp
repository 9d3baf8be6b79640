#include "metrics/core_area.hpp"

#include "base/parallel.hpp"

namespace borderlens {
namespace {

/// What is left of the middle row's runs after one erosion by the four neighbours.
void erode_row(std::span<const Run> upper, std::span<const Run> middle, std::span<const Run> lower,
               std::vector<Run>& kept) {
    std::size_t i = 0, k = 0;
    for (const Run& run : middle) {
        const std::int32_t begin = run.begin + 1, end = run.end - 1;
        while (i < upper.size() && upper[i].end <= begin) ++i;
        while (k < lower.size() && lower[k].end <= begin) ++k;
        // Runs of one row do not overlap, so the next run may start at the same i and k.
        std::size_t above = i, below = k;
        while (above < upper.size() && below < lower.size() && upper[above].begin < end &&
               lower[below].begin < end) {
            const std::int32_t from = std::max({begin, upper[above].begin, lower[below].begin});
            const std::int32_t to = std::min({end, upper[above].end, lower[below].end});
            if (from < to && upper[above].code == run.code && lower[below].code == run.code)
                kept.push_back({from, to, run.code, run.label});
            if (upper[above].end < lower[below].end)
                ++above;
            else
                ++below;
        }
    }
}

using Rows = std::vector<std::vector<Run>>;

/// Rows row_begin .. row_end - 1 (which may lie outside the raster: empty) with patch labels.
Rows labelled_rows(const ComponentMap& map, Index row_begin, Index row_end) {
    Rows rows(static_cast<std::size_t>(row_end - row_begin));
    const Index first = std::max<Index>(0, row_begin), last = std::min(map.rows(), row_end);
    std::shared_ptr<const RunRows> strip;
    for (Index row = first; row < last; ++row) {
        if (!strip || row >= strip->row0 + strip->rows()) strip = map.strip(row / map.strip_rows());
        const auto runs = strip->row(row - strip->row0);
        rows[static_cast<std::size_t>(row - row_begin)].assign(runs.begin(), runs.end());
    }
    return rows;
}

/// The core runs of one strip; `patches` gets the patch of each run.
RunRows core_runs(const ComponentMap& map, Index strip_number, Index depth,
                  std::vector<std::int32_t>& patches) {
    const Index row0 = strip_number * map.strip_rows();
    const Index row_end = std::min(map.rows(), row0 + map.strip_rows());
    Rows rows = labelled_rows(map, row0 - depth, row_end + depth);
    for (Index step = 0; step < depth; ++step) {
        Rows eroded(rows.size() - 2);
        for (std::size_t i = 0; i < eroded.size(); ++i)
            erode_row(rows[i], rows[i + 1], rows[i + 2], eroded[i]);
        rows = std::move(eroded);
    }
    RunRows strip;
    strip.row0 = row0;
    for (std::vector<Run>& row : rows) {
        for (Run& run : row) {
            patches.push_back(run.label);
            run.label = -1;
            strip.runs.push_back(run);
        }
        strip.starts.push_back(strip.runs.size());
    }
    return strip;
}

}  // namespace

std::vector<DisjunctCore> disjunct_cores(const ComponentMap& map, Index edge_depth_px) {
    if (edge_depth_px < 1) throw internal_error("edge depth of {} cells", edge_depth_px);
    std::vector<LabelledStrip> strips(static_cast<std::size_t>(map.strips()));
    std::vector<std::vector<std::int32_t>> patch_of_part(strips.size());
    parallel_for(map.strips(), [&](Index number) {
        const std::size_t s = static_cast<std::size_t>(number);
        std::vector<std::int32_t> patches;
        RunRows runs = core_runs(map, number, edge_depth_px, patches);
        strips[s] = label_strip(runs, map.connectivity());
        patch_of_part[s].resize(strips[s].parts.size());
        for (std::size_t i = 0; i < runs.runs.size(); ++i)
            patch_of_part[s][static_cast<std::size_t>(runs.runs[i].label)] = patches[i];
    });
    const JoinedStrips joined = join_strips(strips, map.connectivity());
    std::vector<DisjunctCore> cores(joined.components.size());
    std::size_t part = 0;
    for (const std::vector<std::int32_t>& patches : patch_of_part)
        for (const std::int32_t patch : patches)
            cores[static_cast<std::size_t>(joined.component_of_part[part++])].patch = patch;
    for (std::size_t i = 0; i < cores.size(); ++i) cores[i].cells = joined.components[i].cells;
    return cores;
}

}  // namespace borderlens
