#include "app/config.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/config_imagery.hpp"
#include "app/config_paths.hpp"
#include "base/error.hpp"
#include "border/zones.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "lenses/map_legends.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

StudyBorder read_border_keys(StudyKeys keys, const StudyPaths& paths) {
    StudyBorder border;
    const std::string line = paths(keys, "line"), polygons = paths(keys, "polygons");
    if (line.empty() == polygons.empty())
        keys.fail("line", "expected either line = \"...\" or polygons = \"...\" with field, a, b");
    border.source.path = line.empty() ? polygons : line;
    border.source.layer = keys.text("layer", "");
    if (!polygons.empty()) {
        border.source.polygon_field = keys.required_text("field");
        border.source.polygon_a = keys.required_text("a");
        border.source.polygon_b = keys.required_text("b");
    }
    border.source.side_a_lonlat = keys.lonlat("side_a_lonlat");
    if (!border.source.side_a_lonlat)
        keys.fail("side_a_lonlat",
                  "is missing, expected [longitude, latitude] of a place on side a");
    border.name_a = keys.text("name_a", border.name_a);
    border.name_b = keys.text("name_b", border.name_b);
    border.zone_km = keys.number("zone_km", border.zone_km, 0.01, 500.0);
    if (!keys.has("bands_km")) border.bands_km = {0.0, border.zone_km};
    border.bands_km = keys.numbers("bands_km", border.bands_km);
    try {
        band_scheme(border.bands_km);
    } catch (const Error& error) {
        keys.fail("bands_km", error.what());
    }
    if (border.bands_km.back() > border.zone_km)
        keys.fail("bands_km", fmt::format("the last band ends at {} km, the zone at {} km",
                                          border.bands_km.back(), border.zone_km));
    border.segment_km = keys.number("segment_km", border.segment_km, 0.1, 10000.0);
    border.units_path = paths(keys, "units");
    border.units_field = keys.text("units_field", border.units_field);
    border.note = keys.text("note", "");
    keys.finish();
    return border;
}

std::vector<Area> read_areas(StudyKeys& top) {
    std::vector<Area> areas;
    for (StudyKeys& keys : top.tables("areas")) {
        Area area{keys.required_text("name"), {}, keys.number("radius_km", 5.0, 0.01, 500.0)};
        const auto place = keys.lonlat("lonlat");
        if (!place) keys.fail("lonlat", "is missing, expected [longitude, latitude]");
        area.lonlat = *place;
        keys.finish();
        areas.push_back(area);
    }
    return areas;
}

std::vector<StudyLayer> read_layers(StudyKeys& top, const StudyPaths& paths,
                                    const std::vector<Period>& periods) {
    std::vector<StudyLayer> layers;
    for (StudyKeys& keys : top.tables("layers")) {
        StudyLayer layer{keys.required_text("name"), keys.text("unit", "1"),
                         paths.pattern(keys, "path"), keys.integer("band", 1, 1, 100000)};
        if (layer.name.empty() || layer.name == "ndvi" ||
            layer.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") !=
                std::string::npos)
            keys.fail("name",
                      "expected small letters, digits and _, and not ndvi: it becomes a "
                      "column's name");
        if (layer.unit.empty()) keys.fail("unit", "expected a unit, \"1\" for a bare ratio");
        for (const StudyLayer& other : layers)
            if (other.name == layer.name) keys.fail("name", "two layers are named so");
        for (const Period& period : periods)
            if (const std::string path = layer.path_in(period.name);
                path.rfind("/vsi", 0) != 0 && !file_exists(path))
                keys.fail("path", "no such file: " + path);
        keys.finish();
        layers.push_back(layer);
    }
    return layers;
}

StudyLabels read_label_keys(StudyKeys keys, const StudyPaths& paths) {
    StudyLabels labels;
    labels.path = paths(keys, "path");
    labels.map_paths = paths.list(keys, "map");
    labels.map_legends = keys.texts("legend", {});
    if (!labels.map_paths.empty()) {
        if (!labels.path.empty()) keys.fail("map", "expected either path or map, found both");
        if (labels.map_legends.size() != 1 && labels.map_legends.size() != labels.map_paths.size())
            keys.fail("legend", "expected one legend a map, or one for all");
        try {
            for (const std::string& name : labels.map_legends) map_legend_named(name);
        } catch (const Error& error) {
            keys.fail("legend", error.what());
        }
    }
    labels.class_field = keys.text("class_field", labels.class_field);
    labels.name_field = keys.text("name_field", "");
    labels.weight_field = keys.text("weight_field", "");
    labels.test_points_path = paths(keys, "test_points");
    labels.year_field = keys.text("year_field", "");
    for (const double year : keys.numbers("years", {}))
        labels.years.push_back(static_cast<int>(year));
    labels.hold_out_share = keys.number("hold_out_share", labels.hold_out_share, 0.0, 0.9);
    labels.trees = keys.integer("trees", labels.trees, 1, 10000);
    labels.depth = keys.integer("depth", labels.depth, 1, 25);
    keys.finish();
    return labels;
}

