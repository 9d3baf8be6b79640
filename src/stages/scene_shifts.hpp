#pragma once
#include <vector>

#include "base/table.hpp"
#include "imagery/registration.hpp"
#include "stages/composite_scenes.hpp"

namespace borderlens {

/// How far each scene of the plan lies from the scenes' median, by phase correlation of one band
/// (near infrared if there is one, else the first) in the middle of the grid, 1024 px wide at most.
std::vector<Shift> scene_shifts(const CompositePlan& plan, const Grid& grid);

/// Columns id, date, dx_m, dy_m (east and south positive), response, corrected (1 or 0).
Table shift_table(const CompositePlan& plan, const std::vector<Shift>& shifts, const Grid& grid);

/// Whether a shift is sure enough to be taken back: a clear peak, less than three pixels, more than
/// the method's own error.
bool is_correctable(const Shift& shift);

/// The plan with every correctable shift taken back when its scene is read.
CompositePlan with_corrected_shifts(CompositePlan plan, const std::vector<Shift>& shifts);

}  // namespace borderlens
