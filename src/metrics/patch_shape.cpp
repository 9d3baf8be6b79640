#include "metrics/patch_shape.hpp"

#include <cmath>
#include <unordered_map>

#include "base/parallel.hpp"
#include "metrics/outline.hpp"

namespace borderlens {
namespace {

/// A strip's share of a patch that goes on beyond it.
struct Share {
    std::int32_t patch = 0;
    double sum_distance = 0.0;
    Index corner_pairs = 0;
    std::vector<OutlineLevel> outline;
};

/// The patches that have cells in a strip, numbered 0, 1, ...: first those that began above it.
class PatchesOfStrip {
  public:
    PatchesOfStrip(const std::vector<Component>& components, const RunRows& strip) {
        // Components are numbered by first cell: those that begin in this strip follow each other.
        const auto begins_before = [](const Component& part, Index row) {
            return part.row_min < row;
        };
        m_first_new = static_cast<std::int32_t>(
            std::lower_bound(components.begin(), components.end(), strip.row0, begins_before) -
            components.begin());
        for (const Run& run : strip.runs)
            if (run.label < m_first_new &&
                m_old.try_emplace(run.label, static_cast<std::int32_t>(m_patches.size())).second)
                m_patches.push_back(run.label);
        m_old_count = static_cast<std::int32_t>(m_patches.size());
        const auto end = std::lower_bound(components.begin() + m_first_new, components.end(),
                                          strip.row0 + strip.rows(), begins_before);
        for (auto part = components.begin() + m_first_new; part != end; ++part)
            m_patches.push_back(static_cast<std::int32_t>(part - components.begin()));
    }
    std::size_t place_of(std::int32_t patch) const {
        return static_cast<std::size_t>(patch < m_first_new ? m_old.at(patch)
                                                            : patch - m_first_new + m_old_count);
    }
    const std::vector<std::int32_t>& patches() const { return m_patches; }

