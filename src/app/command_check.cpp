#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "io/table_file.hpp"
#include "stages/check_study.hpp"

namespace borderlens {
namespace {

void run_check(const Arguments& arguments) {
    write_document(arguments.text("--report"), check_study(study_of(arguments)),
                   arguments.overwrite());
}

}  // namespace

Command check_command() {
    return {.name = "check",
            .summary = "parse a study, open every header, read no pixels; say what would run",
            .example = "borderlens check pipelines/khorgos.toml",
            .positionals = {study_positional()},
            .options = {run_folder_option(),
                        {.name = "--report",
                         .help = "where the findings go: a file, or - for standard output",
                         .default_value = "-"}},
            .run = run_check};
}

}  // namespace borderlens
