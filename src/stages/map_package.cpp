// What study.gpkg holds and how it is drawn.
#include "stages/map_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

// Okabe and Ito's colours: told apart by colour-blind readers.
constexpr Rgb blue = {0, 114, 178}, orange = {213, 94, 0}, green = {0, 158, 115},
              purple = {204, 121, 167}, yellow = {230, 159, 0}, sky = {86, 180, 233};
constexpr Rgb several[] = {blue, orange, green, purple, yellow, sky};

bool there(const StudyRun& run, const std::string& relative) {
    return file_exists((std::filesystem::path(run.folder.path()) / relative).string());
}

/// Every value of a text field once, with a colour each.
std::vector<StyleStep> steps_of(const Table& table, const std::string& field) {
    std::vector<StyleStep> steps;
    if (!table.has(field)) return steps;
    for (const std::string& value : table.texts(field)) {
        const bool known = std::any_of(steps.begin(), steps.end(),
                                       [&](const StyleStep& step) { return step.value == value; });
        if (!known && !value.empty())
            steps.push_back({value, 0.0, 0.0, value, several[steps.size() % std::size(several)]});
    }
    return steps;
}

PackageLayer border_layer(const StudyRun& run) {
    const BorderLine line = study_border(run.study, read_ground(run.folder).grid);
    PackageLayer made{{"border", run.study.crs, {}, {}}, "Border", "Border line", {}, true, false};
    made.layer.geometries.push_back({{}, line.chains(), {}});
    made.layer.attributes.set("length_km", std::vector<double>{line.length_m() / 1000.0});
    made.layer.attributes.set("note", std::vector<std::string>{run.study.border->note});
    made.style = {.shape = VectorStyle::Shape::line, .rgb = {0, 0, 0}, .size_mm = 0.8};
    return made;
}

/// Bands as map_zones has drawn them, with the key their values are joined by.
PackageLayer band_layer(const StudyRun& run, const std::string& path) {
    PackageLayer made{
        read_vector(path, "bands"), "Border", "Sides by distance band", {}, false, true};
    made.layer.name = "zones";
    Table& attributes = made.layer.attributes;
    const auto side = attributes.texts("side"), band = attributes.texts("band_km");
    std::vector<std::string> key;
    for (std::size_t i = 0; i < side.size(); ++i) key.push_back(side[i] + " " + band[i]);
    attributes.set("zone_key", key);
    made.style = {.shape = VectorStyle::Shape::polygon,
                  .field = "side",
                  .steps = {{"a", 0.0, 0.0, run.study.border->name_a, blue},
                            {"b", 0.0, 0.0, run.study.border->name_b, orange}},
                  .opacity = 0.35,
                  .label_field = "band_km"};
    return made;
}

/// The line's segments, coloured by the asymmetry of built-up land (or of the first measure).
PackageLayer segment_layer(const std::string& path) {
    PackageLayer made{read_vector(path, "segments"), "Border", "", {}, true, false};
    made.layer.name = "border_segments";  // tables/segments.csv comes along under its own name
    const Table& attributes = made.layer.attributes;
    std::string field = "share_built_up_asymmetry";
    for (const std::string& name : attributes.names())
        if (!attributes.has(field) && name.ends_with("_asymmetry")) field = name;
    const std::vector<std::string> periods = attributes.texts("period");
    const std::string last =
        periods.empty() ? "" : *std::max_element(periods.begin(), periods.end());
    made.subset = "\"period\" = '" + last + "'";
    made.title = "Asymmetry of " + field.substr(0, field.rfind('_')) + ", " + last;
    // ColorBrewer PuOr in five steps: told apart by colour-blind readers.
    made.style = {.shape = VectorStyle::Shape::line,
                  .field = field,
                  .steps = {{"", -1.01, -0.6, "far more on side b", {230, 97, 1}},
                            {"", -0.6, -0.2, "more on side b", {253, 184, 99}},
                            {"", -0.2, 0.2, "alike", {200, 200, 200}},
                            {"", 0.2, 0.6, "more on side a", {178, 171, 210}},
                            {"", 0.6, 1.01, "far more on side a", {94, 60, 153}}},
                  .size_mm = 2.0};
    return made;
}

void add_zone_layers(const StudyRun& run, std::vector<PackageLayer>& layers) {
    if (!there(run, "zones.gpkg")) return;
    const std::string path = run.folder.file("zones.gpkg");
    if (PackageLayer segments = segment_layer(path); segments.layer.attributes.rows() > 0)
        layers.push_back(std::move(segments));
    if (!run.study.border->units_path.empty()) {
        PackageLayer units{
            read_vector(path, "units"), "Border", "Administrative units", {}, false, false};
        units.style = {.shape = VectorStyle::Shape::polygon,
                       .rgb = {255, 255, 255},
                       .opacity = 0.3,
                       .label_field = "name"};
        layers.push_back(std::move(units));
    }
    layers.push_back(band_layer(run, path));
}

void add_objects(const StudyRun& run, std::vector<PackageLayer>& layers) {
    if (!there(run, objects_path())) return;
    PackageLayer made{read_vector(run.folder.file(objects_path())),
                      "What is new",
                      "New built-up ground and solar plants",
                      {},
                      true,
                      false};
    made.style = {.shape = VectorStyle::Shape::polygon,
                  .field = "kind",
                  .steps = {{"built_up", 0.0, 0.0, "new built-up ground", orange},
                            {"photovoltaics", 0.0, 0.0, "photovoltaic plant", purple}},
                  .opacity = 0.75};
    if (made.layer.attributes.rows() > 0) layers.push_back(std::move(made));
}