StudyComparison read_comparison_keys(StudyKeys keys, const StudyPaths& paths) {
    StudyComparison comparison;
    comparison.bootstrap_count = keys.integer("bootstrap_count", 500, 50, 100000);
    comparison.cell_km = keys.number("cell_km", comparison.cell_km, 0.01, 50.0);
    if (keys.has("event_year"))
        comparison.event_year = static_cast<int>(keys.integer("event_year", 0, 1900, 2200));
    comparison.event_name = keys.text("event_name", "");
    comparison.donut_km = keys.number("donut_km", 0.0, 0.0, 100.0);
    comparison.placebo_step_km = keys.number("placebo_step_km", 0.0, 0.0, 100.0);
    comparison.population_path = paths(keys, "population");
    keys.finish();
    return comparison;
}

StudyTowns read_town_keys(StudyKeys& top, const StudyPaths& paths) {
    StudyTowns towns;
    towns.wanted = top.has("towns");
    StudyKeys keys = top.table("towns");
    towns.polygons_path = paths(keys, "polygons");
    towns.field = keys.text("field", towns.field);
    towns.join_m = keys.number("join_m", towns.join_m, 1.0, 100000.0);
    towns.least_km2 = keys.number("least_km2", towns.least_km2, 0.0, 1e6);
    towns.ring_km = keys.number("ring_km", towns.ring_km, 0.0, 100.0);
    keys.finish();
    return towns;
}

StudyNetwork read_network_keys(StudyKeys keys, const StudyPaths& paths) {
    StudyNetwork network;
    network.nodes_path = paths(keys, "nodes");
    network.edges_paths = paths.list(keys, "edges");
    network.crossings_path = paths(keys, "crossings");
    network.border_crossings = keys.texts("border_crossings", {});
    network.criteria_path = paths(keys, "criteria");
    network.scenario_paths = paths.list(keys, "scenarios");
    network.cores = keys.texts("cores", {});
    network.weights = keys.text("weights", network.weights);
    network.ranking = keys.text("ranking", network.ranking);
    network.catchment_km = keys.number("catchment_km", network.catchment_km, 0.1, 500.0);
    network.group_field = keys.text("group_field", "");
    network.linkage = keys.choice("linkage", network.linkage,
                                  {"ward", "average", "complete", "single", "kmeans"});
    network.grades = static_cast<int>(keys.integer("grades", network.grades, 2, 20));
    network.main_crossings = keys.texts("main_crossings", {});
    network.waits_count = keys.boolean("waits_count", true);
    if (keys.has("unknown_wait_h"))
        network.unknown_wait_h = keys.number("unknown_wait_h", 0.0, 0.0, 10000.0);
    network.isochrones_h = keys.numbers("isochrones_h", network.isochrones_h);
    for (const double hours : network.isochrones_h)
        if (!(hours > 0.0)) keys.fail("isochrones_h", "expected hours above 0");
    network.valley_share = keys.number("valley_share", network.valley_share, 0.01, 1.0);
    network.claims_path = paths(keys, "claims");
    keys.finish();
    return network;
}

StudyGroundAccess read_access_keys(StudyKeys keys, const StudyPaths& paths,
                                   const StudyNetwork& network) {
    StudyGroundAccess access;
    access.wanted = keys.has("ground");
    StudyKeys ground = keys.table("ground");
    access.speeds_path = paths(ground, "speeds");
    access.elevation_path = paths(ground, "elevation");
    if (ground.has("slope_curve") && !ground.has("elevation"))
        ground.fail("slope_curve", "needs heights; give elevation = \"DEM.tif\" as well");
    access.slope_curve_path = paths(ground, "slope_curve");
    access.roads_paths = paths.list(ground, "roads");
    access.speed_field = ground.text("speed_field", access.speed_field);
    access.neighbours = ground.integer("neighbours", access.neighbours, 4, 16);
    if (access.neighbours != 4 && access.neighbours != 8 && access.neighbours != 16)
        ground.fail("neighbours", "expected 4, 8 or 16");
    access.snap_km = ground.number("snap_km", access.snap_km, 0.0, 500.0);
    std::vector<double> usual_h = network.isochrones_h;
    std::sort(usual_h.begin(), usual_h.end());
    access.isochrones_h = ground.numbers("isochrones_h", usual_h);
    for (std::size_t i = 0; i < access.isochrones_h.size(); ++i)
        if (!(access.isochrones_h[i] > (i == 0 ? 0.0 : access.isochrones_h[i - 1])))
            ground.fail("isochrones_h", "expected rising hours above 0 such as [4, 8, 12, 24]");
    ground.finish();
    keys.finish();
    return access;
}

