#include "stages/cost_map.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "base/log.hpp"
#include "raster/polygons.hpp"

namespace borderlens {
namespace {

void warn_of_lost(Index lost, std::size_t all) {
    if (lost > 0) log_warning("{} of {} source cells lie on no data and serve nothing", lost, all);
}

CostMap whole_map(const TravelGround& travel, const std::vector<SourceCell>& sources,
                  const CostOptions& options) {
    const Grid& grid = travel.ground.grid;
    std::shared_ptr<CostSurface> made;
    {
        const Raster<double> friction = travel.ground.friction(grid.window());
        std::optional<Raster<double>> elevation;
        if (travel.ground.elevation_m)
            elevation.emplace(grid, 1, travel.ground.elevation_m(grid.window()).values());
        made = std::make_shared<CostSurface>(Raster<double>(grid, 1, friction.values()),
                                             elevation ? &*elevation : nullptr, sources, options);
    }
    warn_of_lost(made->lost_sources(), sources.size());
    const auto ids = std::make_shared<const Raster<std::int32_t>>(grid, 1, made->allocation());
    CostMap map{grid, {}, {}, {}, {}};
    for (Index row = 0; row < grid.rows(); row += 1024)
        for (Index col = 0; col < grid.cols(); col += 1024)
            map.windows.push_back(Window{row, col, 1024, 1024}.intersect(grid.window()));
    map.cost = [made](const Window& window) {
        Raster<double> cost(made->grid().crop(window));
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col)
                cost(row, col) = made->cost(window.row0 + row, window.col0 + col);
        return cost;
    };
    map.allocation = [ids](const Window& window) { return cropped(*ids, window); };
    map.path_to = [made](Index row, Index col) { return made->path_to(row, col); };
    return map;
}

CostMap tiled_map(const TravelGround& travel, const std::vector<SourceCell>& sources,
                  const CostOptions& options, const std::string& scratch_folder) {
    TilingOptions tiling;
    tiling.scratch_folder = scratch_folder;
    const auto made = std::make_shared<TiledCostSurface>(travel.ground, sources, options, tiling);
    log_info("worked on {} tiles, {:.1f} times each", made->tiles().size(),
             made->visits_per_tile());
    warn_of_lost(made->lost_sources(), sources.size());
    made->allocate();
    return {travel.ground.grid, made->tiles(),
            [made](const Window& window) { return made->cost(window); },
            [made](const Window& window) { return made->allocation(window); },
            [made](Index row, Index col) { return made->path_to(row, col); }};
}

}  // namespace

CostMap map_cost(const TravelGround& travel, const std::vector<SourceCell>& sources,
                 const CostOptions& options, Index memory_bytes,
                 const std::string& scratch_folder) {
    const bool walks = needs_heights(options.rule.kind);
    // Whole: 17 bytes a cell at work, 8 of friction, labels; walking adds two elevations.
    const bool fits = travel.ground.grid.size() * (walks ? 60 : 44) <= memory_bytes;
    return fits ? whole_map(travel, sources, options)
                : tiled_map(travel, sources, options, scratch_folder);
}

VectorLayer isochrones_of(const Grid& grid, const std::vector<Window>& windows,
                          const std::function<Raster<double>(const Window&)>& cost_of,
                          const std::vector<double>& limits, double unit, double metres_per_unit,
                          Index memory_bytes) {
    // Outlines need all labels at once: of very large ground each cell stands for a square of them.
    Index factor = 1;
    while (grid.size() / (factor * factor) * 16 > memory_bytes) ++factor;
    if (factor > 1)
        log_warning("isochrones are drawn on cells {} times as large, to stay within memory",
                    factor);
    Raster<std::int32_t> labels(grid.coarsened(factor));
    const Index count = static_cast<Index>(limits.size());
    std::vector<double> cells(limits.size(), 0.0);
    for (const Window& window : windows) {
        const Raster<double> cost = cost_of(window);
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col) {
                if (std::isnan(cost(row, col))) continue;
                const auto limit =
                    std::lower_bound(limits.begin(), limits.end(), cost(row, col) / unit);
                const std::int32_t band = static_cast<std::int32_t>(limit - limits.begin());
                if (band == count) continue;
                cells[static_cast<std::size_t>(band)] += 1.0;
                std::int32_t& label =
                    labels((window.row0 + row) / factor, (window.col0 + col) / factor);
                label = label == 0 ? band + 1 : std::min(label, band + 1);
            }
    }
    VectorLayer layer;
    layer.name = "isochrones";
    layer.crs = grid.crs();
    layer.geometries = outlines(labels, count);
    std::vector<double> from, to, area_km2;
    const double cell_km2 = grid.pixel_area_m2() * metres_per_unit * metres_per_unit / 1e6;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        from.push_back(k == 0 ? 0.0 : limits[k - 1]);
        to.push_back(limits[k]);
        area_km2.push_back(cells[k] * cell_km2);
    }
    layer.attributes.set("from", std::move(from));
    layer.attributes.set("to", std::move(to));
    layer.attributes.set("area_km2", std::move(area_km2));
    return layer;
}

}  // namespace borderlens
