#pragma once
#include <string>

#include "base/table.hpp"

namespace borderlens {

/// Text made safe inside HTML and attribute quotes.
std::string escaped(const std::string& text);

/// Three significant digits, as people read numbers; a dash for NaN.
std::string short_number(double value);

/// A table with its caption; at most `most_rows` rows, the rest counted in the caption.
std::string html_table(const Table& table, const std::string& caption, Index most_rows = 200);

}  // namespace borderlens
