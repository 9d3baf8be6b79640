#include "stages/spread_cost.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "raster/polygons.hpp"
#include "stages/cost_inputs.hpp"

namespace borderlens {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The finished surface, wherever it is kept.
struct Surface {
    Grid grid;
    std::vector<Window> windows;
    std::function<Raster<double>(const Window&)> cost;
    std::function<Raster<std::int32_t>(const Window&)> allocation;
    std::function<CostPath(Index, Index)> path_to;
};

template <typename T>
Raster<T> cut(const Raster<T>& whole, const Window& window) {
    Raster<T> part(whole.grid().crop(window));
    for (Index row = 0; row < window.rows; ++row)
        std::copy_n(whole.view().row(window.row0 + row) + window.col0, window.cols,
                    part.view().row(row));
    return part;
}

void warn_of_lost(Index lost, std::size_t all) {
    if (lost > 0) log_warning("{} of {} source cells lie on no data and serve nothing", lost, all);
}

Surface whole_surface(const TravelGround& travel, const std::vector<SourceCell>& sources,
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
    Surface surface{grid, {}, {}, {}, {}};
    for (Index row = 0; row < grid.rows(); row += 1024)
        for (Index col = 0; col < grid.cols(); col += 1024)
            surface.windows.push_back(Window{row, col, 1024, 1024}.intersect(grid.window()));
    surface.cost = [made](const Window& window) {
        Raster<double> cost(made->grid().crop(window));
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col)
                cost(row, col) = made->cost(window.row0 + row, window.col0 + col);
        return cost;
    };
    surface.allocation = [ids](const Window& window) { return cut(*ids, window); };
    surface.path_to = [made](Index row, Index col) { return made->path_to(row, col); };
    return surface;
}

Surface tiled_surface(const TravelGround& travel, const std::vector<SourceCell>& sources,
                      const CostRequest& request) {
    TilingOptions tiling;
    tiling.scratch_folder = request.scratch_folder;
    const auto made =
        std::make_shared<TiledCostSurface>(travel.ground, sources, request.options, tiling);
    log_info("worked on {} tiles, {:.1f} times each", made->tiles().size(),
             made->visits_per_tile());
    warn_of_lost(made->lost_sources(), sources.size());
    made->allocate();
    return {travel.ground.grid, made->tiles(),
            [made](const Window& window) { return made->cost(window); },
            [made](const Window& window) { return made->allocation(window); },
            [made](Index row, Index col) { return made->path_to(row, col); }};
}

void write_surface(const Surface& surface, const CostRequest& request) {
    RasterOptions options;
    options.band_descriptions = {"cost", "allocation"};
    options.overwrite = request.overwrite;
    RasterWriter<double> writer(request.out, surface.grid, 2, options);
    for (const Window& window : surface.windows) {
        Raster<double> bands(surface.grid.crop(window), 2, undefined);
        const Raster<double> cost = surface.cost(window);
        const Raster<std::int32_t> ids = surface.allocation(window);
        for (Index i = 0; i < window.size(); ++i) {
            bands.band_data(0)[i] = cost.band_data()[i];
            if (ids.band_data()[i] != 0) bands.band_data(1)[i] = ids.band_data()[i];
        }
        writer.write(window, bands);
    }
    writer.finish();
}

/// Points paths lead to, read before anything is written.
VectorLayer read_targets(const CostRequest& request, const std::string& crs) {
    if (request.paths.empty()) return {};
    if (!request.paths.ends_with(".gpkg") && !request.paths.ends_with(".geojson") &&
        !request.paths.ends_with(".json"))
        throw input_error("{}: expected a name that ends in .gpkg or .geojson", request.paths);
    VectorLayer targets = read_vector(request.targets, "", crs);
    for (const Geometry& geometry : targets.geometries)
        if (!geometry.points.empty()) return targets;
    throw input_error("{}: holds no points to lead paths to", request.targets);
}

