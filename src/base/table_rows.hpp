#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// A table written row by row: each row names the same columns, in the order of their first use.
class TableRows {
  public:
    void text(const std::string& column, const std::string& value);
    void number(const std::string& column, double value);
    /// Rows of another table with the same columns come after the ones there are.
    void append(const TableRows& other);
    /// An internal error where a row has left a column out. A table without rows has the columns
    /// named in `otherwise`, so that its file can be read.
    Table table(const std::vector<std::string>& otherwise = {}) const;

  private:
    std::vector<std::string> m_order;
    std::map<std::string, std::vector<std::string>> m_texts;
    std::map<std::string, std::vector<double>> m_numbers;
};

}  // namespace borderlens
