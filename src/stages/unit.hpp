#pragma once
#include <functional>
#include <string>
#include <vector>

#include "stages/run_folder.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// What every stage is given: what is wanted and where it goes.
struct StudyRun {
    const Study& study;
    const RunFolder& folder;
};

/// The smallest piece of work that is skipped, redone or sent elsewhere as a whole.
struct Unit {
    std::string name;         ///< "r003_c017", "r003_c017/2020", "all": unique within its stage
    std::string tile = "";    ///< "" = not bound to a tile
    std::string period = "";  ///< "" = not bound to a period
    Fingerprint inputs;       ///< everything the outputs depend on
    std::vector<std::string> outputs;  ///< relative to the run folder, all written by `work`
    std::function<void()> work;
};

/// One stage: its name and how its units are found, which may need the files of stages before it.
struct Stage {
    std::string name;
    std::string summary;
    std::vector<Unit> (*plan)(const StudyRun&) = nullptr;
};

/// Adds results of an earlier stage to what a unit depends on; they need not be there yet.
void depend_on(Fingerprint& inputs, const RunFolder& folder,
               const std::vector<std::string>& relative_paths);

}  // namespace borderlens
