#pragma once
#include "report/findings.hpp"

namespace borderlens {

/// Jumps at the border in the latest period whose robust 95 % interval leaves out zero, from the
/// tables border_effect and placebo. One that lines moved off the border show as often as not is
/// told as what it is: not told apart from chance. Empty where a run made no such table.
std::vector<Finding> border_effects(const Table& border_effect, const SideLabels& sides);

/// The same of changes of the jump: across the event the study names, else from its first to its
/// last period. From the tables border_effect_change and placebo_change.
std::vector<Finding> border_effect_changes(const Table& changes, const SideLabels& sides);

/// A side's monotonic trend through all periods whose slope's 95 % interval leaves out zero, from
/// the table zone_trends.
std::vector<Finding> side_trends(const Table& zone_trends, const SideLabels& sides);

}  // namespace borderlens
