#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Rows below the column names that Excel, and so LibreOffice, can show. src: Microsoft, "Excel
/// specifications and limits".
inline constexpr Index most_sheet_rows = 1048575;

/// Writes a spreadsheet by ending, .xlsx or .ods: a sheet per named table (names of 31 characters
/// at most) with the column names in its first row, numbers as numbers, undefined ones as empty
/// cells. A table of more than most_sheet_rows is left out. To a temporary name, then renamed.
/// Input errors: another ending, no such driver in this GDAL, a file that may not be overwritten.
void write_workbook(const std::string& path,
                    const std::vector<std::pair<std::string, Table>>& sheets, bool overwrite);

}  // namespace borderlens
