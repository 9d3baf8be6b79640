#include "stages/check_study.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/nearest_word.hpp"
#include "base/parallel.hpp"
#include "imagery/composite.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "lenses/lens.hpp"
#include "network/methods.hpp"
#include "stages/check_network_files.hpp"
#include "stages/check_scenarios.hpp"
#include "stages/ground_gradients.hpp"
#include "stages/hours_ground.hpp"
#include "stages/pipeline.hpp"
#include "stages/read_scenarios.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace {

bool any_inside(const Bounds& ground, const Polyline& points) {
    return std::any_of(points.begin(), points.end(), [&](const Point& point) {
        return ground.meets({point.x, point.y, point.x, point.y});
    });
}

/// Whether a label may lie on the ground: a point or corner of it does. A polygon around all of the
/// ground has none inside, so one whose box meets the ground counts.
bool touches(const Bounds& ground, const Geometry& label) {
    if (any_inside(ground, label.points)) return true;
    for (const Polygon& polygon : label.polygons) {
        Bounds box{polygon.outer[0].x, polygon.outer[0].y, polygon.outer[0].x, polygon.outer[0].y};
        for (const Point& point : polygon.outer)
            box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y),
                   std::max(box.max_x, point.x), std::max(box.max_y, point.y)};
        if (ground.meets(box)) return true;
    }
    return false;
}

/// Layers whose features have shapes; a table of places is read when the model is trained.
void check_label_places(const std::string& path, const VectorLayer& layer, const Grid& ground) {
    Index shapes = 0;
    for (const Geometry& one : layer.geometries) {
        if (one.empty()) continue;
        ++shapes;
        const Geometry placed =
            layer.crs.empty() ? one : transform_geometry(layer.crs, ground.crs(), one);
        if (touches(ground.bounds(), placed)) return;
    }
    if (shapes > 0)
        throw input_error(
            "{}: none of its {} labels lies on the study's ground ({}, {}); label places inside it",
            path, shapes, ground.describe(), crs_name(ground.crs()));
}

void check_labels(const StudyLabels& labels, const Grid& ground) {
    if (labels.path.empty()) return;
    if (is_raster_path(labels.path)) {  // a map of codes: it has no fields
        read_raster_info(labels.path);
        return;
    }
    const VectorLayer layer = read_vector(labels.path);
    std::set<std::string> classes;
    try {
        for (const std::string& name : layer.attributes.texts(labels.class_field))
            classes.insert(name);
    } catch (const Error& error) {
        throw error.with_context(labels.path);
    }
    classes.erase("");
    if (classes.size() < 2)
        throw input_error("{}: the field '{}' tells {} class(es), expected two or more",
                          labels.path, labels.class_field, classes.size());
    for (const std::string& field : {labels.name_field, labels.year_field})
        if (!field.empty() && !layer.attributes.has(field))
            throw input_error("{}: has no field '{}'", labels.path, field);
    check_label_places(labels.path, layer, ground);
}

/// Crossings the study names must be in its table.
void check_crossings(const StudyNetwork& network) {
    if (network.crossings_path.empty()) return;
    const Table table = read_table(network.crossings_path);
    const auto ids = table.texts(table.has("id") ? "id" : "crossing_id");
    const auto look_up = [&](const char* key, const std::vector<std::string>& wanted) {
        for (const std::string& id : wanted) {
            if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
            throw input_error("{}: has no crossing '{}', which the study names in {}{}",
                              network.crossings_path, id, key, did_you_mean(id, ids));
        }
    };
    look_up("border_crossings", network.border_crossings);
    look_up("main_crossings", network.main_crossings);
}

void check_network(const StudyNetwork& network) {
    if (network.nodes_path.empty()) return;
    weighting_named(network.weights);
    ranking_named(network.ranking);
    if (!network.criteria_path.empty()) criteria_of(read_table(network.criteria_path));
    const Table nodes = read_table(network.nodes_path);
    std::set<std::string> ids;
    try {
        for (const std::string& id : nodes.texts("id"))
            if (id.empty() || !ids.insert(id).second)
                throw input_error("id '{}' is empty or comes twice", id);
    } catch (const Error& error) {
        throw error.with_context(network.nodes_path);
    }
    for (const std::string& core : network.cores)
        // "best:GROUP" is known when the nodes are ranked.
        if (core.rfind("best:", 0) != 0 && ids.count(core) == 0)
            throw input_error("{}: has no node '{}', which the study names as a core",
                              network.nodes_path, core);
    check_crossings(network);
    read_scenarios(network.scenario_paths);  // for its errors
}

