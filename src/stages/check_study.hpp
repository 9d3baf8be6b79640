#pragma once
#include "base/document.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// Opens every file the study names, header only, and says what a run would do: scenes by period
/// with their problems, border length, tiles, stages. Input errors as a run would give them.
Document check_study(const Study& study);

/// Refuses before anything is written what would stop a run later: a border without two sides,
/// scenes that cannot be used or lie elsewhere, unknown methods and lenses, labels that teach
/// nothing, tables of nodes that contradict themselves.
void require_sound_study(const StudyRun& run);

}  // namespace borderlens
