#pragma once
#include "base/document.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// Opens every file the study names, header only, and says what a run would do: scenes by period
/// with their problems, border length, tiles, stages. Input errors as a run would give them.
Document check_study(const Study& study);

}  // namespace borderlens
