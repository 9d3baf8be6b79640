#include "change/expansion.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace borderlens {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

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

/// Counts the ring cells of every patch; a cell near several cells of a patch counts once.
void count_rings(const Raster<ClassCode>& before, const Raster<std::int32_t>& labels,
                 double reach_px, std::vector<NewPatch>& patches) {
    // Cells patch by patch, so that one mark a cell tells whether this patch has seen it.
    std::vector<std::vector<Index>> cells(patches.size());
    for (std::size_t p = 0; p < patches.size(); ++p)
        cells[p].reserve(static_cast<std::size_t>(patches[p].cells));
    for (Index i = 0; i < labels.grid().size(); ++i)
        if (const std::int32_t label = labels.values()[static_cast<std::size_t>(i)]; label > 0)
            cells[static_cast<std::size_t>(label - 1)].push_back(i);
    Raster<std::int32_t> seen(labels.grid());
    const std::vector<Offset> offsets = ring_offsets(reach_px);
    for (std::size_t p = 0; p < patches.size(); ++p) {
        const std::int32_t label = static_cast<std::int32_t>(p + 1);
        for (const Index cell : cells[p])
            for (const Offset& offset : offsets) {
                const Index row = cell / labels.cols() + offset.row;
                const Index col = cell % labels.cols() + offset.col;
                if (!labels.grid().window().contains(row, col)) continue;
                if (labels(row, col) == label || seen(row, col) == label) continue;
                seen(row, col) = label;
                if (before(row, col) == cell_built)
                    ++patches[p].ring_built;
                else if (before(row, col) == cell_open)
                    ++patches[p].ring_open;
            }
    }
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
    for (const Component& component : result.found.components) {
        NewPatch patch;
        patch.cells = component.cells;
        result.patches.push_back(patch);
    }
    count_rings(before, result.found.labels, reach_px, result.patches);
    double sum = 0.0, weighted = 0.0, cells = 0.0;
    for (NewPatch& patch : result.patches) {
        const double ring = static_cast<double>(patch.ring_built + patch.ring_open);
        patch.index = ring > 0.0 ? 100.0 * static_cast<double>(patch.ring_built) / ring : 0.0;
        patch.type = patch.index > 50.0  ? ExpansionType::infill
                     : patch.index > 0.0 ? ExpansionType::edge
                                         : ExpansionType::outlying;
        sum += patch.index;
        weighted += patch.index * static_cast<double>(patch.cells);
        cells += static_cast<double>(patch.cells);
    }
    result.mean_index =
        result.patches.empty() ? none : sum / static_cast<double>(result.patches.size());
    result.area_weighted_index = cells > 0.0 ? weighted / cells : none;
    return result;
}

LandConsumption land_consumption(double built_before, double built_after, double population_before,
                                 double population_after, double years) {
    LandConsumption result{none, none, none};
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
