#include "stages/study_periods.hpp"

#include "stages/study_paths.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {

std::vector<StudyPeriod> composite_periods(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<Scene>& scenes = run.scenes();
    std::vector<StudyPeriod> periods;
    for (const Period& period : run.study.periods) {
        if (scenes_of(scenes, period).empty()) continue;
        StudyPeriod found{period.name, period.first.year, period.last.year, {}};
        for (const Tile& tile : ground.tiles)
            found.composites.push_back(composite_path(period.name, tile.name));
        periods.push_back(std::move(found));
    }
    return periods;
}

}  // namespace borderlens
