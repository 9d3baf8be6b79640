#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Writes a spreadsheet by ending, .xlsx or .ods: a sheet per named table (names of 31 characters
/// at most) with the column names in its first row, numbers as numbers, undefined ones as empty
/// cells. To a temporary name, then renamed. Input errors: another ending, no such driver in this
/// GDAL, a file that may not be overwritten.
void write_workbook(const std::string& path,
                    const std::vector<std::pair<std::string, Table>>& sheets, bool overwrite);

}  // namespace borderlens