void write_paths(const Surface& surface, const VectorLayer& targets, const CostRequest& request) {
    VectorLayer paths;
    paths.name = "paths";
    paths.crs = surface.grid.crs();
    std::vector<double> numbers, costs, lengths, sources;
    std::vector<Index> rows;
    Index missed = 0;
    for (std::size_t i = 0; i < targets.geometries.size(); ++i)
        for (const Point& point : targets.geometries[i].points) {
            const Point px = surface.grid.to_px(point);
            const CostPath path = surface.path_to(static_cast<Index>(std::floor(px.y)),
                                                  static_cast<Index>(std::floor(px.x)));
            const bool reached = !path.line.empty();
            missed += reached ? 0 : 1;
            Geometry line;
            if (path.line.size() > 1) line.lines.push_back(path.line);
            paths.geometries.push_back(std::move(line));
            rows.push_back(static_cast<Index>(i));
            numbers.push_back(static_cast<double>(i + 1));
            costs.push_back(reached ? path.cost : undefined);
            lengths.push_back(reached ? path.length_m : undefined);
            sources.push_back(reached ? path.source : undefined);
        }
    if (missed > 0)
        log_warning("{} of {} targets cannot be reached; their paths are empty", missed,
                    rows.size());
    paths.attributes = targets.attributes.select(rows);
    paths.attributes.set("target", std::move(numbers));
    paths.attributes.set("source", std::move(sources));
    paths.attributes.set("cost", std::move(costs));
    paths.attributes.set("length_m", std::move(lengths));
    write_vector(request.paths, {paths}, request.overwrite);
}

/// Polygons of the cells between two limits; ground that is not reached is in none.
void write_isochrones(const Surface& surface, const CostRequest& request, double metres_per_unit) {
    // Outlines need all labels at once: of very large ground each cell stands for a square of them.
    Index factor = 1;
    while (surface.grid.size() / (factor * factor) * 16 > request.memory_bytes) ++factor;
    if (factor > 1)
        log_warning("isochrones are drawn on cells {} times as large, to stay within --memory",
                    factor);
    const Grid coarse = surface.grid.coarsened(factor);
    Raster<std::int32_t> labels(coarse);
    const Index count = static_cast<Index>(request.isochrone_limits.size());
    std::vector<double> cells(request.isochrone_limits.size(), 0.0);
    for (const Window& window : surface.windows) {
        const Raster<double> cost = surface.cost(window);
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col) {
                if (std::isnan(cost(row, col))) continue;
                const auto limit = std::lower_bound(request.isochrone_limits.begin(),
                                                    request.isochrone_limits.end(),
                                                    cost(row, col) / request.isochrone_unit);
                const std::int32_t band =
                    static_cast<std::int32_t>(limit - request.isochrone_limits.begin());
                if (band == count) continue;
                cells[static_cast<std::size_t>(band)] += 1.0;
                std::int32_t& label =
                    labels((window.row0 + row) / factor, (window.col0 + col) / factor);
                label = label == 0 ? band + 1 : std::min(label, band + 1);
            }
    }
    VectorLayer layer;
    layer.name = "isochrones";
    layer.crs = surface.grid.crs();
    layer.geometries = outlines(labels, count);
    std::vector<double> from, to, area_km2;
    const double cell_km2 = surface.grid.pixel_area_m2() * metres_per_unit * metres_per_unit / 1e6;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        from.push_back(k == 0 ? 0.0 : request.isochrone_limits[k - 1]);
        to.push_back(request.isochrone_limits[k]);
        area_km2.push_back(cells[k] * cell_km2);
    }
    layer.attributes.set("from", std::move(from));
    layer.attributes.set("to", std::move(to));
    layer.attributes.set("area_km2", std::move(area_km2));
    write_vector(request.isochrones, {layer}, request.overwrite);
}

}  // namespace

void spread_cost(const CostRequest& request) {
    TravelGround travel = open_travel_ground(request.files);
    CostOptions options = request.options;
    const bool walks = options.rule.kind != StepKind::friction;
    // Plain cost is counted in the grid's own units; walking in metres and seconds, speeds in
    // metres and hours.
    options.metres_per_unit = walks || !request.files.speeds.empty() ? travel.metres_per_unit : 1.0;
    options.gates = travel.gates;
    const Grid& grid = travel.ground.grid;
    const std::vector<SourceCell> sources = read_sources(request.sources, grid, request.id_field);
    const VectorLayer targets = read_targets(request, grid.crs());
    // Whole: 17 bytes a cell at work, 8 of friction, labels; walking adds two elevations.
    const bool fits = grid.size() * (walks ? 60 : 44) <= request.memory_bytes;
    CostRequest asked = request;
    asked.options = options;
    Surface surface;
    try {
        surface =
            fits ? whole_surface(travel, sources, options) : tiled_surface(travel, sources, asked);
    } catch (const Error& error) {
        // What cannot be read names its own file.
        for (const std::string& path : {request.files.cost, request.files.dem})
            if (!path.empty() && std::string_view(error.what()).starts_with(path)) throw;
        throw error.with_context(request.files.cost);
    }
    write_surface(surface, request);
    if (!request.paths.empty()) write_paths(surface, targets, request);
    if (!request.isochrones.empty()) write_isochrones(surface, request, travel.metres_per_unit);
}

}  // namespace borderlens
