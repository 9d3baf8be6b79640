#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "io/files.hpp"
#include "stages/cluster_jobs.hpp"
#include "support/temp_folder.hpp"

namespace borderlens {
namespace {

/// A scontrol that says the same of every job, for as long as it lives.
struct DrawnSlurm {
    TempFolder folder{"drawn_slurm"};
    std::string path = std::getenv("PATH");

    explicit DrawnSlurm(const std::string& says) {
        write_text(folder / "answer", says, false);
        const std::string program = folder / "scontrol";
        write_text(program, "#!/bin/sh\ncat " + (folder / "answer") + "\n", false);
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        ::setenv("PATH", (folder.path + ":" + path).c_str(), 1);
    }
    DrawnSlurm(const DrawnSlurm&) = delete;
    DrawnSlurm& operator=(const DrawnSlurm&) = delete;
    ~DrawnSlurm() { ::setenv("PATH", path.c_str(), 1); }
};

std::string task_line(const std::string& task, const std::string& state) {
    return "JobId=7 ArrayTaskId=" + task + " JobState=" + state + " ExitCode=0:0\n";
}

}  // namespace

TEST_CASE("tasks that ended alike are told together, with what the first log says of it") {
    const TempFolder run("job_states");
    const RunFolder folder(run.path);
    write_submitted(folder, {{"apply_lenses", "7", 7}});
    const auto leave = [&](const std::string& name, const std::string& text) {
        write_text(folder.file("submit/logs/apply_lenses_" + name), text, false);
    };
    leave("1.log", "warning: no nodes\nerror: no space left\nerror: another\n");
    leave("1.exit", "2\n");
    leave("2.log", "error: no space left on device\n");
    leave("2.exit", "2\n");
    leave("3.log", "slurmstepd: error: StepId=7.batch exceeded memory limit\n");
    leave("4.log", "begun\n");
    leave("5.log", "error: of the time before\n");
    const DrawnSlurm slurm(task_line("0", "COMPLETED") + task_line("1", "FAILED") +
                           task_line("2", "FAILED") + task_line("3", "FAILED") +
                           task_line("4", "TIMEOUT") +
                           task_line("5", "PENDING Restarts=1 Reason=BeginTime"));
    CHECK(job_states(folder).at("apply_lenses") ==
          "job 7: 1 of 7 done, "
          "2 FAILED (exit code 2) (submit/logs/apply_lenses_1.log: no space left), "
          "1 KILLED (submit/logs/apply_lenses_3.log: StepId=7.batch exceeded memory limit), "
          "1 PENDING (BeginTime) (requeued), "
          "1 TIMEOUT (submit/logs/apply_lenses_4.log), 1 never started");
}

TEST_CASE("a job is unfinished while Slurm may still begin or end one of its tasks") {
    const TempFolder run("job_unfinished");
    const RunFolder folder(run.path);
    CHECK_FALSE(unfinished_job(folder));
    write_submitted(folder, {{"map_sides", "6", 1}, {"apply_lenses", "7", 2}});
    const auto is_unfinished = [&](const std::string& state) {
        const DrawnSlurm slurm(task_line("0", "COMPLETED") + task_line("1", state));
        return unfinished_job(folder).has_value();
    };
    for (const char* state : {"RUNNING", "PENDING", "PENDING Reason=Dependency"})
        CHECK(is_unfinished(state));
    for (const char* state : {"COMPLETED", "FAILED", "PENDING Reason=DependencyNeverSatisfied"})
        CHECK_FALSE(is_unfinished(state));
}

TEST_CASE("what Slurm has forgotten is told by logs, those of an earlier submission left out") {
    const TempFolder run("job_states_forgotten");
    const RunFolder folder(run.path);
    write_submitted(folder, {{"plan_tiles", "7", 2}});
    write_text(folder.file("submit/logs/plan_tiles_0.log"), "begun\n", false);
    write_text(folder.file("submit/logs/plan_tiles_1.log"), "", false);
    write_text(folder.file("submit/logs/plan_tiles_1.exit"), "0\n", false);
    const DrawnSlurm slurm("");
    CHECK(job_states(folder).at("plan_tiles") ==
          "job 7: 1 of 2 done, 1 KILLED (submit/logs/plan_tiles_0.log)");
    forget_logs(folder);
    CHECK(job_states(folder).at("plan_tiles") == "job 7: 0 of 2 done, 2 never started");
}

}  // namespace borderlens
