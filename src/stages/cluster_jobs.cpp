#include "stages/cluster_jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/pipeline.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

/// A word for the shell, whatever it holds.
std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

struct Work {
    Index units = 0, pending = 0;
    double unit_seconds = 0.0;
    bool known = false;  ///< the plan could be made
};

Work work_of(const Stage& stage, const StudyRun& run) {
    Work work;
    try {
        double measured = 0.0;
        for (const Unit& unit : stage.plan(run)) {
            ++work.units;
            const auto record = run.folder.record(stage.name, unit.name);
            if (record && record->failure.empty()) {
                work.unit_seconds += record->seconds;
                measured += 1.0;
            }
            if (!record || !run.folder.is_current(*record, unit.inputs.hex())) ++work.pending;
        }
        if (measured > 0.0) work.unit_seconds /= measured;
        work.known = true;
    } catch (const Error&) {
        // Needs what an earlier stage has yet to write: as many units as a lens has tiles.
        work.units = static_cast<Index>(read_ground(run.folder).tiles.size() *
                                        std::max<std::size_t>(1, run.study.lenses.size()));
        work.pending = work.units;
    }
    return work;
}

Index tasks_for(const Work& work, const ClusterOptions& options) {
    Index tasks = std::min(options.array_size, std::max<Index>(1, work.units));
    if (work.unit_seconds > 0.0) {
        const double needed = std::ceil(static_cast<double>(work.pending) * work.unit_seconds /
                                        (60.0 * options.shard_minutes));
        tasks = std::min(tasks, std::max<Index>(1, static_cast<Index>(needed)));
    }
    return tasks;
}

std::string script_of(const StudyRun& run, const ClusterOptions& options, const StageJob& job) {
    const fs::path folder = fs::absolute(run.folder.path()).lexically_normal();
    const std::string logs = (folder / "submit" / "logs" / job.stage).string();
    std::string text = "#!/bin/sh\n";
    text += fmt::format("#SBATCH --job-name=borderlens-{}\n", job.stage);
    text += fmt::format("#SBATCH --array=0-{}\n", job.tasks - 1);
    text +=
        fmt::format("#SBATCH --cpus-per-task={}\n#SBATCH --mem={}\n", options.cpus, options.memory);
    if (!options.partition.empty()) text += "#SBATCH --partition=" + options.partition + "\n";
    if (!options.time.empty()) text += "#SBATCH --time=" + options.time + "\n";
    text += "#SBATCH --output=\"" + logs + "_%a.log\"\n#SBATCH --open-mode=truncate\n";
    text += "task=${SLURM_ARRAY_TASK_ID:-${1:-0}}\n";
    text += "cd " + quoted(fs::current_path().string()) + " || exit 1\n";
    text += "rm -f " + quoted(logs) + "_$task.exit\n";
    const std::string study = quoted(run.study.path) + " --out " + quoted(folder.string());
    const std::string threads =
        fmt::format(" --threads ${{SLURM_CPUS_PER_TASK:-{}}}", options.cpus);
    if (job.stage == "merge")
        text += quoted(options.program) + " run " + study + threads + "\n";
    else
        text += quoted(options.program) + " stage " + job.stage + " " + study +
                fmt::format(" --shard \"$task/{}\"", job.tasks) + threads + "\n";
    text += "code=$?\n";
    // The records of a study that is whole say all there is to say of its jobs.
    const std::string submitted = (folder / "submit").string();
    if (job.stage == "merge")
        text += "[ $code = 0 ] && rm -f " + quoted(submitted + "/logs") + "/*.exit " +
                quoted(submitted + "/jobs.json") + " && exit 0\n";
    text += "echo $code > " + quoted(logs) + "_$task.exit\nexit $code\n";
    return text;
}

}  // namespace

std::vector<StageJob> cluster_jobs(const StudyRun& run, const ClusterOptions& options) {
    std::vector<StageJob> jobs;
    for (const Stage& stage : pipeline()) {
        const Work work = work_of(stage, run);
        if (work.known && work.units == 0) continue;
        // What waits for a stage that is to run may be stale once it has.
        if (jobs.empty() && work.pending == 0) continue;
        StageJob job{stage.name, work.pending, tasks_for(work, options), work.unit_seconds, ""};
        job.script = script_of(run, options, job);
        jobs.push_back(std::move(job));
    }
    if (jobs.empty() && fs::exists(fs::path(run.folder.path()) / "run.json")) return jobs;
    StageJob merge{"merge", 0, 1, 0.0, ""};
    merge.script = script_of(run, options, merge);
    jobs.push_back(std::move(merge));
    return jobs;
}

void forget_logs(const RunFolder& folder) {
    const fs::path logs = fs::path(folder.path()) / "submit/logs";
    if (!fs::is_directory(logs)) return;
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(logs))
        if (entry.path().extension() == ".exit" || entry.path().extension() == ".log")
            old.push_back(entry.path());
    for (const fs::path& path : old) remove_file(path.string());
}

void write_submitted(const RunFolder& folder, const std::vector<SubmittedJob>& jobs) {
    Document list = Document::list();
    for (const SubmittedJob& job : jobs) {
        Document one = Document::object();
        one.set("stage", job.stage);
        one.set("id", job.id);
        one.set("tasks", job.tasks);
        list.append(std::move(one));
    }
    write_document(folder.file("submit/jobs.json"), list, true);
}

std::vector<SubmittedJob> read_submitted(const RunFolder& folder) {
    const fs::path path = fs::path(folder.path()) / "submit/jobs.json";
    if (!fs::exists(path)) return {};
    std::vector<SubmittedJob> jobs;
    const Document list = read_json(path.string());
    for (const auto& [name, job] : list.members())
        jobs.push_back(
            {job.at("stage").as_text(), job.at("id").as_text(), job.at("tasks").as_integer()});
    return jobs;
}

}  // namespace borderlens
