#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "imagery/scene.hpp"
#include "stages/run_folder.hpp"
#include "stages/study.hpp"

namespace borderlens {

struct StudyModel;

/// What every stage is given: what is wanted, where it goes, and what is costly to open and so
/// opened once for all stages.
class StudyRun {
  public:
    StudyRun(const Study& wanted, const RunFolder& place) : study(wanted), folder(place) {}

    const Study& study;
    const RunFolder& folder;
    /// The study's scenes as study_scenes finds them; not thread-safe on first use.
    const std::vector<Scene>& scenes() const;
    /// Has them found again where they are asked for next.
    void forget_scenes() const { m_scenes.reset(); }
    const std::filesystem::file_time_type began = std::filesystem::file_time_type::clock::now();

  private:
    friend std::shared_ptr<const StudyModel> study_model(const StudyRun& run);
    mutable std::optional<std::vector<Scene>> m_scenes;
    mutable std::shared_ptr<const StudyModel> m_model;  ///< by its checksum the one last asked for
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
