#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "app/commands.hpp"
#include "app/registries.hpp"
#include "base/error.hpp"
#include "base/nearest_word.hpp"
#include "base/text.hpp"

namespace borderlens {
namespace {

/// Cells of one line of a Markdown table; a bar behind a backslash belongs to its cell.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::string cell;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] == '|' && line[i - 1] != '\\') {
            const std::size_t first = cell.find_first_not_of(' ');
            const std::size_t last = cell.find_last_not_of(' ');
            cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
            cell.clear();
        } else if (!(line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|')) {
            cell += line[i];
        }
    }
    return cells;
}

/// "ndvi" is NDVI, and "share_water" one of "share_*".
bool names(const std::string& entry, const std::string& wanted) {
    if (entry.size() > 1 && entry.back() == '*')
        return lower(wanted).starts_with(lower(entry.substr(0, entry.size() - 1)));
    return lower(entry) == lower(wanted);
}

/// Prints every row of the registry whose first cell is `wanted`; collects all names.
bool explain_from(const Registry& registry, const std::string& wanted,
                  std::vector<std::string>& known) {
    bool found = false, after_header = false;
    std::vector<std::string> header;
    for (const std::string& line : split(registry.print(), '\n')) {
        const std::vector<std::string> cells = cells_of(line);
        if (cells.empty()) {
            after_header = false;
        } else if (!after_header) {
            header = cells;
            after_header = true;
        } else if (cells[0] != "---") {
            known.push_back(cells[0]);
            if (!names(cells[0], wanted)) continue;
            found = true;
            for (std::size_t c = 0; c < cells.size(); ++c)
                std::fputs(fmt::format("{:<12} {}\n", header[c], cells[c]).c_str(), stdout);
            std::fputs("\n", stdout);
        }
    }
    return found;
}

void run_explain(const Arguments& arguments) {
    const std::string& wanted = arguments.text("NAME");
    std::vector<std::string> known;
    bool found = false;
    for (const Registry& registry : all_registries())
        found = explain_from(registry, wanted, known) || found;
    if (found) return;
    throw input_error("explain: '{}' is not known, borderlens list shows what is{}", wanted,
                      did_you_mean(wanted, known));
}

}  // namespace

Command explain_command() {
    return {.name = "explain",
            .summary = "formula, unit, range and source of a metric, index, method or lens",
            .example = "borderlens explain shdi",
            .positionals = {{"NAME", "as borderlens list shows it"}},
            .options = {},
            .run = run_explain};
}

}  // namespace borderlens
