#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace borderlens {

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string short_number(double value) {
    if (std::isnan(value)) return "\xE2\x80\x93";  // en dash
    if (value == std::floor(value) && std::abs(value) < 1e6) return fmt::format("{:.0f}", value);
    if (std::abs(value) >= 1000.0) return fmt::format("{:.0f}", value);
    return fmt::format("{:.3g}", value);
}

std::string html_table(const Table& table, const std::string& caption, Index most_rows) {
    const Index rows = std::min(table.rows(), most_rows);
    std::string html = "<table><caption>" + escaped(caption);
    if (rows < table.rows()) html += fmt::format(" (first {} of {} rows)", rows, table.rows());
    html += "</caption><thead><tr>";
    for (const Column& column : table.columns())
        html += "<th scope=\"col\">" + escaped(column.name) + "</th>";
    html += "</tr></thead><tbody>\n";
    for (Index row = 0; row < rows; ++row) {
        const std::size_t r = static_cast<std::size_t>(row);
        html += "<tr>";
        for (const Column& column : table.columns())
            html += column.is_number
                        ? "<td class=\"n\">" + short_number(column.numbers[r]) + "</td>"
                        : "<td>" + escaped(column.texts[r]) + "</td>";
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

}  // namespace borderlens
