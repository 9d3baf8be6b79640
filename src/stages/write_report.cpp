// One page that says what was found, from the tables and layers of the run.
#include <fmt/format.h>

#include <filesystem>

#include "io/crs.hpp"
#include "io/environment.hpp"
#include "io/files.hpp"
#include "io/picture.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "report/page.hpp"
#include "stages/overview.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

constexpr Index most_px = 900;  // chosen: sharp on a laptop screen, a page of a few hundred kB

// Tables the page offers, in its order; those a study does not make are left out.
struct TableEntry {
    const char* name;
    const char* title;
};
constexpr TableEntry shown_tables[] = {
    {"comparison", "Side against side, by distance band and period"},
    {"trend", "Change through time"},
    {"transitions", "What became what, by side"},
    {"metrics", "Every zone and border segment"},
    {"scenes", "Scenes used and refused"},
    {"nodes", "Nodes: criteria, scores, ranks"},
    {"corridors", "Corridor axes by scenario"},
    {"scenarios", "Scenario against scenario"},
    {"accuracy_samples", "Reference points against the maps"},
};

Table table_if_there(const StudyRun& run, const std::string& name) {
    const auto path = std::filesystem::path(run.folder.path()) / table_path(name);
    return std::filesystem::exists(path) ? read_table(path.string()) : Table();
}

Document document_if_there(const StudyRun& run, const std::string& relative) {
    const auto path = std::filesystem::path(run.folder.path()) / relative;
    return std::filesystem::exists(path) ? read_json(path.string()) : Document();
}

std::string svg_path(const BorderLine& line, const Grid& grid) {
    std::string path;
    for (const Polyline& chain : line.chains())
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const Point px = grid.to_px(chain[i]);
            path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", px.x, px.y);
        }
    return path;
}

Raster<float> true_colour(const StudyRun& run, const std::string& period, const Tile& tile) {
    const std::string path = run.folder.file(composite_path(period, tile.name));
    const RasterInfo info = read_raster_info(path);
    std::vector<Index> bands;
    for (const char* role : {"red", "green", "blue"})
        for (std::size_t b = 0; b < info.bands.size(); ++b)
            if (info.bands[b].description == role) bands.push_back(static_cast<Index>(b));
    return bands.size() == 3 ? read_floats(path, bands) : Raster<float>(info.grid, 3, no_data);
}

void add_maps(const StudyRun& run, ReportContent& content) {
    const StudyGround ground = read_ground(run.folder);
    const BorderLine line = study_border(run.study, ground.grid);
    content.border = line.chains();
    for (const StudyPeriod& period : composite_periods(run)) {
        content.periods.push_back(period.name);
        const Raster<float> colours =
            overview<float>(ground, most_px, 3, no_data,
                            [&](const Tile& tile) { return true_colour(run, period.name, tile); });
        const Raster<ClassCode> classes =
            overview<ClassCode>(ground, most_px, 1, no_class, [&](const Tile& tile) {
                return read_classes(
                    run.folder.file(layer_path("land_use", period.name, tile.name)));
            });
        ReportMap map{
            .period = period.name,
            .border_path = svg_path(line, classes.grid()),
            .rows = classes.rows(),
            .cols = classes.cols(),
            .width_km = static_cast<double>(classes.cols()) * classes.grid().pixel_width() / 1000.0,
            .extent = classes.grid().bounds()};
        map.layer = "true colour";
        map.png = colour_png(colours);
        content.maps.push_back(map);
        map.layer = "land use";
        map.png = class_png(classes, content.legend);
        content.maps.push_back(map);
    }
}

/// The interactive page's template; "" where the program was built without it.
std::string viewer_path() {
    for (const std::string& folder : installed_folders("viewer"))
        if (file_exists(folder + "/index.html")) return folder + "/index.html";
    return "";
}

/// The line and all tables in one file that QGIS opens and joins.
void write_package(const StudyRun& run, const std::vector<NamedTable>& tables) {
    std::vector<VectorLayer> layers;
    if (run.study.border) {
        VectorLayer border{"border", run.study.crs, {}, {}};
        const BorderLine line = study_border(run.study, read_ground(run.folder).grid);
        border.geometries.push_back({{}, line.chains(), {}});
        border.attributes.set("length_km", std::vector<double>{line.length_m() / 1000.0});
        border.attributes.set("note", std::vector<std::string>{run.study.border->note});
        layers.push_back(std::move(border));
    }
    for (const NamedTable& one : tables) {
        VectorLayer layer{one.name, lonlat_crs(), {}, one.table};
        if (one.table.has("lon") && one.table.has("lat"))
            for (std::size_t i = 0; i < static_cast<std::size_t>(one.table.rows()); ++i)
                layer.geometries.push_back(
                    {{{one.table.numbers("lon")[i], one.table.numbers("lat")[i]}}, {}, {}});
        layers.push_back(std::move(layer));
    }
    write_vector(run.folder.file("study.gpkg"), layers, true);
}

void write_page(const StudyRun& run) {
    const Study& study = run.study;
    ReportContent content;
    content.title = study.title;
    content.note = study.note;
    if (study.border) {
        content.border_note = study.border->note;
        content.sides = {study.border->name_a, study.border->name_b};
    }
    if (study.border && !study.scenes.paths.empty()) {
        if (study_model(run)->is_shipped)
            content.model_note =
                "No local labels were given: the land-use maps were made by a model trained on "
                "simulated mixtures of published spectra. On real scenes such maps are much weaker "
                "than with local labels (see tests/accuracy); take class shares as rough, and most "
                "of all built-up, bare ground and photovoltaics, which it confuses.";
        content.legend = study_model(run)->lens_model.forest.legend;
        add_maps(run, content);
    }
    content.comparison = table_if_there(run, "comparison");
    content.trend = table_if_there(run, "trend");
    for (const TableEntry& entry : shown_tables) {
        Table table = table_if_there(run, entry.name);
        if (table.rows() > 0) content.tables.push_back({entry.name, entry.title, std::move(table)});
    }
    content.accuracy = document_if_there(run, "model/accuracy.json");
    content.map_accuracy = document_if_there(run, "model/map_accuracy.json");
    write_package(run, content.tables);
    const std::string viewer = viewer_path();
    write_text(run.folder.file("report.html"),
               viewer.empty() ? plain_page(content) : interactive_page(read_text(viewer), content),
               true);
    write_text(run.folder.file("report_plain.html"), plain_page(content), true);
}

}  // namespace

std::vector<Unit> write_report(const StudyRun& run) {
    Unit unit{.name = "all", .outputs = {"report.html", "report_plain.html", "study.gpkg"}};
    // With and without the interactive page, the report is another one.
    if (const std::string viewer = viewer_path(); !viewer.empty()) unit.inputs.add_file(viewer);
    unit.inputs.add(run.study.title).add(run.study.note).add(BORDERLENS_VERSION);
    if (run.study.border)
        unit.inputs.add(run.study.border->name_a)
            .add(run.study.border->name_b)
            .add(run.study.border->note);
    std::vector<std::string> needed = {"model/accuracy.json", "model/map_accuracy.json"};
    for (const TableEntry& entry : shown_tables) needed.push_back(table_path(entry.name));
    if (run.study.border && !run.study.scenes.paths.empty())
        for (const StudyPeriod& period : composite_periods(run))
            for (const Tile& tile : read_ground(run.folder).tiles) {
                needed.push_back(composite_path(period.name, tile.name));
                needed.push_back(layer_path("land_use", period.name, tile.name));
            }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { write_page(run); };
    return {unit};
}

}  // namespace borderlens
