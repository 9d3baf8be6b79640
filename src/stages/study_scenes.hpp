#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "imagery/scene.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/reach.hpp"
#include "stages/study.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// The scenes a study names: those it can use, and for the others why not (`problem`): broken,
/// too cloudy, of the same product as another, in no period. Stops with an input error at the
/// first broken one where the study says on_bad_scene = "stop". `readable`: as find_scenes takes
/// it.
std::vector<Scene> study_scenes(const Study& study, const std::set<std::string>& readable = {});

/// The hosts a study names: those of its scene paths and of [scenes] hosts.
Reach reach_of(const Study& study);

/// The period a scene belongs to; null if none.
const Period* period_of(const Study& study, const Scene& scene);

/// The usable scenes of one period.
std::vector<Scene> scenes_of(const std::vector<Scene>& scenes, const Period& period);

/// Extent of all usable scenes in the study's CRS; none where the study names no scenes.
std::optional<Bounds> scenes_bounds(const StudyRun& run);

/// Roles that the scenes of every period have, in the order of the registry: what one model can use
/// for all periods.
std::vector<Role> common_roles(const Study& study, const std::vector<Scene>& scenes);

/// How the study wants its scenes read and joined.
CompositeOptions composite_options(const Study& study, const std::vector<Scene>& scenes,
                                   const std::vector<Role>& roles);

/// Adds what a scene's pixels depend on.
void describe_scene(const Scene& scene, Fingerprint& inputs);

/// One row a scene: id, sensor, level, date, period, cloud_share, used, problem.
Table scene_table(const Study& study, const std::vector<Scene>& scenes);

}  // namespace borderlens
