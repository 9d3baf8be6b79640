#pragma once
#include "base/document.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// One entry a scenario: name, path, notes, and for every [[link]] and [[upgrade]] of it the link
/// it met: edge, mode, what it did (new, opened, changed, unchanged), and the values it changed,
/// before and after. Input errors name the scenario's file.
Document scenario_effects_of(const StudyNetwork& network);

}  // namespace borderlens
