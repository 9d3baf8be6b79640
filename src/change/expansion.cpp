#include "change/expansion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/no_value.hpp"
#include "base/parallel.hpp"

namespace borderlens {
namespace {

struct Offset {
    Index row = 0;
    Index col = 0;
};

std::vector<Offset> ring_offsets(double reach_px) {
    std::vector<Offset> offsets;
    const Index reach = static_cast<Index>(std::floor(std::max(1.0, reach_px)));
    for (Index row = -reach; row <= reach; ++row)
        for (Index col = -reach; col <= reach; ++col) {
            if (row == 0 && col == 0) continue;
            const bool near =
                reach_px <= 1.0 ||
                std::hypot(static_cast<double>(row), static_cast<double>(col)) <= reach_px + 1e-9;
            if (near) offsets.push_back({row, col});
        }
    return offsets;
}

struct RingCount {
    Index built = 0;
    Index open = 0;
};
using RingCounts = std::unordered_map<std::int32_t, RingCount>;

/// Counts the ring cells in `before` of every patch in `labels`, whose first row lies `rows_above`
/// rows higher; a cell near several cells of a patch counts once.
template <typename Code>
RingCounts count_rings(const Raster<Code>& before, const Raster<std::int32_t>& labels,
                       Index rows_above, double reach_px) {
    // Cells patch by patch, so that one mark a cell tells whether this patch has seen it.
    std::vector<std::pair<std::int32_t, Index>> cells;
    for (Index i = 0; i < labels.grid().size(); ++i)
        if (const std::int32_t label = labels.values()[static_cast<std::size_t>(i)]; label > 0)
            cells.emplace_back(label, i);
    std::sort(cells.begin(), cells.end());
    Raster<std::int32_t> seen(before.grid());
    const std::vector<Offset> offsets = ring_offsets(reach_px);
    RingCounts counts;
    for (const auto& [label, cell] : cells) {
        RingCount& count = counts[label];
        for (const Offset& offset : offsets) {
            const Index row = cell / labels.cols() + offset.row - rows_above;
            const Index col = cell % labels.cols() + offset.col;
            if (!before.grid().window().contains(row, col)) continue;
            if (labels(row + rows_above, col) == label || seen(row, col) == label) continue;
            seen(row, col) = label;
            if (before(row, col) == cell_built)
                ++count.built;
            else if (before(row, col) == cell_open)
                ++count.open;
        }
    }
    return counts;
}

void set_rings(const RingCounts& counts, std::vector<NewPatch>& patches) {
    for (const auto& [label, count] : counts) {
        NewPatch& patch = patches[static_cast<std::size_t>(label - 1)];
        patch.ring_built += count.built;
        patch.ring_open += count.open;
    }
}

std::vector<NewPatch> patches_of(const std::vector<Component>& components) {
    std::vector<NewPatch> patches(components.size());
    for (std::size_t p = 0; p < patches.size(); ++p) patches[p].cells = components[p].cells;
    return patches;
}

void set_types(std::vector<NewPatch>& patches) {
    for (NewPatch& patch : patches) {
        const double ring = static_cast<double>(patch.ring_built + patch.ring_open);
        patch.index = ring > 0.0 ? 100.0 * static_cast<double>(patch.ring_built) / ring : 0.0;
        patch.type = patch.index > 50.0  ? ExpansionType::infill
                     : patch.index > 0.0 ? ExpansionType::edge
                                         : ExpansionType::outlying;
    }
}

/// Patch labels (component number + 1) of whole rows, from the strips they lie in.
Raster<std::int32_t> labels_of_rows(const ComponentMap& map, Index row0, Index rows) {
    Raster<std::int32_t> labels(Grid("", {0.0, 0.0}, 1.0, 1.0, rows, map.cols()));
    for (Index number = row0 / map.strip_rows(); number <= (row0 + rows - 1) / map.strip_rows();
         ++number) {
        const auto strip = map.strip(number);
        for (Index i = 0; i < strip->rows(); ++i) {
            const Index row = strip->row0 + i - row0;
            if (row < 0 || row >= rows) continue;
            for (const Run& run : strip->row(i))
                std::fill_n(labels.view().row(row) + run.begin, run.end - run.begin, run.label + 1);
        }
    }
    return labels;
}

}  // namespace

const char* name_of(ExpansionType type) {
    return type == ExpansionType::infill ? "infill"
           : type == ExpansionType::edge ? "edge"
                                         : "outlying";
}

Expansion find_expansion(const Raster<ClassCode>& before, const Raster<ClassCode>& after,
                         Connectivity connectivity, double reach_px) {
    if (!(before.grid() == after.grid()))
        throw internal_error("expansion: the two dates are on different grids");
    Expansion result;
    Raster<ClassCode> fresh(before.grid());
    for (std::size_t i = 0; i < before.values().size(); ++i) {
        const ClassCode then = before.values()[i], now = after.values()[i];
        if (then == no_class || now == no_class) continue;
        result.built_before += then == cell_built ? 1 : 0;
        result.built_after += now == cell_built ? 1 : 0;
        fresh.values()[i] = then == cell_open && now == cell_built ? 1 : no_class;
    }
    result.found = label_components(fresh, connectivity);
    result.patches = patches_of(result.found.components);
    set_rings(count_rings(before, result.found.labels, 0, reach_px), result.patches);
    set_types(result.patches);
    const MeanIndex mean = mean_index(result.patches);
    result.mean_index = mean.plain;
    result.area_weighted_index = mean.area_weighted;
    return result;
}

MeanIndex mean_index(const std::vector<NewPatch>& patches) {
    double sum = 0.0, weighted = 0.0, cells = 0.0;
    for (const NewPatch& patch : patches) {
        sum += patch.index;
        weighted += patch.index * static_cast<double>(patch.cells);
        cells += static_cast<double>(patch.cells);
    }
    if (patches.empty()) return {no_value, no_value};
    return {sum / static_cast<double>(patches.size()), weighted / cells};
}

NewPatches find_new_patches(const CodeSource& before, const CodeSource& after,
                            Connectivity connectivity, double reach_px,
                            const StripOptions& strips) {
    const CodeSource fresh{before.rows, before.cols, [&](const Window& window) {
                               Raster<std::int32_t> then = before.read(window);
                               const Raster<std::int32_t> now = after.read(window);
                               for (std::size_t i = 0; i < then.values().size(); ++i) {
                                   const bool grown = then.values()[i] == cell_open &&
                                                      now.values()[i] == cell_built;
                                   then.values()[i] = grown ? 1 : no_code;
                               }
                               return then;
                           }};
    const ComponentMap map(fresh, connectivity, strips);
    NewPatches result{map.components(), patches_of(map.components())};
    const Index reach = static_cast<Index>(std::floor(std::max(1.0, reach_px)));
    std::vector<RingCounts> parts(static_cast<std::size_t>(map.strips()));
    parallel_for(map.strips(), [&](Index number) {
        const Index row0 = number * map.strip_rows();
        const Index rows = std::min(map.strip_rows(), map.rows() - row0);
        const Index above = std::min(reach, row0);
        const Index below = std::min(reach, map.rows() - row0 - rows);
        parts[static_cast<std::size_t>(number)] =
            count_rings(before.read({row0, 0, rows, map.cols()}),
                        labels_of_rows(map, row0 - above, above + rows + below), above, reach_px);
    });
    for (const RingCounts& part : parts) set_rings(part, result.patches);
    set_types(result.patches);
    return result;
}

LandConsumption land_consumption(double built_before, double built_after, double population_before,
                                 double population_after, double years) {
    LandConsumption result{no_value, no_value, no_value};
    if (!(years > 0.0)) return result;
    if (built_before > 0.0)
        result.land_consumption_rate = (built_after - built_before) / built_before / years;
    if (population_before > 0.0 && population_after > 0.0)
        result.population_growth_rate = std::log(population_after / population_before) / years;
    if (result.population_growth_rate != 0.0)
        result.ratio = result.land_consumption_rate / result.population_growth_rate;
    return result;
}

}  // namespace borderlens
