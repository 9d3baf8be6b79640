#pragma once
#include <string>
#include <vector>

#include "imagery/scene.hpp"
#include "stages/read_scene.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// Keeps in the run folder that a scene's pixels cannot be read, and why. It speaks of the files as
/// they are: a scene whose files were mended is used again.
void note_unreadable(const RunFolder& folder, const Scene& scene, const std::string& reason);

/// Gives every usable scene noted before that as its problem; an input error where the study stops
/// at bad scenes.
void mark_unreadable(const StudyRun& run, std::vector<Scene>& scenes);

/// Notes the scenes that units have failed by, where the study says on_bad_scene = "skip"; false if
/// none is left out by that. A scene on a server is none, nor is one that was written since the run
/// began: both may be whole the next time.
bool leave_out_unreadable(const StudyRun& run, const std::vector<SceneError>& failures);

}  // namespace borderlens
