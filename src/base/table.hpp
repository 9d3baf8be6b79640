#pragma once
#include <string>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// One column of a table: numbers (NaN = no value) or texts ("" = no value).
struct Column {
    std::string name;
    bool is_number = true;
    std::vector<double> numbers;
    std::vector<std::string> texts;
};

/// A table of named columns of equal length, as read from and written to CSV, JSON and GeoPackage.
class Table {
  public:
    Table() = default;

    Index rows() const { return m_rows; }
    const std::vector<Column>& columns() const { return m_columns; }
    std::vector<std::string> names() const;
    bool has(const std::string& name) const;

    /// Throws an input error naming the columns there are, if there is none of this name.
    const Column& column(const std::string& name) const;
    /// Numbers of a column; an input error names the first row that holds a text instead.
    const std::vector<double>& numbers(const std::string& name) const;
    /// The column as texts; numbers are written with the digits they need.
    std::vector<std::string> texts(const std::string& name) const;

    /// Adds or replaces a column. All columns have the same length; the first one fixes it.
    void set(const std::string& name, std::vector<double> numbers);
    void set(const std::string& name, std::vector<std::string> texts);

    /// The rows in the given order (a row may come twice or not at all).
    Table select(const std::vector<Index>& row_numbers) const;

  private:
    void put(Column column, Index length);

    std::vector<Column> m_columns;
    Index m_rows = 0;
};

/// One tidy row of a result: `unit` is never empty ("1" for a bare ratio or count).
struct Measure {
    std::string zone;
    std::string side;    ///< "a", "b", or "" where sides do not apply
    std::string band;    ///< distance band such as "0-5" km, or ""
    std::string period;  ///< such as "2020"
    std::string metric;
    double value = 0.0;
    std::string unit;
    double low = 0.0;   ///< 95 % interval; NaN = none
    double high = 0.0;  ///< 95 % interval; NaN = none
    double n = 0.0;     ///< what the value rests on, e.g. valid pixels
};

/// Columns zone, side, band, period, metric, value, unit, low, high, n; throws on an empty unit.
Table table_of(const std::vector<Measure>& measures);
std::vector<Measure> measures_of(const Table& table);

/// Shortest text that reads back as the same number; "" for NaN.
std::string to_text(double number);
/// Reads a whole text as a number with a decimal point; false if it is not one.
bool parse_number(const std::string& text, double& number);

}  // namespace borderlens
