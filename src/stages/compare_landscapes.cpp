// Landscape metrics of all periods in one table, and side against side.
#include "comparison/side_comparison.hpp"
#include "io/table_file.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

void compare_study_landscapes(const StudyRun& run) {
    std::vector<Measure> all;
    for (const StudyPeriod& period : composite_periods(run)) {
        const Table table = read_table(run.folder.file(landscape_path(period.name)));
        if (table.rows() == 0) continue;  // nothing seen in the zone: columns have no kind
        const std::vector<Measure> rows = measures_of(table);
        all.insert(all.end(), rows.begin(), rows.end());
    }
    const Table table = table_of(all);
    write_table(run.folder.file(table_path("landscape")), table, true);
    write_table(run.folder.file(table_path("landscape_comparison")),
                compare_sides(pair_sides(table)), true);
}

}  // namespace

std::vector<Unit> compare_landscapes(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("landscape"), table_path("landscape_comparison")}};
    std::vector<std::string> needed;
    for (const StudyPeriod& period : composite_periods(run))
        needed.push_back(landscape_path(period.name));
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { compare_study_landscapes(run); };
    return {unit};
}

}  // namespace borderlens
