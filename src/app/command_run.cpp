#include <filesystem>

#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "base/log.hpp"
#include "stages/pipeline.hpp"

namespace borderlens {
namespace {

void run(const Arguments& arguments) {
    const Study study = study_of(arguments);
    const RunFolder folder(study.run_folder);
    const RunLock lock(folder, true);
    run_pipeline({study, folder});
    const auto report = std::filesystem::path(folder.path()) / "report.html";
    if (std::filesystem::exists(report))
        log_info("report: {}", std::filesystem::absolute(report).lexically_normal().string());
}

}  // namespace

Command run_command() {
    return {.name = "run",
            .summary = "run a whole study, from scenes to report; resumes where it was left",
            .example = "borderlens run pipelines/khorgos.toml --out runs/khorgos",
            .positionals = {study_positional()},
            .options = {run_folder_option()},
            .run = run};
}

}  // namespace borderlens
