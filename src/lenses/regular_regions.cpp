#include "lenses/regular_regions.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

/// A rectangle ten times as long as wide, lying across, fills this share of the bounds around it;
/// what fills less is no plant, and its bounds may be as large as the study.
constexpr double least_share_of_bounds = 0.165;

/// Cells of `code` once gaps are closed, all else `no_code`.
Raster<std::int32_t> closed_places(Raster<ClassCode> classes, ClassCode code, ClassCode otherwise,
                                   Index reach) {
    close_gaps(classes, code, otherwise, reach);
    Raster<std::int32_t> places(classes.grid(), 1, no_code);
    for (Index i = 0; i < places.grid().size(); ++i)
        if (classes.band_data()[i] == code) places.band_data()[i] = code;
    return places;
}

}  // namespace

std::vector<RegularRegion> find_regular_regions(const Grid& grid, const CodeSource& possible,
                                                const CodeSource& sure,
                                                const ObjectLimits& limits) {
    const double cell_ha = grid.pixel_area_m2() / 1e4;
    std::vector<RegularRegion> regions;
    const ComponentMap map(possible, Connectivity::eight);
    for (const Component& component : map.components()) {
        const Window bounds = component.bounds();
        const auto cells = static_cast<double>(component.cells);
        if (cells * cell_ha < limits.regular_area_ha || cells * cell_ha > limits.greatest_area_ha ||
            cells < least_share_of_bounds * limits.regular_fill *
                        static_cast<double>(bounds.rows * bounds.cols))
            continue;
        RegularRegion region{bounds, cells_of(possible, component, Connectivity::eight)};
        if (rectangle_fill(region.cells, 1, {0, 0, bounds.rows, bounds.cols}) < limits.regular_fill)
            continue;
        const Raster<std::int32_t> known = sure.read(bounds);
        Index sure_cells = 0;
        for (Index i = 0; i < known.grid().size(); ++i)
            if (region.cells.band_data()[i] == 1 && known.band_data()[i] != no_code) ++sure_cells;
        if (2 * sure_cells < component.cells) regions.push_back(std::move(region));
    }
    return regions;
}

Raster<ClassCode> possible_places(const Raster<float>& probability, ClassCode code,
                                  ClassCode otherwise, const ObjectLimits& limits) {
    // Of pixels of this probability the shape makes even odds.
    const double least = 1.0 / (1.0 + limits.regular_odds);
    Raster<ClassCode> places(probability.grid(), 1, no_class);
    for (Index i = 0; i < places.grid().size(); ++i) {
        const double share = static_cast<double>(probability.band_data()[i]);
        if (!std::isnan(share)) places.band_data()[i] = share > least ? code : otherwise;
    }
    return places;
}

void add_regular_regions(std::vector<Raster<ClassCode>>& classes,
                         const std::vector<Raster<ClassCode>>& possible, ClassCode code,
                         ClassCode otherwise, const ObjectLimits& limits) {
    if (std::isinf(limits.regular_area_ha)) return;
    const Grid& grid = classes.back().grid();
    const Index reach = gap_reach_px(limits.gap_m, std::sqrt(grid.pixel_area_m2()));
    const auto may_be = closed_places(possible.back(), code, otherwise, reach);
    const auto is = closed_places(classes.back(), code, otherwise, reach);
    for (const RegularRegion& region :
         find_regular_regions(grid, code_source(may_be), code_source(is), limits))
        for (Index row = 0; row < region.bounds.rows; ++row)
            for (Index col = 0; col < region.bounds.cols; ++col) {
                if (region.cells(row, col) != 1) continue;
                const Index r = region.bounds.row0 + row, c = region.bounds.col0 + col;
                for (std::size_t t = 0; t < classes.size(); ++t)
                    if (classes[t](r, c) == otherwise &&
                        (t + 1 == classes.size() || possible[t](r, c) == code))
                        classes[t](r, c) = code;
            }
}

}  // namespace borderlens
