#pragma once
#include <set>
#include <string>
#include <vector>

#include "stages/unit.hpp"

namespace borderlens {

/// The story, told once: what happens, in order.
const std::vector<Stage>& pipeline();

struct UnitSelection {
    std::set<std::string> tiles;    ///< empty = all
    std::set<std::string> periods;  ///< empty = all
    /// Of the units left by tiles and periods: every `shards`-th, from the `shard`-th (0-based) on.
    Index shard = 0;
    Index shards = 1;
};

/// Runs one stage: units that are current are skipped, the others done, on several threads.
/// A failed unit is recorded, the others go on; the first failure is thrown at the end. False where
/// units failed by damaged scenes that the study skips: the stages before have to run again, which
/// then do without them.
bool run_stage(const Stage& stage, const StudyRun& run, const UnitSelection& selection);

/// The whole pipeline, then run.json.
void run_pipeline(const StudyRun& run);

/// One row a stage: units done, stale, missing, failed; seconds by the clock and of processors,
/// peak memory.
Table pipeline_status(const StudyRun& run);

/// Writes run.json: study, version, stages with checksums of outputs and what they cost.
void write_run_record(const StudyRun& run);

}  // namespace borderlens
