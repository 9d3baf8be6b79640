#include "stages/hours_ground.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "network/transport.hpp"
#include "stages/cost_inputs.hpp"
#include "stages/network_facts.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/tile_layers.hpp"

namespace borderlens {
namespace {

/// Speeds by class: the user's, else on foot; an input error names a class that has none.
SpeedTable speeds_of(const StudyGroundAccess& access, const std::string& classes_path,
                     const Legend& legend) {
    SpeedTable speeds;
    if (!access.speeds_path.empty()) speeds = read_speeds(access.speeds_path, classes_path);
    for (const LegendEntry& entry : legend) {
        if (speeds.count(entry.code) > 0) continue;
        const double kmh = walking_speed_kmh(entry.name);
        if (std::isnan(kmh))
            throw input_error(
                "access.ground: class {} '{}' of the land-use map has no known speed; give it one "
                "in speeds = \"FILE.csv\" (class, speed_kmh)",
                entry.code, entry.name);
        speeds[entry.code] = kmh;
    }
    return speeds;
}

/// The network's links as straight lines between their places, at the speed that takes the hours
/// the tables say from end to end.
void burn_links(const StudyNetwork& study, const Grid& grid, BurntCells& roads) {
    const NetworkFacts facts = read_network_facts(study);
    if (!facts.nodes.has("lon") || !facts.nodes.has("lat")) {
        log_warning("{}: has no lon and lat, so that its links lie nowhere on the ground",
                    study.nodes_path);
        return;
    }
    const TransportNetwork network = transport_of(study, facts);
    const auto &lon = facts.nodes.numbers("lon"), &lat = facts.nodes.numbers("lat");
    std::vector<Point> places;
    for (std::size_t i = 0; i < lon.size(); ++i) places.push_back({lon[i], lat[i]});
    places = transform_points(lonlat_crs(), grid.crs(), std::move(places));
    for (const TransportLink& link : network.links) {
        const Point from = places[link.from], to = places[link.to];
        const double length_m = std::hypot(to.x - from.x, to.y - from.y);
        if (!(length_m > 0.0 && link.hours > 0.0)) continue;
        burn_road({{}, {{from, to}}, {}}, link.hours / length_m, grid, roads);
    }
}

}  // namespace

std::string missing_for_ground_hours(const Study& study) {
    if (!study.border) return "the study has no [border]";
    if (study.scenes.paths.empty()) return "the study has no scenes, and so no land-use map";
    if (std::find(study.lenses.begin(), study.lenses.end(), "land_use") == study.lenses.end())
        return "the lens land_use is not in use";
    if (study.network.crossings_path.empty()) return "[network] names no crossings";
    if (study.network.nodes_path.empty() || study.network.edges_paths.empty())
        return "[network] names no nodes and edges";
    return "";
}

HoursGround open_hours_ground(const StudyRun& run) {
    const Study& study = run.study;
    const StudyGroundAccess& access = study.ground_access;
    HoursGround ground;
    ground.classes_path =
        run.folder.file(layer_mosaic_path("land_use", composite_periods(run).back().name));
    ground.sides_path = run.folder.file(sides_mosaic_path());
    ground.legend = read_legend(ground.classes_path);
    const Grid grid = read_raster_info(ground.classes_path).grid;
    require_same_grid(ground.sides_path, read_raster_info(ground.sides_path).grid,
                      ground.classes_path, grid);
    FrictionParts parts;
    parts.bare = [path = ground.classes_path,
                  speeds =
                      speeds_of(access, ground.classes_path, ground.legend)](const Window& window) {
        return friction_of_classes(read_codes(path, 0, window), speeds);
    };
    for (const std::string& path : access.roads_paths)
        burn_roads(path, access.speed_field, grid, parts.roads);
    if (access.roads_paths.empty()) burn_links(study.network, grid, parts.roads);
    const BorderLine line = study_border(study, read_ground(run.folder).grid);
    burn_barrier({{}, line.chains(), {}}, grid, parts.barrier);
    ground.travel.ground.grid = grid;
    if (!access.elevation_path.empty()) {
        ground.rule.kind = StepKind::slope;
        ground.rule.curve = read_slope_curve(access.slope_curve_path);
        ground.travel.ground.elevation_m = heights_off_roads(
            [path = access.elevation_path, grid](const Window& window) {
                const Raster<float> read = read_on_grid(path, 0, grid, window);
                return Raster<double>(read.grid(), 1, {read.values().begin(), read.values().end()});
            },
            parts.roads);
    }
    ground.travel.ground.friction = friction_from(std::move(parts));
    ground.gates = study_gates(study, line, grid, ground.travel.ground.friction, ground.sides_path);
    return ground;
}

}  // namespace borderlens