  private:
    std::unordered_map<std::int32_t, std::int32_t> m_old;
    std::vector<std::int32_t> m_patches;
    std::int32_t m_first_new = 0;
    std::int32_t m_old_count = 0;
};

struct PlacedRun {
    std::int32_t row, begin, end;
};

/// Runs bucketed by patch, in row order within each: positions starts[p] .. starts[p + 1] - 1.
struct RunsByPatch {
    std::vector<PlacedRun> runs;
    std::vector<std::size_t> starts;
};

RunsByPatch bucket_runs(const RunRows& strip, const PatchesOfStrip& patches) {
    RunsByPatch result;
    result.starts.assign(patches.patches().size() + 1, 0);
    for (const Run& run : strip.runs) ++result.starts[patches.place_of(run.label) + 1];
    for (std::size_t p = 1; p < result.starts.size(); ++p) result.starts[p] += result.starts[p - 1];
    result.runs.resize(strip.runs.size());
    std::vector<std::size_t> next(result.starts.begin(), result.starts.end() - 1);
    for (Index row = 0; row < strip.rows(); ++row)
        for (const Run& run : strip.row(row))
            result.runs[next[patches.place_of(run.label)]++] = {
                static_cast<std::int32_t>(strip.row0 + row), run.begin, run.end};
    return result;
}

/// Calls add(patch, pairs) for cells of one patch that touch at a corner across two rows.
template <typename Add>
void count_corner_pairs(std::span<const Run> upper, std::span<const Run> lower, Add&& add) {
    const auto shared = [](const Run& a, const Run& b, std::int32_t shift) {
        return std::max(0, std::min(a.end + shift, b.end) - std::max(a.begin + shift, b.begin));
    };
    for_each_contact(upper, lower, [&](std::size_t i, std::size_t j, Index) {
        if (upper[i].label != lower[j].label) return;
        add(lower[j].label, shared(upper[i], lower[j], 1) + shared(upper[i], lower[j], -1));
    });
}

double sum_of_distances(std::span<const PlacedRun> runs, const Component& patch) {
    const double row = patch.centroid_row(), col = patch.centroid_col();
    double sum = 0.0;
    for (const PlacedRun& run : runs) {
        const double dy = run.row - row;
        for (std::int32_t c = run.begin; c < run.end; ++c) {
            const double dx = c - col;
            sum += std::sqrt(dx * dx + dy * dy);
        }
    }
    return sum;
}

/// Corners of the runs by grid line; runs come in row order.
std::vector<OutlineLevel> outline_of(std::span<const PlacedRun> runs) {
    std::vector<OutlineLevel> levels;
    const auto widen = [&](std::int64_t y, const PlacedRun& run) {
        for (std::size_t back = 1; back <= 2 && back <= levels.size(); ++back) {
            OutlineLevel& level = levels[levels.size() - back];
            if (level.y != y) continue;
            level.x_min = std::min<std::int64_t>(level.x_min, run.begin);
            level.x_max = std::max<std::int64_t>(level.x_max, run.end);
            return;
        }
        levels.push_back({y, run.begin, run.end});
    };
    for (const PlacedRun& run : runs) {
        widen(run.row, run);
        widen(run.row + 1, run);
    }
    return levels;
}

/// The lower share's outline below the upper one's; they may share one grid line, and the patch may
/// have skipped rows in between.
void append_outline(std::vector<OutlineLevel>& upper, const std::vector<OutlineLevel>& lower) {
    for (const OutlineLevel& level : lower) {
        if (!upper.empty() && upper.back().y == level.y) {
            upper.back().x_min = std::min(upper.back().x_min, level.x_min);
            upper.back().x_max = std::max(upper.back().x_max, level.x_max);
        } else {
            upper.push_back(level);
        }
    }
    upper = hull_levels(upper);
}

/// Measures one strip: whole patches go to `shapes`, shares of larger ones are returned.
std::vector<Share> measure_strip(const ComponentMap& map, const RunRows& strip,
                                 std::vector<PatchShape>& shapes) {
    const PatchesOfStrip patches(map.components(), strip);
    const RunsByPatch buckets = bucket_runs(strip, patches);
    std::vector<Index> corner_pairs(patches.patches().size());
    for (Index row = 1; row < strip.rows(); ++row)
        count_corner_pairs(strip.row(row - 1), strip.row(row),
                           [&](std::int32_t patch, Index pairs) {
                               corner_pairs[patches.place_of(patch)] += pairs;
                           });
    std::vector<Share> shares;
    for (std::size_t p = 0; p < corner_pairs.size(); ++p) {
        const std::int32_t number = patches.patches()[p];
        const Component& patch = map.components()[static_cast<std::size_t>(number)];
        const std::span<const PlacedRun> runs(buckets.runs.data() + buckets.starts[p],
                                              buckets.starts[p + 1] - buckets.starts[p]);
        const double sum = sum_of_distances(runs, patch);
        if (patch.row_min < strip.row0 || patch.row_max >= strip.row0 + strip.rows()) {
            shares.push_back({number, sum, corner_pairs[p], hull_levels(outline_of(runs))});
            continue;
        }
        PatchShape& shape = shapes[static_cast<std::size_t>(number)];
        shape.mean_distance_to_centroid = sum / static_cast<double>(patch.cells);
        shape.corner_pairs = corner_pairs[p];
        const Index height = patch.bounds().rows, width = patch.bounds().cols;
        // A full rectangle needs no search.
        shape.diameter2 = patch.cells == height * width ? height * height + width * width
                                                        : greatest_distance2(outline_of(runs));
    }
    return shares;
}

}  // namespace

std::vector<PatchShape> patch_shapes(const ComponentMap& map) {
    std::vector<PatchShape> shapes(map.components().size());
    std::vector<std::vector<Share>> shares(static_cast<std::size_t>(map.strips()));
    std::vector<RunRows> edges(shares.size());
    parallel_for(map.strips(), [&](Index number) {
        const std::size_t s = static_cast<std::size_t>(number);
        const auto strip = map.strip(number);
        shares[s] = measure_strip(map, *strip, shapes);
        for (const Index row : {Index{0}, strip->rows() - 1}) {
            const auto runs = strip->row(row);
            edges[s].runs.insert(edges[s].runs.end(), runs.begin(), runs.end());
            edges[s].starts.push_back(edges[s].runs.size());
        }
    });
    std::unordered_map<std::int32_t, Share> cut;
    for (std::size_t s = 0; s < shares.size(); ++s) {
        for (Share& share : shares[s]) {
            Share& whole = cut[share.patch];
            whole.sum_distance += share.sum_distance;
            whole.corner_pairs += share.corner_pairs;
            append_outline(whole.outline, share.outline);
        }
        if (s == 0) continue;
        count_corner_pairs(std::as_const(edges[s - 1]).row(1), std::as_const(edges[s]).row(0),
                           [&](std::int32_t patch, Index pairs) {
                               if (pairs > 0) cut[patch].corner_pairs += pairs;
                           });
    }
    for (const auto& [number, whole] : cut) {
        PatchShape& shape = shapes[static_cast<std::size_t>(number)];
        shape.mean_distance_to_centroid =
            whole.sum_distance /
            static_cast<double>(map.components()[static_cast<std::size_t>(number)].cells);
        shape.corner_pairs = whole.corner_pairs;
        shape.diameter2 = greatest_distance2(whole.outline);
    }
    return shapes;
}

}  // namespace borderlens
