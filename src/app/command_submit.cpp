#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/process.hpp"
#include "stages/check_study.hpp"
#include "stages/cluster_jobs.hpp"
#include "stages/pipeline.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

/// What goes into a line of a batch script must be one word of harmless letters.
std::string plain_word(const Arguments& arguments, const std::string& option) {
    const std::string word = arguments.text_or(option, "");
    const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string(":-_.,").find(static_cast<char>(c)) != std::string::npos;
    });
    if (!plain)
        throw input_error("{}: found '{}', expected one word as sbatch takes it", option, word);
    return word;
}

ClusterOptions cluster_options_of(const Arguments& arguments) {
    ClusterOptions options;
    options.program = fs::read_symlink("/proc/self/exe").string();
    options.partition = plain_word(arguments, "--partition");
    options.time = plain_word(arguments, "--time");
    options.memory = plain_word(arguments, "--mem");
    options.cpus = arguments.integer("--cpus");
    options.array_size = arguments.integer("--array-size");
    options.shard_minutes = arguments.number("--shard-minutes");
    if (options.cpus < 1 || options.array_size < 1 || !(options.shard_minutes > 0.0))
        throw input_error("--cpus, --array-size and --shard-minutes: expected numbers above 0");
    return options;
}

/// Hands one job to Slurm, which answers "id" or "id;cluster".
std::string submit(const std::string& script, const std::string& after) {
    std::vector<std::string> words = {"sbatch", "--parsable", "--kill-on-invalid-dep=yes"};
    if (!after.empty()) words.push_back("--dependency=afterok:" + after);
    words.push_back(script);
    const ProgramAnswer answer = run_program(words);
    if (answer.exit_code == 127)
        throw input_error(
            "sbatch: no such program; submit from a machine of a Slurm cluster, or run the scripts "
            "of --dry-run in a loop");
    std::string text = answer.output;
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (answer.exit_code != 0) throw input_error("sbatch refuses {}: {}", script, text);
    return text.substr(0, text.find_first_of("; "));
}

void run_submit(const Arguments& arguments) {
    const ClusterOptions options = cluster_options_of(arguments);
    const Study study = study_of(arguments);
    const RunFolder folder(study.run_folder);
    const StudyRun work(study, folder);
    require_sound_study(work);
    {
        const RunLock lock(folder, false);
        // How many units there are is known once the tiles are: seconds, done here.
        run_stage(pipeline().front(), work, {});
    }
    const std::vector<StageJob> jobs = cluster_jobs(work, options);
    if (jobs.empty()) {
        log_info("nothing to submit: the study is complete");
        return;
    }
    std::vector<SubmittedJob> submitted;
    make_folder((fs::path(folder.path()) / "submit/logs").string());
    if (!arguments.flag("--dry-run")) {
        if (const std::optional<SubmittedJob> job = unfinished_job(folder))
            throw input_error(
                "{}: job {} ({}) of the last submission has not ended; wait until `borderlens "
                "status` shows none queued or running, or end it with `scancel {}`",
                folder.path(), job->id, job->stage, job->id);
        forget_logs(folder);
    }
    for (const StageJob& job : jobs) {
        const std::string script = folder.file("submit/" + job.stage + ".sh");
        write_text(script, job.script, true);
        if (arguments.flag("--dry-run")) {
            std::printf("# %s: %lld task(s)\n%s\n", script.c_str(),
                        static_cast<long long>(job.tasks), job.script.c_str());
            continue;
        }
        const std::string after = submitted.empty() ? "" : submitted.back().id;
        submitted.push_back({job.stage, submit(script, after), job.tasks});
        // Told after every job: what was submitted before a refusal is known to `status`.
        write_submitted(folder, submitted);
        log_info("{:<18} job {}, {} task(s){}", job.stage, submitted.back().id, job.tasks,
                 job.unit_seconds > 0.0 ? fmt::format(", {:.1f} s a unit", job.unit_seconds) : "");
    }
}

}  // namespace

Command submit_command() {
    return {.name = "submit",
            .summary =
                "send a study to a Slurm cluster: a job array for every stage, one after another",
            .example = "borderlens submit khorgos.toml --partition short --mem 4G --time 02:00:00",
            .positionals = {study_positional()},
            .options = {run_folder_option(),
                        {.name = "--partition", .help = "partition; default: the cluster's"},
                        {.name = "--time", .help = "limit of one task, such as 02:00:00"},
                        {.name = "--mem", .help = "memory of one task", .default_value = "2G"},
                        {.name = "--cpus", .help = "cores of one task", .default_value = "1"},
                        {.name = "--array-size",
                         .help = "tasks of one stage at most",
                         .default_value = "64"},
                        {.name = "--shard-minutes",
                         .help = "minutes a task should take, where costs of units are known",
                         .default_value = "10"},
                        {.name = "--dry-run",
                         .help = "write and print the scripts, submit nothing",
                         .is_flag = true}},
            .run = run_submit};
}

}  // namespace borderlens
