#pragma once
#include <map>
#include <string>

#include "base/table.hpp"

namespace borderlens {

/// What a study's figures were made with: what is not ground.
struct FigureMethod {
    std::string method;  ///< program, model, settings: any change of it is a change of method
    std::map<std::string, std::string> scenes;  ///< period -> which scenes were used
};

/// The figures a report gives, to be held against those of the next one: rows for the whole zone
/// with columns period, metric, figure (a, b, difference), value, method, scenes.
/// comparison: as compare_sides writes it; a table without rows gives one without rows.
Table reported_figures(const Table& comparison, const FigureMethod& made_with);

/// Figures that moved because the method did, while the scenes of their period stayed the same:
/// rows of `earlier` and then the new ones, with columns period, metric, figure, before, after,
/// change, method_before, method_after. A figure that moved with its scenes is ground (or scenes),
/// and is not listed. Moves below a millionth of a unit are rounding.
Table revisions_of(const Table& earlier, const Table& figures_before, const Table& figures_now);

}  // namespace borderlens
