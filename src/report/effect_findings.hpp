#pragma once
#include "report/findings.hpp"

namespace borderlens {

/// Jumps at the border in the latest period whose robust 95 % interval leaves out zero, from the
/// tables border_effect and placebo. One that lines moved off the border show as often as not is
/// told as what it is: not told apart from chance. Empty where a run made no such table.
std::vector<Finding> border_effects(const Table& border_effect, const SideLabels& sides);

}  // namespace borderlens
