#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "io/table_file.hpp"
#include "stages/pipeline.hpp"

namespace borderlens {
namespace {

void run_status(const Arguments& arguments) {
    const Study study = study_of(arguments);
    const RunFolder folder(study.run_folder);
    write_table(arguments.text("--table"), pipeline_status({study, folder}), arguments.overwrite());
}

}  // namespace

Command status_command() {
    return {.name = "status",
            .summary = "tell what of a study is done, stale, missing or failed, and what it cost",
            .example = "borderlens status pipelines/khorgos.toml",
            .positionals = {study_positional()},
            .options = {run_folder_option(),
                        {.name = "--table",
                         .help = "where the table goes: a file, or - for standard output",
                         .default_value = "-"}},
            .run = run_status};
}

}  // namespace borderlens
