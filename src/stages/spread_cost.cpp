#include "stages/spread_cost.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "stages/cost_inputs.hpp"
#include "stages/cost_map.hpp"

namespace borderlens {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

void write_surface(const CostMap& surface, const CostRequest& request) {
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

void write_paths(const CostMap& surface, const VectorLayer& targets, const CostRequest& request) {
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

}  // namespace

void spread_cost(const CostRequest& request) {
    TravelGround travel = open_travel_ground(request.files);
    CostOptions options = request.options;
    const bool walks = needs_heights(options.rule.kind);
    // Plain cost is counted in the grid's own units; walking in metres and seconds, speeds in
    // metres and hours.
    options.metres_per_unit = walks || !request.files.speeds.empty() ? travel.metres_per_unit : 1.0;
    options.gates = travel.gates;
    const Grid& grid = travel.ground.grid;
    const std::vector<SourceCell> sources = read_sources(request.sources, grid, request.id_field);
    const VectorLayer targets = read_targets(request, grid.crs());
    CostMap surface;
    try {
        surface = map_cost(travel, sources, options, request.memory_bytes, request.scratch_folder);
    } catch (const Error& error) {
        // What cannot be read names its own file.
        for (const std::string& path : {request.files.cost, request.files.dem})
            if (!path.empty() && std::string_view(error.what()).starts_with(path)) throw;
        throw error.with_context(request.files.cost);
    }
    write_surface(surface, request);
    if (!request.paths.empty()) write_paths(surface, targets, request);
    if (!request.isochrones.empty())
        write_vector(
            request.isochrones,
            {isochrones_of(surface.grid, surface.windows, surface.cost, request.isochrone_limits,
                           request.isochrone_unit, travel.metres_per_unit, request.memory_bytes)},
            request.overwrite);
}

}  // namespace borderlens