void add_network(const StudyRun& run, std::vector<PackageLayer>& layers) {
    if (there(run, "network/nodes.gpkg")) {
        PackageLayer nodes{read_vector(run.folder.file("network/nodes.gpkg")),
                           "Nodes and corridors",
                           "Nodes (size: score)",
                           {},
                           true,
                           false};
        nodes.style = {.shape = VectorStyle::Shape::point,
                       .rgb = blue,
                       .size_mm = 3.0,
                       .size_formula = "2 + 6 * coalesce(\"score\", 0)",
                       .label_field = "name"};
        layers.push_back(std::move(nodes));
    }
    if (!there(run, "network/corridors.gpkg")) return;
    const std::string path = run.folder.file("network/corridors.gpkg");
    PackageLayer axes{
        read_vector(path, "axes"), "Nodes and corridors", "Corridor axes", {}, true, false};
    axes.style = {.shape = VectorStyle::Shape::line,
                  .field = "scenario",
                  .steps = steps_of(axes.layer.attributes, "scenario"),
                  .size_mm = 0.8};
    PackageLayer belts{read_vector(path, "belts"),
                       "Nodes and corridors",
                       "Belts along the axes",
                       {},
                       false,
                       false};
    belts.style = {.shape = VectorStyle::Shape::polygon,
                   .field = "scenario",
                   .steps = steps_of(belts.layer.attributes, "scenario"),
                   .opacity = 0.25};
    if (axes.layer.attributes.rows() > 0) layers.push_back(std::move(axes));
    if (belts.layer.attributes.rows() > 0) layers.push_back(std::move(belts));
}

/// Ground within hours of a crossing; without waits the project shows it first.
void add_ground_hours(const StudyRun& run, std::vector<PackageLayer>& layers) {
    if (!there(run, ground_isochrones_path())) return;
    PackageLayer made{read_vector(run.folder.file(ground_isochrones_path())),
                      "Nodes and corridors",
                      "Hours over the ground to a crossing",
                      {},
                      false,
                      false};
    if (made.layer.attributes.rows() == 0) return;
    made.subset = "\"waits\" = 'none'";
    made.style = {.shape = VectorStyle::Shape::polygon, .field = "to_h", .opacity = 0.4};
    const std::vector<double>& limits = run.study.ground_access.isochrones_h;
    for (std::size_t k = 0; k < limits.size(); ++k)
        made.style.steps.push_back({"", k == 0 ? 0.0 : limits[k - 1] * 1.000001,
                                    limits[k] * 1.000001, fmt::format("up to {:g} h", limits[k]),
                                    several[k % std::size(several)]});
    layers.push_back(std::move(made));
}

}  // namespace

std::vector<PackageLayer> package_layers(const StudyRun& run) {
    std::vector<PackageLayer> layers;
    add_network(run, layers);
    if (!run.study.border) return layers;
    layers.push_back(border_layer(run));
    add_objects(run, layers);
    add_ground_hours(run, layers);
    add_zone_layers(run, layers);
    return layers;
}

std::vector<std::string> package_table_names(const RunFolder& folder) {
    // Steps on the way to others; and what the report writes for itself, after this was asked.
    static const std::set<std::string> left_out = {"tiles", "cells", "unit_cells", "figures",
                                                   "revisions"};
    std::vector<std::string> names;
    for (const std::string& path : list_files(folder.path() + "/tables")) {
        const std::filesystem::path file(path);
        if (file.extension() == ".csv" && left_out.count(file.stem().string()) == 0)
            names.push_back(file.stem().string());
    }
    return names;
}

std::vector<VectorLayer> package_tables(const StudyRun& run) {
    std::vector<VectorLayer> tables;
    for (const std::string& name : package_table_names(run.folder)) {
        // These two are layers already.
        if (name == "objects" || name == "nodes") continue;
        Table table = read_table(run.folder.file(table_path(name)));
        if (table.rows() > 0) tables.push_back({name, "", {}, std::move(table)});
    }
    if (Table values = zone_values(run); values.rows() > 0)
        tables.push_back({"zone_values", "", {}, std::move(values)});
    return tables;
}

Table zone_values(const StudyRun& run) {
    if (!there(run, table_path("metrics"))) return {};
    std::vector<std::string> keys, columns;
    std::map<std::pair<std::string, std::string>, double> values;
    for (const Measure& one : measures_of(read_table(run.folder.file(table_path("metrics"))))) {
        if (one.metric.rfind("area_", 0) == 0) continue;  // shares can be compared, areas cannot
        const std::string key = one.side + " " + (one.zone == "all" ? one.band : one.zone);
        const std::string column = one.metric + "_" + one.period;
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
        if (std::find(columns.begin(), columns.end(), column) == columns.end())
            columns.push_back(column);
        values[{key, column}] = one.value;
    }
    Table table;
    table.set("zone_key", keys);
    for (const std::string& column : columns) {
        std::vector<double> numbers;
        for (const std::string& key : keys) {
            const auto found = values.find({key, column});
            numbers.push_back(found == values.end() ? std::nan("") : found->second);
        }
        table.set(column, numbers);
    }
    return table;
}

}  // namespace borderlens