StudyMonitoring read_monitoring_keys(StudyKeys keys) {
    StudyMonitoring limits;
    limits.least_object_ha = keys.number("least_object_ha", limits.least_object_ha, 0.0, 1e6);
    limits.least_probability = keys.number("least_probability", limits.least_probability, 0.0, 1.0);
    limits.growth_factor = keys.number("growth_factor", limits.growth_factor, 0.0, 1000.0);
    limits.least_growth_km2 = keys.number("least_growth_km2", limits.least_growth_km2, 0.0, 1e6);
    keys.finish();
    return limits;
}

void read_ground(StudyKeys& keys, Study& study) {
    const std::string crs = keys.text("crs", "");
    if (!crs.empty()) {
        try {
            study.crs = crs_wkt(crs);
        } catch (const Error& error) {
            keys.fail("crs", error.what());
        }
        if (!is_projected(study.crs) || std::abs(unit_length_m(study.crs) - 1.0) > 1e-9)
            keys.fail("crs", "found " + crs +
                                 ", expected one projected in metres such as "
                                 "EPSG:32644");
    }
    study.pixel_size_m = keys.number("pixel_size_m", 10.0, 0.1, 10000.0);
    study.tile_px = keys.integer("tile_px", 512, 16, 16384);
    const std::vector<double> box = keys.numbers("bounds", {});
    if (box.empty()) return;
    if (box.size() != 4 || box[0] >= box[2] || box[1] >= box[3])
        keys.fail("bounds", "expected [min_x, min_y, max_x, max_y] in metres of the study's crs");
    study.bounds = Bounds{box[0], box[1], box[2], box[3]};
}

}  // namespace

Study read_study(const std::string& path, const std::string& run_folder, bool before_fetch) {
    const Document document = read_toml(path);
    StudyKeys top(path, "", &document);
    std::optional<StudyFetch> fetch = read_fetch_keys(top);
    const StudyPaths paths(path, fetch ? fetch->cache : "", before_fetch);
    Study study;
    study.path = path;
    study.name = fs::path(path).stem().string();
    StudyKeys about = top.table("study");
    study.title = about.text("title", study.name);
    study.note = about.text("note", "");
    study.seed = static_cast<std::uint64_t>(about.integer("seed", 1, 0, INT64_MAX));
    const std::string written = about.text("run_folder", "");
    study.run_folder = !run_folder.empty() ? run_folder
                       : !written.empty()
                           ? (fs::path(path).parent_path() / written).lexically_normal().string()
                           : "runs/" + study.name;
    // Not stated: 2 GiB, or most of the machine's memory where its many cores may well use more.
    const double machine_gib = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                               static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1073741824.0;
    study.memory_gib =
        about.number("memory_gib", std::max(study.memory_gib, 0.8 * machine_gib), 0.05, 4096.0);
    read_ground(about, study);
    about.finish();
    study.areas = read_areas(top);
    if (top.has("border")) {
        study.border = read_border_keys(top.table("border"), paths);
        if (study.crs.empty())
            about.fail("crs", "is missing, expected a projected one such as \"EPSG:32644\"");
    }
    study.scenes = read_scene_keys(top.table("scenes"), paths);
    study.fetch = std::move(fetch);
    if (study.fetch) study.fetch->cache = paths.resolved(study.fetch->cache);
    study.periods = read_periods(top);
    study.layers = read_layers(top, paths, study.periods);
    study.composites = read_composite_keys(top.table("composites"));
    study.labels = read_label_keys(top.table("labels"), paths);
    StudyKeys lenses = top.table("lenses");
    study.lenses = lenses.texts("use", study.lenses);
    study.elevation_path = paths(lenses, "elevation");
    if (!study.elevation_path.empty() && !study.labels.path.empty())
        lenses.fail("elevation",
                    "serves the shipped model, but [labels] trains one of the study's own; leave "
                    "it out");
    lenses.finish();
    StudyKeys change = top.table("change");
    study.break_maps = change.boolean("breaks", false);
    change.finish();
    study.comparison = read_comparison_keys(top.table("comparison"), paths);
    study.towns = read_town_keys(top, paths);
    study.network = read_network_keys(top.table("network"), paths);
    study.ground_access = read_access_keys(top.table("access"), paths, study.network);
    study.monitoring = read_monitoring_keys(top.table("monitoring"));
    top.finish();
    if (!study.border && study.network.nodes_path.empty())
        top.fail("border", "is missing: a study needs a [border] or a [network] with nodes");
    if (!study.scenes.paths.empty() && study.periods.empty())
        top.fail("periods",
                 "is missing: name the years ([season] years = [2017, 2020]) or "
                 "[[periods]]");
    return study;
}

}  // namespace borderlens
