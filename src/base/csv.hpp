#pragma once
#include <string>

#include "base/table.hpp"

namespace borderlens {

/// Reads CSV (RFC 4180; also semicolon or tab, a byte-order mark, CRLF). The first row names the
/// columns. A column whose non-empty cells are all numbers (NA, NaN, null count as empty) is a
/// number column, except one that holds numbers with leading zeros, which are codes. Decimal commas
/// are read where a semicolon or tab separates the cells. A first column without a name (R writes
/// row names so, with or without an empty cell above them) is called row_names.
/// Errors name `name`, row and column: unequal row lengths, doubled or empty column names, an open
/// quote, decimal commas in quotes between commas.
Table parse_csv(const std::string& text, const std::string& name);

/// The column that holds the ids: the one asked for, or row_names where the table has no such
/// column but row names without a name of their own.
std::string id_column_of(const Table& table, const std::string& wanted);

/// RFC 4180 with LF line ends; numbers with the digits they need; NaN as an empty cell.
std::string to_csv(const Table& table);

}  // namespace borderlens
