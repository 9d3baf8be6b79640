#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "base/error.hpp"
#include "base/nearest_word.hpp"
#include "base/table.hpp"
#include "stages/pipeline.hpp"

namespace borderlens {
namespace {

const Stage& stage_named(const std::string& name) {
    std::vector<std::string> names;
    for (const Stage& stage : pipeline()) {
        if (stage.name == name) return stage;
        names.push_back(stage.name);
    }
    throw input_error("stage '{}': there is none of this name, see borderlens status{}", name,
                      did_you_mean(name, names));
}

std::set<std::string> set_of(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

/// "3/16": the third of the shares counted from 0.
void set_shard(const std::string& text, UnitSelection& selection) {
    const std::vector<std::string> parts = split(text, '/');
    double shard = -1.0, shards = -1.0;
    if (parts.size() != 2 || !parse_number(parts[0], shard) || !parse_number(parts[1], shards) ||
        shard != std::floor(shard) || shards != std::floor(shards) || shard < 0.0 ||
        shard >= shards || shards > 1e6)
        throw input_error("--shard: found '{}', expected I/N with I from 0 to N - 1", text);
    selection.shard = static_cast<Index>(shard);
    selection.shards = static_cast<Index>(shards);
}

void run_one_stage(const Arguments& arguments) {
    const Stage& stage = stage_named(arguments.text("NAME"));
    const Study study = study_of(arguments);
    const RunFolder folder(study.run_folder);
    if (stage.name != pipeline().front().name && !std::filesystem::exists(study.run_folder))
        throw input_error("{}: nothing is planned yet; run the stage {} first", study.run_folder,
                          pipeline().front().name);
    const RunLock lock(folder, false);
    UnitSelection selection{.tiles = set_of(arguments.list("--tiles")),
                            .periods = set_of(arguments.list("--periods"))};
    if (arguments.has("--shard")) set_shard(arguments.text("--shard"), selection);
    if (!run_stage(stage, {study, folder}, selection))
        throw input_error(
            "stage {}: scenes that cannot be read are left out from now on; run the stages before "
            "it again (borderlens run does)",
            stage.name);
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
                    {.name = "--periods", .help = "only these periods, such as 2017,2020"},
                    {.name = "--shard",
                     .help = "I/N: of the units, every N-th from the I-th (from 0) on"}},
        .run = run_one_stage};
}

}  // namespace borderlens
