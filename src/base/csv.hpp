#pragma once
#include <string>

#include "base/table.hpp"

namespace borderlens {

/// Reads CSV (RFC 4180; also semicolon or tab, a byte-order mark, CRLF). The first row names the
/// columns. A column whose non-empty cells are all numbers (NA, NaN, null count as empty) is a
/// number column, except one that holds numbers with leading zeros, which are codes.
/// Errors name `name`, row and column: unequal row lengths, doubled or empty column names, an open
/// quote, decimal commas.
Table parse_csv(const std::string& text, const std::string& name);

/// RFC 4180 with LF line ends; numbers with the digits they need; NaN as an empty cell.
std::string to_csv(const Table& table);

}  // namespace borderlens
