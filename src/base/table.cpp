#include "base/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace borderlens {

std::string to_text(double number) {
    if (std::isnan(number)) return "";
    return fmt::format("{}", number);
}

bool parse_number(const std::string& text, double& number) {
    std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return false;
    const std::size_t last = text.find_last_not_of(" \t");
    if (text[first] == '+') ++first;
    const char* begin = text.data() + first;
    const char* end = text.data() + last + 1;
    const auto [stop, code] = std::from_chars(begin, end, number);
    return code == std::errc() && stop == end;
}

std::vector<std::string> Table::names() const {
    std::vector<std::string> names;
    for (const Column& column : m_columns) names.push_back(column.name);
    return names;
}

bool Table::has(const std::string& name) const {
    return std::any_of(m_columns.begin(), m_columns.end(),
                       [&](const Column& column) { return column.name == name; });
}

const Column& Table::column(const std::string& name) const {
    for (const Column& column : m_columns)
        if (column.name == name) return column;
    throw input_error("no column '{}'; the table has: {}", name, fmt::join(names(), ", "));
}

const std::vector<double>& Table::numbers(const std::string& name) const {
    const Column& found = column(name);
    if (found.is_number) return found.numbers;
    double ignored = 0.0;
    for (std::size_t i = 0; i < found.texts.size(); ++i)
        if (!found.texts[i].empty() && !parse_number(found.texts[i], ignored))
            throw input_error("column '{}', row {}: found '{}', expected a number", name, i + 1,
                              found.texts[i]);
    throw input_error("column '{}': found no number in it", name);
}

std::vector<std::string> Table::texts(const std::string& name) const {
    const Column& found = column(name);
    if (!found.is_number) return found.texts;
    std::vector<std::string> texts;
    texts.reserve(found.numbers.size());
    for (const double number : found.numbers) texts.push_back(to_text(number));
    return texts;
}

void Table::put(Column column, Index length) {
    if (!m_columns.empty() && !(m_columns.size() == 1 && m_columns[0].name == column.name) &&
        length != m_rows)
        throw internal_error("column '{}' has {} rows, the table {}", column.name, length, m_rows);
    m_rows = length;
    for (Column& existing : m_columns) {
        if (existing.name == column.name) {
            existing = std::move(column);
            return;
        }
    }
    m_columns.push_back(std::move(column));
}

void Table::set(const std::string& name, std::vector<double> numbers) {
    const Index length = static_cast<Index>(numbers.size());
    put({name, true, std::move(numbers), {}}, length);
}

void Table::set(const std::string& name, std::vector<std::string> texts) {
    const Index length = static_cast<Index>(texts.size());
    put({name, false, {}, std::move(texts)}, length);
}

Table Table::select(const std::vector<Index>& row_numbers) const {
    Table selected;
    for (const Column& column : m_columns) {
        Column taken{column.name, column.is_number, {}, {}};
        for (const Index row : row_numbers) {
            if (column.is_number)
                taken.numbers.push_back(column.numbers[static_cast<std::size_t>(row)]);
            else
                taken.texts.push_back(column.texts[static_cast<std::size_t>(row)]);
        }
        selected.put(std::move(taken), static_cast<Index>(row_numbers.size()));
    }
    return selected;
}

Table table_of(const std::vector<Measure>& measures) {
    std::vector<std::string> zone, side, band, period, metric, unit;
    std::vector<double> value, low, high, n;
    for (const Measure& measure : measures) {
        if (measure.unit.empty()) throw internal_error("metric '{}' has no unit", measure.metric);
        zone.push_back(measure.zone);
        side.push_back(measure.side);
        band.push_back(measure.band);
        period.push_back(measure.period);
        metric.push_back(measure.metric);
        value.push_back(measure.value);
        unit.push_back(measure.unit);
        low.push_back(measure.low);
        high.push_back(measure.high);
        n.push_back(measure.n);
    }
    Table table;
    table.set("zone", std::move(zone));
    table.set("side", std::move(side));
    table.set("band", std::move(band));
    table.set("period", std::move(period));
    table.set("metric", std::move(metric));
    table.set("value", std::move(value));
    table.set("unit", std::move(unit));
    table.set("low", std::move(low));
    table.set("high", std::move(high));
    table.set("n", std::move(n));
    return table;
}

std::vector<Measure> measures_of(const Table& table) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const auto texts = [&](const char* name) {
        return table.has(name) ? table.texts(name)
                               : std::vector<std::string>(static_cast<std::size_t>(table.rows()));
    };
    const auto numbers = [&](const char* name) {
        return table.has(name) && table.column(name).is_number
                   ? table.numbers(name)
                   : std::vector<double>(static_cast<std::size_t>(table.rows()), none);
    };
    const auto zone = texts("zone"), side = texts("side"), band = texts("band"),
               period = texts("period"), unit = texts("unit");
    const auto metric = table.texts("metric");
    const auto value = table.numbers("value");
    const auto low = numbers("low"), high = numbers("high"), n = numbers("n");
    std::vector<Measure> measures;
    for (std::size_t i = 0; i < value.size(); ++i)
        measures.push_back({zone[i], side[i], band[i], period[i], metric[i], value[i], unit[i],
                            low[i], high[i], n[i]});
    return measures;
}

}  // namespace borderlens