/// What the hungriest stage holds at once, counted from what its units keep: looks of blocks and
/// a tile in make_composites; in apply_lenses what all lenses make of a block in all periods, and
/// their layers of a tile as far as these do not wait in files.
void check_memory(const StudyRun& run) {
    const Study& study = run.study;
    if (study.scenes.paths.empty()) return;
    constexpr double block_px = 256.0, classes = 12.0;  // of the stages; chosen: a full legend
    constexpr double base_bytes = 250e6;                // measured: libraries, block cache, tables
    const double threads = thread_count(), tile_px = static_cast<double>(study.tile_px);
    const double bands = static_cast<double>(common_roles(study, run.scenes()).size()) + 1.0;
    double looks = 0.0;
    for (const Period& period : study.periods)
        looks = std::max(looks, static_cast<double>(scenes_of(run.scenes(), period).size()));
    const double composites = block_px * block_px * (looks + 2.0) * bands * 4.0 * 2.0 +
                              tile_px * tile_px * bands * 4.0 * 2.0;
    // Images, shares of the forest, of the scene and smoothed, with a halo of 32 px.
    const double lens_block = std::pow(block_px + 64.0, 2.0) * (bands + 3.0 * classes) * 4.0;
    const auto waiting = [&](double layer_bands) {
        return std::min(static_cast<double>(raster_memory_bytes),
                        tile_px * tile_px * layer_bands * 4.0 * 4.0 / 3.0);
    };
    const double lenses = static_cast<double>(study.periods.size()) *
                          (lens_block + waiting(classes) + 2.0 * waiting(2.0));
    const double needed_gib = (base_bytes + threads * std::max(composites, lenses)) / 1073741824.0;
    if (needed_gib > study.memory_gib)
        throw input_error(
            "{}: tiles of {} px, {} periods and {} looks need about {:.1f} GiB on {} threads, "
            "memory_gib allows {}; choose a smaller tile_px, fewer --threads or a larger "
            "memory_gib",
            study.path, study.tile_px, study.periods.size(), looks, needed_gib, threads,
            study.memory_gib);
}

/// Longitude and latitude the wrong way round put side a on either side of the line by chance.
void warn_of_far_side_point(const Study& study) {
    if (!study.border->source.side_a_lonlat) return;
    constexpr double far_km = 300.0;  // chosen: most countries' land by their border lies nearer
    const BorderLine line = read_border(study.border->source, study.crs);
    const Point point =
        transform_points(lonlat_crs(), study.crs, {*study.border->source.side_a_lonlat})[0];
    const double away_km = std::abs(line.locate(point).signed_distance_m) / 1000.0;
    if (away_km > far_km)
        log_warning(
            "{}: border.side_a_lonlat lies {:.0f} km from the line; is it [longitude, "
            "latitude]?",
            study.path, away_km);
}

/// A year that is missing from every table should not be found out by its absence.
void warn_of_empty_periods(const StudyRun& run) {
    if (run.study.scenes.paths.empty()) return;
    for (const Period& period : run.study.periods) {
        if (!scenes_of(run.scenes(), period).empty()) continue;
        const bool was_there = file_exists(run.folder.file(composite_mosaic_path(period.name)));
        log_warning("period {} ({} to {}) has no scene that can be used{}", period.name,
                    to_text(period.first), to_text(period.last),
                    was_there ? ": it had when its composite was made, which is left out of all "
                                "results until its scenes are back"
                              : "");
    }
}

}  // namespace

void require_sound_study(const StudyRun& run) {
    const Study& study = run.study;
    parse_composite_rule(study.composites.method);
    for (const std::string& name : study.lenses) lens_named(name);
    check_network(study.network);
    if (!study.border) return;
    const Grid ground = check_ground(run);
    check_memory(run);
    check_labels(study.labels, ground);
    gradients_from(study.elevation_path, ground);  // for its errors
    warn_of_far_side_point(study);
    warn_of_empty_periods(run);
    if (!std::filesystem::exists(study.run_folder)) return;
    if (!std::filesystem::is_directory(study.run_folder))
        throw input_error("{}: is no folder, expected one for the run's files", study.run_folder);
}

Document check_study(const Study& study) {
    Document found = Document::object();
    found.set("study", study.path);
    found.set("title", study.title);
    found.set("run_folder", study.run_folder);
    if (study.border) {
        const BorderLine line = read_border(study.border->source, study.crs);
        found.set("border_length_km", line.length_m() / 1000.0);
        found.set("zone_km", study.border->zone_km);
    }
    const std::vector<Scene> scenes = study_scenes(study);
    Document refused = Document::list();
    for (const Scene& scene : scenes)
        if (!scene.problem.empty()) refused.append(scene.id + ": " + scene.problem);
    found.set("scenes", static_cast<Index>(scenes.size()));
    found.set("refused_scenes", refused);
    Document periods = Document::list();
    for (const Period& period : study.periods) {
        Document entry = Document::object();
        entry.set("name", period.name);
        entry.set("first", to_text(period.first));
        entry.set("last", to_text(period.last));
        entry.set("scenes", static_cast<Index>(scenes_of(scenes, period).size()));
        periods.append(entry);
    }
    if (refused.size() > 0)
        log_warning("{} of {} scenes are refused, see refused_scenes", refused.size(),
                    scenes.size());
    found.set("periods", periods);
    if (!study.network.nodes_path.empty() && !study.network.edges_paths.empty())
        found.set("network",
                  check_network_files(study.network.nodes_path, study.network.edges_paths,
                                      study.network.crossings_path));
    // Tables with errors are told about above; scenarios would stop at the first of them.
    if (const Document* tables = found.find("network"); tables != nullptr &&
                                                        tables->at("errors").as_integer() == 0 &&
                                                        !study.network.scenario_paths.empty())
        found.set("scenarios", scenario_effects_of(study.network));
    read_slope_curve(study.ground_access.slope_curve_path);
    if (const std::string missing = missing_for_ground_hours(study);
        study.border && study.ground_access.wanted && !missing.empty())
        log_warning("hours over the ground ([access.ground]) will be left out: {}", missing);
    Document stages = Document::list();
    const RunFolder folder(study.run_folder);
    const StudyRun run(study, folder);
    require_sound_study(run);
    for (const Stage& stage : pipeline()) {
        // Stages that see the ground plan from files of others; without a border none of them runs.
        if (!study.border && stage.plan(run).empty()) continue;
        stages.append(stage.name + ": " + stage.summary);
    }
    found.set("stages", stages);
    return found;
}

}  // namespace borderlens
