// What planners take in hand: a workbook of indicators with a dictionary, and the same as CSV.
#include <filesystem>

#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/workbook.hpp"
#include "report/indicator_book.hpp"
#include "stages/map_package.hpp"
#include "stages/report_provenance.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

void write_book(const StudyRun& run) {
    IndicatorSource source{.title = run.study.title, .note = run.study.note};
    if (run.study.border) {
        source.border_note = run.study.border->note;
        source.name_a = run.study.border->name_a;
        source.name_b = run.study.border->name_b;
    }
    std::vector<NamedTable> named;  // as the report's page names its sources
    for (const std::string& name : package_table_names(run.folder)) {
        source.tables.push_back({name, read_table(run.folder.file(table_path(name)))});
        named.push_back({name, "", source.tables.back().second});
    }
    source.attributions = provenance_of(run, named).attributions;
    const std::string accuracy = run.folder.file("model/map_accuracy.json");
    if (file_exists(accuracy)) source.map_accuracy = read_json(accuracy);
    const NamedSheets book = indicator_book(source);
    write_workbook(run.folder.file("indicators.xlsx"), book, true);
    write_workbook(run.folder.file("indicators.ods"), book, true);
    // Sheets that are no longer made must not be taken for current ones.
    std::filesystem::remove_all(std::filesystem::path(run.folder.path()) / "indicators");
    for (const auto& [name, table] : book) {
        write_table(run.folder.file("indicators/" + name + ".csv"), table, true);
        if (table.rows() > most_sheet_rows)
            log_warning(
                "indicators: {} has {} rows, more than a sheet holds: only in indicators/{}.csv",
                name, table.rows(), name);
    }
}

}  // namespace

std::vector<Unit> write_indicators(const StudyRun& run) {
    Unit unit{.name = "all", .outputs = {"indicators.xlsx", "indicators.ods", "indicators/"}};
    unit.inputs.add(run.study.title).add(run.study.note).add(BORDERLENS_VERSION);
    if (run.study.border)
        unit.inputs.add(run.study.border->name_a)
            .add(run.study.border->name_b)
            .add(run.study.border->note);
    std::vector<std::string> needed = {"model/map_accuracy.json"};
    for (const std::string& name : package_table_names(run.folder))
        needed.push_back(table_path(name));
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { write_book(run); };
    return {unit};
}

}  // namespace borderlens
