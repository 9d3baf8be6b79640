#include "base/csv.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "base/error.hpp"

namespace borderlens {
namespace {

using Row = std::vector<std::string>;

const std::string byte_order_mark = "\xEF\xBB\xBF";

/// The separator of the header, the first line that is not blank: the one of comma, semicolon and
/// tab it holds most of outside quotes.
char separator_of(const std::string& text, std::size_t start) {
    int commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (std::size_t i = text.find_first_not_of("\r\n", start); i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        commas += c == ',';
        semicolons += c == ';';
        tabs += c == '\t';
    }
    if (semicolons > commas && semicolons >= tabs) return ';';
    return tabs > commas ? '\t' : ',';
}

std::vector<Row> split_rows(const std::string& text, std::size_t start, char separator,
                            const std::string& name) {
    std::vector<Row> rows;
    Row row;
    std::string cell;
    bool quoted = false, was_quoted = false;
    std::size_t quote_row = 0;
    const auto end_cell = [&] {
        row.push_back(std::move(cell));
        cell.clear();
        was_quoted = false;
    };
    const auto end_row = [&] {
        const bool blank = row.empty() && cell.empty() && !was_quoted;
        if (blank) return;
        end_cell();
        rows.push_back(std::move(row));
        row.clear();
    };
    for (std::size_t i = start; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\0')
            throw input_error("{}: row {}: found a NUL byte, expected text; is it a CSV file?",
                              name, rows.size() + 1);
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
                cell += '"';
                ++i;
            } else if (c == '"') {
                quoted = false;
            } else {
                cell += c;
            }
        } else if (c == '"' && cell.empty() && !was_quoted) {
            quoted = was_quoted = true;
            quote_row = rows.size() + 1;
        } else if (c == separator) {
            end_cell();
        } else if (c == '\n') {
            end_row();
        } else if (c == '\r' && (i + 1 == text.size() || text[i + 1] == '\n')) {
            continue;
        } else {
            cell += c;
        }
    }
    if (quoted)
        throw input_error("{}: row {}: a quote is opened and never closed", name, quote_row);
    end_row();
    return rows;
}

bool is_empty_value(const std::string& cell) {
    return cell.empty() || cell == "NA" || cell == "NaN" || cell == "nan" || cell == "null";
}

bool has_leading_zero(const std::string& cell) {
    return cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9';
}

/// "1,5" as 1.5; false where the cell is no number with a comma.
bool parse_decimal_comma(const std::string& cell, double& number) {
    const std::size_t comma = cell.find(',');
    if (comma == std::string::npos) return false;
    std::string with_point = cell;
    with_point[comma] = '.';
    return parse_number(with_point, number);
}

/// R leaves row names without a name: an empty first cell, or no cell at all above them.
void name_row_names(std::vector<Row>& rows) {
    const bool is_short =
        rows.size() > 1 && std::all_of(rows.begin() + 1, rows.end(), [&](const Row& row) {
            return row.size() == rows[0].size() + 1;
        });
    if (is_short)
        rows[0].insert(rows[0].begin(), "row_names");
    else if (rows[0].size() > 1 && rows[0][0].empty())
        rows[0][0] = "row_names";
}

void add_column(Table& table, const std::vector<Row>& rows, std::size_t position,
                bool reads_decimal_commas, const std::string& name) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> numbers;
    std::vector<std::string> texts;
    bool is_number = true, has_value = false, all_decimal_commas = true;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const std::string& cell = rows[r][position];
        double number = none;
        if (!is_empty_value(cell)) {
            double with_comma = none;
            const bool has_comma = parse_decimal_comma(cell, with_comma);
            if (!has_comma) all_decimal_commas = false;
            if (has_comma && reads_decimal_commas)
                number = with_comma;
            else if (!parse_number(cell, number) || has_leading_zero(cell))
                is_number = false;
            has_value = true;
        }
        numbers.push_back(number);
        texts.push_back(cell);
    }
    const std::string& column_name = rows[0][position];
    if (has_value && !is_number && all_decimal_commas)
        throw input_error(
            "{}: column '{}': numbers with decimal commas such as '{}'; write a "
            "decimal point",
            name, column_name,
            *std::find_if(texts.begin(), texts.end(),
                          [](const std::string& cell) { return !is_empty_value(cell); }));
    if (is_number)
        table.set(column_name, std::move(numbers));
    else
        table.set(column_name, std::move(texts));
}

std::string in_quotes(const std::string& cell) {
    std::string result = "\"";
    for (const char c : cell) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

/// The header tells a reader the separator, and its start the encoding.
std::string header_cell(const std::string& name) {
    const bool is_misread =
        name.find_first_of(",;\t\"\n\r") != std::string::npos || name.starts_with(byte_order_mark);
    return is_misread ? in_quotes(name) : name;
}

std::string text_cell(const std::string& text) {
    return text.find_first_of(",\"\n\r") != std::string::npos ? in_quotes(text) : text;
}

}  // namespace

Table parse_csv(const std::string& text, const std::string& name) {
    const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const char separator = separator_of(text, start);
    std::vector<Row> rows = split_rows(text, start, separator, name);
    if (rows.empty())
        throw input_error("{}: the file is empty, expected a row of column names", name);
    name_row_names(rows);
    std::set<std::string> seen;
    for (std::size_t c = 0; c < rows[0].size(); ++c) {
        std::string& column = rows[0][c];
        column.erase(0, column.find_first_not_of(" \t"));
        column.erase(column.find_last_not_of(" \t") + 1);
        if (column.empty()) throw input_error("{}: column {} has no name", name, c + 1);
        if (!seen.insert(column).second)
            throw input_error("{}: two columns are named '{}'; rename one", name, column);
    }
    for (std::size_t r = 1; r < rows.size(); ++r)
        if (rows[r].size() != rows[0].size())
            throw input_error(
                "{}: row {} has {} cells, the header {}; quote cells that hold "
                "the separator",
                name, r + 1, rows[r].size(), rows[0].size());
    Table table;
    for (std::size_t c = 0; c < rows[0].size(); ++c)
        add_column(table, rows, c, separator != ',', name);
    return table;
}

std::string id_column_of(const Table& table, const std::string& wanted) {
    return !table.has(wanted) && table.has("row_names") ? "row_names" : wanted;
}

std::string to_csv(const Table& table) {
    std::string text;
    const auto& columns = table.columns();
    for (std::size_t c = 0; c < columns.size(); ++c)
        text += (c ? "," : "") + header_cell(columns[c].name);
    text += '\n';
    for (Index row = 0; row < table.rows(); ++row) {
        const std::size_t r = static_cast<std::size_t>(row);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Column& column = columns[c];
            const std::string cell =
                column.is_number ? to_text(column.numbers[r]) : text_cell(column.texts[r]);
            // An empty cell alone in its row would be a blank line, which readers skip.
            const bool is_blank_line = columns.size() == 1 && cell.empty();
            text += (c ? "," : "") + (is_blank_line ? "\"\"" : cell);
        }
        text += '\n';
    }
    return text;
}

}  // namespace borderlens
