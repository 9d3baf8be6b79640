#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"
#include "imagery/registration.hpp"
#include "stages/composite_scenes.hpp"

namespace borderlens {

/// How one scene stands to the median of the scenes it is composited with.
struct SceneFit {
    Shift shift;
    std::vector<NormalisationLine> lines;  ///< one a role of the plan; empty = not asked for
};

/// Lines that bring each scene to the scale of the scenes' median, role by role, from about 500 x
/// 500 pixels spread over the grid. method "invariant": pixels that keep to one line
/// (relative_normalisation); "irmad": pixels weighted by IR-MAD's probability of no change
/// (normalise_on_no_change), invariant ones where a scene and the median have too few in common;
/// "none": no lines.
std::vector<std::vector<NormalisationLine>> scene_lines(const CompositePlan& plan, const Grid& grid,
                                                        const std::string& method);

/// Shift and lines of every scene of the plan, in its order.
std::vector<SceneFit> fit_scenes(const CompositePlan& plan, const Grid& grid,
                                 const std::string& method);

/// Columns id, date, dx_m, dy_m (east and south positive), response, corrected (1 or 0), and where
/// there are lines gain_<role>, bias_<role>, pixels_<role>.
Table fit_table(const CompositePlan& plan, const std::vector<SceneFit>& fits, const Grid& grid,
                bool correct_shifts);

/// The plan with every scene on the scale of the lines and, if asked for, every sure shift taken
/// back, as such a table says. An input error if the table is not of these scenes.
CompositePlan with_fits(CompositePlan plan, const Table& table, const Grid& grid);

}  // namespace borderlens
