#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/document.hpp"
#include "base/table.hpp"

namespace borderlens {

using NamedSheets = std::vector<std::pair<std::string, Table>>;

/// What a workbook of indicators is made from.
struct IndicatorSource {
    std::string title, note, border_note, name_a, name_b;
    std::vector<std::string> attributions = {};  ///< sources to be named
    NamedSheets tables = {};                     ///< a run's tables by file name
    Document map_accuracy = {};                  ///< model/map_accuracy.json; null = none
};

/// A workbook for planners: a sheet per theme, one row per place, side and year with intervals
/// beside values, and a sheet `dictionary` that says formula, unit, source and caveat of every
/// column. Sheets without rows are left out.
NamedSheets indicator_book(const IndicatorSource& source);

}  // namespace borderlens
