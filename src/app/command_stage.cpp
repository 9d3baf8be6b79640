#include <algorithm>

#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "app/study_keys.hpp"
#include "base/error.hpp"
#include "stages/pipeline.hpp"

namespace borderlens {
namespace {

const Stage& stage_named(const std::string& name) {
    std::vector<std::string> names;
    for (const Stage& stage : pipeline()) {
        if (stage.name == name) return stage;
        names.push_back(stage.name);
    }
    const std::string offer = nearest_word(name, names);
    throw input_error("stage '{}': there is none of this name{}; see borderlens status", name,
                      offer.empty() ? "" : "; did you mean '" + offer + "'?");
}

std::set<std::string> set_of(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

void run(const Arguments& arguments) {
    const Stage& stage = stage_named(arguments.text("NAME"));
    const Study study = study_of(arguments);
    const RunFolder folder(study.run_folder);
    const RunLock lock(folder, false);
    run_stage(stage, {study, folder},
              {set_of(arguments.list("--tiles")), set_of(arguments.list("--periods"))});
}

}  // namespace

Command stage_command() {
    return {
        .name = "stage",
        .summary = "run one stage of a study, or some units of it",
        .example = "borderlens stage make_composites pipelines/khorgos.toml --periods 2020",
        .positionals = {{"NAME", "stage; borderlens status lists them"}, study_positional()},
        .options = {run_folder_option(),
                    {.name = "--tiles", .help = "only these tiles, such as r003_c017,r003_c018"},
                    {.name = "--periods", .help = "only these periods, such as 2017,2020"}},
        .run = run};
}

}  // namespace borderlens
