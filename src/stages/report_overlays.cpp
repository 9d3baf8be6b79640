#include "stages/report_overlays.hpp"

#include <algorithm>
#include <filesystem>

#include "border/line_pieces.hpp"
#include "border/zones.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

// Chosen: the largest of them; more would make a page of a whole border slow.
constexpr Index most_objects = 4000;

std::string path_if_there(const StudyRun& run, const std::string& relative) {
    const auto path = std::filesystem::path(run.folder.path()) / relative;
    return std::filesystem::exists(path) ? path.string() : "";
}

void add_border(const StudyRun& run, std::vector<VectorLayer>& layers) {
    if (path_if_there(run, "grid.json").empty()) return;
    const BorderLine line = study_border(run.study, read_ground(run.folder).grid);
    VectorLayer border{"border", run.study.crs, {{{}, line.chains(), {}}}, {}};
    border.attributes.set("length_km", std::vector<double>{line.length_m() / 1000.0});
    layers.push_back(std::move(border));
    const double segment_km = run.study.border->segment_km;
    const std::vector<Zone> zones = segment_scheme(line.length_m() / 1000.0, segment_km).zones;
    VectorLayer segments{"segments", run.study.crs, {}, {}};
    std::vector<std::string> names;
    // Zones come in pairs, side a and side b.
    for (std::size_t k = 0; 2 * k < zones.size(); ++k) {
        const double from_m = static_cast<double>(k) * segment_km * 1000.0;
        segments.geometries.push_back(
            {{}, piece_of(line, from_m, from_m + segment_km * 1000.0), {}});
        names.push_back(zones[2 * k].name);
    }
    segments.attributes.set("zone", names);
    layers.push_back(std::move(segments));
}

void add_objects(const StudyRun& run, std::vector<VectorLayer>& layers) {
    const std::string path = path_if_there(run, objects_path());
    if (path.empty()) return;
    VectorLayer objects = read_vector(path, "", report_map_crs(run.study));
    objects.name = "objects";
    if (objects.attributes.rows() > most_objects) {
        const auto& area = objects.attributes.numbers("area_ha");
        std::vector<Index> order(area.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Index>(i);
        std::stable_sort(order.begin(), order.end(), [&](Index x, Index y) {
            return area[static_cast<std::size_t>(x)] > area[static_cast<std::size_t>(y)];
        });
        order.resize(static_cast<std::size_t>(most_objects));
        std::vector<Geometry> kept;
        for (const Index i : order)
            kept.push_back(std::move(objects.geometries[static_cast<std::size_t>(i)]));
        objects.geometries = std::move(kept);
        objects.attributes = objects.attributes.select(order);
    }
    layers.push_back(std::move(objects));
}

/// Nodes of the table that know their place, without the columns that are for the table only.
void add_nodes(const StudyRun& run, std::vector<VectorLayer>& layers) {
    const std::string path = path_if_there(run, table_path("nodes"));
    if (path.empty()) return;
    const Table table = read_table(path);
    if (!table.has("lon") || !table.has("lat")) return;
    std::vector<Point> places;
    for (std::size_t i = 0; i < static_cast<std::size_t>(table.rows()); ++i)
        places.push_back({table.numbers("lon")[i], table.numbers("lat")[i]});
    places = transform_points(lonlat_crs(), report_map_crs(run.study), places);
    VectorLayer nodes{"nodes", report_map_crs(run.study), {}, {}};
    for (const Point& place : places) nodes.geometries.push_back({{place}, {}, {}});
    for (const char* name : {"id", "name", "country", "kind", "population", "border_h", "score",
                             "rank", "rank_low", "rank_high", "confidence"}) {
        if (!table.has(name)) continue;
        if (table.column(name).is_number)
            nodes.attributes.set(name, table.numbers(name));
        else
            nodes.attributes.set(name, table.texts(name));
    }
    layers.push_back(std::move(nodes));
}

void add_layer_of(const StudyRun& run, const std::string& file, const std::string& layer,
                  const std::string& name, std::vector<VectorLayer>& layers) {
    const std::string path = path_if_there(run, file);
    if (path.empty()) return;
    VectorLayer read = read_vector(path, layer, report_map_crs(run.study));
    read.name = name;
    if (!read.geometries.empty()) layers.push_back(std::move(read));
}

/// Of the hours over the ground those to the crossings: with waits all ground may lie beyond the
/// last limit.
void keep_rows_without_waits(std::vector<VectorLayer>& layers) {
    if (layers.empty() || layers.back().name != "ground_isochrones") return;
    VectorLayer& all = layers.back();
    const auto waits = all.attributes.texts("waits");
    std::vector<Index> kept;
    std::vector<Geometry> geometries;
    for (std::size_t i = 0; i < waits.size(); ++i)
        if (waits[i] == "none") {
            kept.push_back(static_cast<Index>(i));
            geometries.push_back(std::move(all.geometries[i]));
        }
    all.attributes = all.attributes.select(kept);
    all.geometries = std::move(geometries);
}

/// Of the isochrones those by the main gates (all, where none are named main) with the waits as
/// they are: the map shows one set.
void keep_usual_isochrones(std::vector<VectorLayer>& layers) {
    if (layers.empty() || layers.back().name != "isochrones") return;
    VectorLayer& all = layers.back();
    if (!all.attributes.has("gates") || !all.attributes.has("waits")) return;
    const auto gates = all.attributes.texts("gates"), waits = all.attributes.texts("waits");
    const bool has_main = std::find(gates.begin(), gates.end(), "main") != gates.end();
    std::vector<Index> kept;
    std::vector<Geometry> geometries;
    for (std::size_t i = 0; i < gates.size(); ++i)
        if (gates[i] == (has_main ? "main" : "all") && waits[i] == "observed") {
            kept.push_back(static_cast<Index>(i));
            geometries.push_back(std::move(all.geometries[i]));
        }
    all.attributes = all.attributes.select(kept);
    all.geometries = std::move(geometries);
}

}  // namespace

std::string report_map_crs(const Study& study) {
    return study.border ? study.crs : crs_wkt("EPSG:3857");
}

std::vector<VectorLayer> study_overlays(const StudyRun& run) {
    std::vector<VectorLayer> layers;
    if (run.study.border) add_border(run, layers);
    add_layer_of(run, "network/access.gpkg", "isochrone_areas", "isochrones", layers);
    keep_usual_isochrones(layers);
    add_layer_of(run, ground_isochrones_path(), "ground_isochrones", "ground_isochrones", layers);
    keep_rows_without_waits(layers);
    add_layer_of(run, "network/access.gpkg", "valley", "valley", layers);
    add_layer_of(run, "network/corridors.gpkg", "belts", "belts", layers);
    add_layer_of(run, "network/corridors.gpkg", "axes", "corridors", layers);
    add_objects(run, layers);
    add_nodes(run, layers);
    return layers;
}

}  // namespace borderlens
