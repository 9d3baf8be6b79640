#include <filesystem>

#include "app/commands.hpp"
#include "app/config.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/table_file.hpp"
#include "stages/pipeline.hpp"

namespace borderlens {
namespace {

void run_report(const Arguments& arguments) {
    const std::filesystem::path folder_path(arguments.text("RUN_DIR"));
    if (!std::filesystem::exists(folder_path / "run.json"))
        throw input_error("{}: holds no finished run (run.json is missing); run the study first",
                          folder_path.string());
    const Document record = read_json((folder_path / "run.json").string());
    const Study study = read_study(record.at("study").as_text(), folder_path.string());
    const RunFolder folder(study.run_folder);
    const RunLock lock(folder, true);
    for (const Stage& stage : pipeline())
        if (stage.name == "write_report") {
            const StudyRun study_run(study, folder);
            for (const Unit& unit : stage.plan(study_run)) unit.work();
        }
    log_info("report: {}", std::filesystem::absolute(folder_path / "report.html").string());
}

}  // namespace

Command report_command() {
    return {.name = "report",
            .summary = "rebuild the report of a finished run",
            .example = "borderlens report runs/khorgos",
            .positionals = {{"RUN_DIR", "run folder"}},
            .options = {},
            .run = run_report};
}

}  // namespace borderlens
