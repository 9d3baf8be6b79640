// One page that says what was found, from the tables and layers of the run.
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/environment.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "report/page.hpp"
#include "stages/map_sheets.hpp"
#include "stages/report_overlays.hpp"
#include "stages/report_pictures.hpp"
#include "stages/report_provenance.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

// Tables a run may make, in the page's order; others follow by name.
constexpr const char* ordered_tables[] = {"comparison",
                                          "trend",
                                          "segments",
                                          "border_effect",
                                          "border_effect_change",
                                          "border_effect_points",
                                          "placebo",
                                          "transitions",
                                          "intensity",
                                          "expansion",
                                          "objects",
                                          "towns",
                                          "landscape",
                                          "metrics",
                                          "scenes",
                                          "claims",
                                          "nodes",
                                          "weights",
                                          "rank_moves",
                                          "access",
                                          "travel_times",
                                          "valley",
                                          "ground_access",
                                          "ground_crossings",
                                          "city_network",
                                          "corridors",
                                          "corridor_currents",
                                          "scenarios",
                                          "scenario_nodes",
                                          "rail_corridors",
                                          "rail_scenarios",
                                          "rail_scenario_nodes",
                                          "robustness",
                                          "accuracy_samples"};
// What the report itself keeps in the tables folder, to tell method from land at its next run.
constexpr const char* figures_table = "figures";
constexpr const char* revisions_table = "revisions";
constexpr Index most_rows = 20000;  // chosen: 2 MB of page; larger tables stay in the run folder

/// Names and titles of the run's tables that the page shows.
std::vector<std::pair<std::string, std::string>> tables_to_show(const StudyRun& run) {
    std::vector<std::pair<std::string, std::string>> shown;
    for (const char* name : ordered_tables)
        shown.push_back({name, table_title(name, Language::english)});
    // Of use to other programs only.
    std::set<std::string> known = {"cells", "tiles", figures_table, revisions_table};
    for (const auto& [name, title] : shown) known.insert(name);
    const std::string folder = run.folder.path() + "/tables";
    if (is_folder(folder))
        for (const std::string& path : list_files(folder)) {
            const std::filesystem::path file(path);
            const std::string name = file.stem().string();
            if (file.extension() != ".csv" || known.count(name) > 0) continue;
            shown.push_back({name, table_title(name, Language::english)});
        }
    return shown;
}

Table table_if_there(const StudyRun& run, const std::string& name) {
    const auto path = std::filesystem::path(run.folder.path()) / table_path(name);
    return std::filesystem::exists(path) ? read_table(path.string()) : Table();
}

/// The interactive page's template; "" where the program was built without it.
std::string viewer_path() {
    for (const std::string& folder : installed_folders("viewer"))
        if (file_exists(folder + "/index.html")) return folder + "/index.html";
    return "";
}

/// A table the report keeps for its next run, which nothing else can make again. One that is
/// shorter than it was (a power cut) or cannot be read begins anew, rather than stopping every
/// later run.
Table kept_table(const StudyRun& run, const std::string& name) {
    const std::string path = run.folder.file(table_path(name));
    if (!file_exists(path)) return Table();
    Index bytes = 0;
    if (const auto record = run.folder.record("write_report", "all"))
        for (const OutputRecord& output : record->outputs)
            if (output.path == table_path(name)) bytes = output.bytes;
    try {
        if (static_cast<Index>(std::filesystem::file_size(path)) < bytes)
            throw input_error("{}: found damaged", path);
        return read_table(path);
    } catch (const Error& error) {
        log_warning("{}; revisions told in it before are lost", error.what());
        return Table();
    }
}

/// Holds the figures against those of the last report in this folder and keeps them for the next.
Table update_revisions(const StudyRun& run, const Table& comparison) {
    const Table now =
        reported_figures(comparison, figure_method(run, table_if_there(run, "scenes")));
    const Table revisions =
        revisions_of(kept_table(run, revisions_table), kept_table(run, figures_table), now);
    write_table(run.folder.file(table_path(revisions_table)), revisions, true);
    write_table(run.folder.file(table_path(figures_table)), now, true);
    return revisions;
}

void write_page(const StudyRun& run) {
    const Study& study = run.study;
    ReportContent content;
    content.title = study.title;
    content.note = study.note;
    if (study.border) content.sides = {study.border->name_a, study.border->name_b};
    for (const auto& [name, title] : tables_to_show(run)) {
        Table table = table_if_there(run, name);
        if (table.rows() > most_rows)
            log_info("tables/{}.csv: {} rows are too many for the page", name, table.rows());
        else if (table.rows() > 0)
            content.tables.push_back({name, title, std::move(table)});
    }
    content.provenance = provenance_of(run, content.tables);
    content.map_crs = crs_proj_text(report_map_crs(study));
    content.overlays = study_overlays(run);
    if (has_imagery(study)) {
        const StudyGround ground = read_ground(run.folder);
        for (const StudyPeriod& period : composite_periods(run))
            content.periods.push_back(period.name);
        content.legend = study_model(run)->lens_model.forest.legend;
        content.maps = study_maps(run, ground, content.periods, content.legend);
        content.pictures = study_pictures(run, ground, content.periods);
        write_map_sheets(run, ground, content);
        Table revisions = update_revisions(run, table_named(content.tables, "comparison"));
        if (revisions.rows() > 0)
            content.tables.push_back(
                {revisions_table, "Figures moved by method, not by land", std::move(revisions)});
    }
    const std::string viewer = viewer_path();
    write_text(run.folder.file("report.html"),
               viewer.empty() ? plain_page(content) : interactive_page(read_text(viewer), content),
               true);
    write_text(run.folder.file("report_plain.html"), plain_page(content), true);
}

}  // namespace

std::vector<Unit> write_report(const StudyRun& run) {
    Unit unit{.name = "all", .outputs = {"report.html", "report_plain.html"}};
    // With and without the interactive page, the report is another one.
    if (const std::string viewer = viewer_path(); !viewer.empty()) unit.inputs.add_file(viewer);
    unit.inputs.add(run.study.title).add(run.study.note).add(BORDERLENS_VERSION);
    // The page shows the study file as it is.
    if (file_exists(run.study.path)) unit.inputs.add_file(run.study.path);
    if (run.study.border)
        unit.inputs.add(run.study.border->name_a)
            .add(run.study.border->name_b)
            .add(run.study.border->note);
    std::vector<std::string> needed = {"model/accuracy.json",    "model/map_accuracy.json",
                                       "network/corridors.gpkg", "network/access.gpkg",
                                       ground_isochrones_path(), objects_path()};
    for (const auto& [name, title] : tables_to_show(run)) needed.push_back(table_path(name));
    if (has_imagery(run.study)) {
        unit.outputs.push_back(table_path(figures_table));
        unit.outputs.push_back(table_path(revisions_table));
        std::vector<std::string> periods;
        for (const StudyPeriod& period : composite_periods(run)) {
            periods.push_back(period.name);
            for (const Tile& tile : read_ground(run.folder).tiles) {
                needed.push_back(composite_path(period.name, tile.name));
                for (const Lens* lens : lenses_in_use(run))
                    needed.push_back(layer_path(lens->name, period.name, tile.name));
            }
        }
        for (const std::string& sheet : map_sheet_paths(run, periods))
            unit.outputs.push_back(sheet);
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { write_page(run); };
    return {unit};
}

}  // namespace borderlens
