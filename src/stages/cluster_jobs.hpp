#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stages/unit.hpp"

namespace borderlens {

/// What a job asks of the cluster; texts are handed to sbatch as they are.
struct ClusterOptions {
    std::string program;    ///< path of borderlens as the nodes see it
    std::string partition;  ///< "" = the cluster's default
    std::string time;       ///< "" = the partition's default
    std::string memory = "2G";
    Index cpus = 1;
    Index array_size = 64;      ///< tasks of one stage at most
    double shard_minutes = 10;  ///< how long a task should take, where unit costs are known
};

/// One stage as a job: an array of tasks, each a shard of the stage's units.
struct StageJob {
    std::string stage;  ///< "merge" = what is left, and run.json
    Index units = 0;    ///< to be done, as far as can be told before the stages ahead have run
    Index tasks = 1;
    double unit_seconds = 0.0;  ///< mean of the units done before; 0 = none was
    std::string script;         ///< a batch script, also for a plain shell
};

/// The jobs that would complete the study, in order; each waits for the one before. Stages with
/// nothing to do and nothing to wait for are left out; empty = the study is complete.
/// The tiles must have been planned.
std::vector<StageJob> cluster_jobs(const StudyRun& run, const ClusterOptions& options);

/// A job that was handed to Slurm.
struct SubmittedJob {
    std::string stage;
    std::string id;
    Index tasks = 1;
};

/// Removes the logs and exit codes that tasks of an earlier submission left: a task of the same
/// number that never starts must not be told by them.
void forget_logs(const RunFolder& folder);

void write_submitted(const RunFolder& folder, const std::vector<SubmittedJob>& jobs);
std::vector<SubmittedJob> read_submitted(const RunFolder& folder);

/// By stage, how the tasks of the last submission stand, "3 of 4 done, 1 OUT_OF_MEMORY", with what
/// the first log of a kind says of it. Asks scontrol; what it has forgotten is told from the logs
/// and exit codes tasks leave behind.
std::map<std::string, std::string> job_states(const RunFolder& folder);

/// The first job of the last submission that Slurm has still to begin or to end; none if all have
/// ended, can never begin, or Slurm knows nothing of them.
std::optional<SubmittedJob> unfinished_job(const RunFolder& folder);

}  // namespace borderlens
