// What Slurm says of the jobs of a study, in words.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "base/error.hpp"
#include "io/files.hpp"
#include "io/process.hpp"
#include "stages/cluster_jobs.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

/// "JobState=FAILED" of scontrol's lines.
std::string value_of(const std::string& text, const std::string& key) {
    const std::size_t at = text.find(key + "=");
    if (at == std::string::npos) return "";
    const std::size_t start = at + key.size() + 1;
    return text.substr(start, std::min(text.find_first_of(" \n", start), text.size()) - start);
}

/// Task number -> state, as long as Slurm remembers. Tasks that wait are one line: "[1-3]".
std::map<std::string, std::string> slurm_states(const SubmittedJob& job) {
    std::map<std::string, std::string> states;
    const ProgramAnswer answer = run_program({"scontrol", "-o", "show", "job", job.id});
    if (answer.exit_code != 0) return states;
    std::istringstream lines(answer.output);
    for (std::string line; std::getline(lines, line);) {
        std::string state = value_of(line, "JobState");
        if (state.empty()) continue;
        const std::string reason = value_of(line, "Reason"), restarts = value_of(line, "Restarts");
        if (state == "PENDING" && !reason.empty() && reason != "None" && reason != "Priority" &&
            reason != "Resources")
            state += " (" + reason + ")";
        // Slurm itself begins tasks anew whose node was lost.
        if (state != "COMPLETED" && state != "FAILED" && !restarts.empty() && restarts != "0")
            state += " (requeued)";
        states[value_of(line, "ArrayTaskId")] = state;
    }
    return states;
}

/// What a task's log, beside which its exit code lies, tells of its end.
struct TaskLog {
    std::string name;       ///< relative to the run folder
    bool is_there = false;  ///< the task has begun
    std::string exit_code;  ///< "" = it was not left to write one
    std::string error;      ///< the first the log names, the program's or Slurm's; "" = none
};

TaskLog read_log(const RunFolder& folder, const SubmittedJob& job, Index task) {
    TaskLog log{.name = fmt::format("submit/logs/{}_{}.log", job.stage, task)};
    fs::path path = fs::path(folder.path()) / log.name;
    log.is_there = fs::exists(path);
    if (log.is_there) {
        const std::string text = read_text(path.string()), word = "error: ";
        if (const std::size_t at = text.find(word); at != std::string::npos)
            log.error = text.substr(at + word.size(), text.find('\n', at) - at - word.size());
    }
    if (fs::exists(path.replace_extension(".exit"))) {
        log.exit_code = read_text(path.string());
        std::erase_if(log.exit_code, [](unsigned char c) { return std::isspace(c) != 0; });
    }
    return log;
}

std::string state_of_task(const TaskLog& log, Index task,
                          const std::map<std::string, std::string>& states) {
    if (const auto known = states.find(std::to_string(task)); known != states.end()) {
        if (known->second == "COMPLETED") return "done";
        if (known->second != "FAILED") return known->second;
    }
    if (!log.exit_code.empty())
        return log.exit_code == "0" ? "done" : "FAILED (exit code " + log.exit_code + ")";
    for (const auto& [tasks, state] : states)
        if (tasks.find_first_not_of("0123456789") != std::string::npos || tasks.empty())
            return state;  // the part of the array that has not been split into tasks
    return log.is_there ? "KILLED" : "never started";
}

/// Tasks that ended in one way: how many, and what the log of the first says of it.
struct TaskGroup {
    Index tasks = 0;
    std::string why;
};

}  // namespace

std::optional<SubmittedJob> unfinished_job(const RunFolder& folder) {
    for (const SubmittedJob& job : read_submitted(folder))
        for (const auto& [task, state] : slurm_states(job))
            for (const char* still : {"PENDING", "CONFIGURING", "RUNNING", "SUSPENDED"})
                if (state.starts_with(still) && state.find("NeverSatisfied") == std::string::npos)
                    return job;
    return std::nullopt;
}

std::map<std::string, std::string> job_states(const RunFolder& folder) {
    std::map<std::string, std::string> told;
    for (const SubmittedJob& job : read_submitted(folder)) {
        const std::map<std::string, std::string> states = slurm_states(job);
        std::map<std::string, TaskGroup> groups;
        for (Index task = 0; task < job.tasks; ++task) {
            const TaskLog log = read_log(folder, job, task);
            const std::string state = state_of_task(log, task, states);
            TaskGroup& group = groups[state];
            const bool goes_on = state.starts_with("PENDING") || state.starts_with("RUNNING");
            if (group.tasks++ == 0 && log.is_there && !goes_on)
                group.why = " (" + log.name + (log.error.empty() ? "" : ": " + log.error) + ")";
        }
        std::string text =
            fmt::format("job {}: {} of {} done", job.id, groups["done"].tasks, job.tasks);
        for (const auto& [state, group] : groups)
            if (state != "done") text += fmt::format(", {} {}{}", group.tasks, state, group.why);
        told[job.stage] = text;
    }
    return told;
}

}  // namespace borderlens
