#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "base/error.hpp"
#include "io/table_file.hpp"
#include "stages/check_study.hpp"

namespace borderlens {
namespace {

void run_check(const Arguments& arguments) {
    const Study study = study_of(arguments);
    const Document found = check_study(study);
    write_document(arguments.text("--report"), found, arguments.overwrite());
    const Document* network = found.find("network");
    if (const Index errors = network == nullptr ? 0 : network->at("errors").as_integer();
        errors > 0)
        throw input_error("{}: {} error(s) in its tables of nodes and links; see network.findings",
                          study.path, errors);
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
