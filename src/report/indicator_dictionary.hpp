#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// What a column of the workbook says.
struct ColumnMeaning {
    std::string meaning, formula, unit, source, caveat;
};

/// The meaning of a column of a sheet: by its name, else by its beginning ("share_", "area_") and
/// end ("_low", "_high"); a column nobody has described says so.
ColumnMeaning meaning_of(const std::string& column);

/// All described names and patterns, such as "share_*".
std::vector<std::pair<std::string, ColumnMeaning>> described_columns();

/// Columns sheet, column, meaning, formula, unit, source, caveat: a row per column of every sheet.
Table dictionary_of(const std::vector<std::pair<std::string, Table>>& sheets);

}  // namespace borderlens
