#include "stages/travel_ground.hpp"

#include <cmath>
#include <limits>
#include <memory>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "network/travel_friction.hpp"
#include "raster/burn.hpp"
#include "stages/cost_inputs.hpp"

namespace borderlens {

SpeedTable read_speeds(const std::string& path, const std::string& classes_path) {
    const Table table = read_table(path);
    const Legend legend = read_legend(classes_path);
    SpeedTable speeds;
    try {
        const std::vector<std::string> classes = table.texts("class");
        const std::vector<double>& kmh = table.numbers("speed_kmh");
        for (std::size_t i = 0; i < classes.size(); ++i) {
            if (!(kmh[i] >= 0.0 && kmh[i] < 2000.0))
                throw input_error("row {}: speed_kmh is {}, expected 0 or more", i + 1, kmh[i]);
            double code = 0.0;
            bool known = parse_number(classes[i], code) && code == std::floor(code);
            for (const LegendEntry& entry : legend)
                if (!known && entry.name == classes[i]) code = entry.code, known = true;
            if (!known)
                throw input_error("row {}: class '{}' is neither a code nor a name in {}", i + 1,
                                  classes[i], classes_path);
            if (!speeds.emplace(static_cast<std::int32_t>(code), kmh[i]).second)
                throw input_error("row {}: class {} comes twice", i + 1, classes[i]);
        }
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    return speeds;
}

void burn_road(const Geometry& geometry, double friction, const Grid& grid, BurntCells& burnt) {
    for_each_cell(grid, geometry, [&](Index row, Index col) { burnt.add(row, col, friction); });
}

void burn_barrier(const Geometry& geometry, const Grid& grid, BurntCells& burnt) {
    burn_road(geometry, std::numeric_limits<double>::quiet_NaN(), grid, burnt);
}

void burn_roads(const std::string& path, const std::string& speed_field, const Grid& grid,
                BurntCells& burnt) {
    const VectorLayer layer = read_vector(path, "", grid.crs());
    if (!layer.attributes.has(speed_field))
        throw input_error("{}: has no field '{}' with speeds in km/h; name the one that has them",
                          path, speed_field);
    const std::vector<double>& speeds = layer.attributes.numbers(speed_field);
    for (std::size_t i = 0; i < layer.geometries.size(); ++i) {
        if (!(speeds[i] > 0.0))
            throw input_error("{}: feature {} has {} {}, expected a number above 0", path, i + 1,
                              speed_field, speeds[i]);
        burn_road(layer.geometries[i], 1.0 / (1000.0 * speeds[i]), grid, burnt);
    }
}

namespace {

/// Crossings in grid coordinates with their waits in units of cost.
std::pair<std::vector<Point>, std::vector<double>> read_crossings(const GroundFiles& files,
                                                                  const Grid& grid) {
    std::vector<Point> places;
    std::vector<double> waits;
    Table attributes;
    if (is_vector_path(files.crossings)) {
        const VectorLayer layer = read_vector(files.crossings, "", grid.crs());
        attributes = layer.attributes;
        for (std::size_t i = 0; i < layer.geometries.size(); ++i) {
            if (layer.geometries[i].points.size() != 1)
                throw input_error("{}: feature {} is not a single point", files.crossings, i + 1);
            places.push_back(layer.geometries[i].points[0]);
        }
    } else {
        attributes = read_table(files.crossings);
        try {
            const auto &lon = attributes.numbers("lon"), &lat = attributes.numbers("lat");
            for (std::size_t i = 0; i < lon.size(); ++i) places.push_back({lon[i], lat[i]});
        } catch (const Error& error) {
            throw error.with_context(files.crossings);
        }
        if (grid.crs().empty())
            throw input_error("{}: has longitudes, but {} names no CRS", files.crossings,
                              files.cost);
        places = transform_points(lonlat_crs(), grid.crs(), places);
    }
    const bool waits_known = attributes.has(files.wait_field);
    if (!waits_known)
        log_warning("{}: has no column '{}': nobody waits at its crossings", files.crossings,
                    files.wait_field);
    Index unknown = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double wait_h = waits_known ? attributes.numbers(files.wait_field)[i] : 0.0;
        if (wait_h < 0.0)
            throw input_error("{}: row {}: {} is {}, expected 0 or more hours", files.crossings,
                              i + 1, files.wait_field, wait_h);
        unknown += std::isnan(wait_h) ? 1 : 0;
        waits.push_back(std::isnan(wait_h) ? 0.0 : wait_h * files.cost_per_hour);
        places[i] = grid.to_px(places[i]);
    }
    if (unknown > 0)
        log_warning("{}: {} of {} crossings have no known {}: nobody waits there", files.crossings,
                    unknown, places.size(), files.wait_field);
    return {places, waits};
}

}  // namespace

std::function<Raster<double>(const Window&)> friction_from(FrictionParts made) {
    const auto parts = std::make_shared<const FrictionParts>(std::move(made));
    return [parts](const Window& window) {
        Raster<double> friction = parts->bare(window);
        parts->roads.burn(window, friction);
        parts->barrier.burn(window, friction);
        return friction;
    };
}

std::function<Raster<double>(const Window&)> heights_off_roads(
    std::function<Raster<double>(const Window&)> elevation_m, const BurntCells& roads) {
    return [read = std::move(elevation_m),
            burnt = std::make_shared<const BurntCells>(roads)](const Window& window) {
        Raster<double> heights = read(window);
        burnt->blank(window, heights);
        return heights;
    };
}

SlopeCurve read_slope_curve(const std::string& path) {
    if (path.empty()) return {};
    const Table table = read_table(path);
    try {
        return slope_curve_of(table);
    } catch (const Error& error) {
        throw error.with_context(path);
    }
}

TravelGround open_travel_ground(const GroundFiles& files) {
    const Grid grid = read_raster_info(files.cost).grid;
    TravelGround result;
    result.metres_per_unit = require_plane(files.cost, grid);
    result.ground.grid = grid;
    if (!files.dem.empty())
        require_same_grid(files.dem, read_raster_info(files.dem).grid, files.cost, grid);
    FrictionParts parts;
    for (const std::string& path : files.roads)
        burn_roads(path, files.speed_field, grid, parts.roads);
    if (!files.barrier.empty()) {
        for (const Geometry& geometry : read_vector(files.barrier, "", grid.crs()).geometries)
            burn_barrier(geometry, grid, parts.barrier);
        if (parts.barrier.empty())
            throw input_error("{}: does not meet {} ({})", files.barrier, files.cost,
                              grid.describe());
    }
    // A grid's own unit need not be the metre.
    const double cell_m =
        std::max(grid.pixel_width(), grid.pixel_height()) * result.metres_per_unit;
    if (files.speeds.empty())
        parts.bare = [path = files.cost](const Window& window) {
            return read_doubles(path, {0}, window);
        };
    else
        parts.bare = [path = files.cost,
                      speeds = read_speeds(files.speeds, files.cost)](const Window& window) {
            return friction_of_classes(read_codes(path, 0, window), speeds);
        };
    if (!files.dem.empty()) {
        result.ground.elevation_m = [=](const Window& window) {
            const Raster<double> dem = read_doubles(files.dem, {0}, window);
            return Raster<double>(grid.crop(window), 1, dem.values());
        };
        if (files.roads_level)
            result.ground.elevation_m = heights_off_roads(result.ground.elevation_m, parts.roads);
    }
    result.ground.friction = friction_from(std::move(parts));
    if (files.crossings.empty()) return result;
    const auto [places, waits] = read_crossings(files, grid);
    result.gates = gates_of(places, waits, grid, result.ground.friction, files.snap_m / cell_m);
    for (std::size_t i = 0; i < result.gates.size(); ++i)
        if (result.gates[i].cells.empty())
            log_warning("{}: crossing {} lies farther than {} m from any barrier: it opens nothing",
                        files.crossings, i + 1, files.snap_m);
    return result;
}

}  // namespace borderlens
