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
        const std::string reason = value_of(line, "Reason");
        if (state == "PENDING" && !reason.empty() && reason != "None" && reason != "Priority" &&
            reason != "Resources")
            state += " (" + reason + ")";
        states[value_of(line, "ArrayTaskId")] = state;
    }
    return states;
}

std::string state_of_task(const RunFolder& folder, const SubmittedJob& job, Index task,
                          const std::map<std::string, std::string>& states) {
    const std::string base =
        (fs::path(folder.path()) / "submit" / "logs" / (job.stage + "_" + std::to_string(task)))
            .string();
    if (const auto known = states.find(std::to_string(task)); known != states.end()) {
        if (known->second == "COMPLETED") return "done";
        if (known->second != "FAILED") return known->second;
    }
    if (fs::exists(base + ".exit")) {
        std::string code = read_text(base + ".exit");
        std::erase_if(code, [](unsigned char c) { return std::isspace(c) != 0; });
        return code == "0" ? "done" : "FAILED (exit code " + code + ", see " + base + ".log)";
    }
    for (const auto& [tasks, state] : states)
        if (tasks.find_first_not_of("0123456789") != std::string::npos || tasks.empty())
            return state;  // the part of the array that has not been split into tasks
    return fs::exists(base + ".log") ? "KILLED (see " + base + ".log)" : "never started";
}

}  // namespace

std::map<std::string, std::string> job_states(const RunFolder& folder) {
    std::map<std::string, std::string> told;
    for (const SubmittedJob& job : read_submitted(folder)) {
        const std::map<std::string, std::string> states = slurm_states(job);
        std::map<std::string, Index> counts;
        for (Index task = 0; task < job.tasks; ++task)
            ++counts[state_of_task(folder, job, task, states)];
        std::string text = fmt::format("job {}: {} of {} done", job.id, counts["done"], job.tasks);
        for (const auto& [state, count] : counts)
            if (state != "done") text += fmt::format(", {} {}", count, state);
        told[job.stage] = text;
    }
    return told;
}

}  // namespace borderlens
