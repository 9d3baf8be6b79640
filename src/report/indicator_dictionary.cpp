#include "report/indicator_dictionary.hpp"

#include "report/indicator_words.hpp"

namespace borderlens {
namespace {

/// All words, one row after the other; the first that fits holds.
std::vector<IndicatorWord> all_words() {
    std::vector<IndicatorWord> all;
    for (const auto* words : {&words_of_land(), &words_of_effects(), &words_of_network()})
        all.insert(all.end(), words->begin(), words->end());
    return all;
}

bool fits(const std::string& pattern, const std::string& column) {
    if (pattern.front() == '*') return column.ends_with(pattern.substr(1));
    if (pattern.back() == '*') return column.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == column;
}

}  // namespace

ColumnMeaning meaning_of(const std::string& column) {
    static const std::vector<IndicatorWord> words = all_words();
    for (const bool whole : {true, false})
        for (const IndicatorWord& entry : words) {
            const std::string pattern = entry.column;
            const bool is_whole = pattern.find('*') == std::string::npos;
            // Intervals of a class's share are intervals, not shares of their own.
            if (!whole && (column.ends_with("_low") || column.ends_with("_high"))) continue;
            if (is_whole == whole && fits(pattern, column)) return entry.meaning;
        }
    for (const char* end : {"_low", "_high"})
        if (column.ends_with(end)) {
            const std::string value = column.substr(0, column.size() - std::string(end).size());
            ColumnMeaning meaning = meaning_of(value);
            meaning.meaning = std::string(end == std::string("_low") ? "lower" : "upper") +
                              " end of the 95 % interval of " + value;
            meaning.formula = "";
            return meaning;
        }
    return {"as the stage that wrote the table names it", "", "see the table", "tables of the run",
            ""};
}

std::vector<std::pair<std::string, ColumnMeaning>> described_columns() {
    std::vector<std::pair<std::string, ColumnMeaning>> all;
    for (const IndicatorWord& entry : all_words()) all.emplace_back(entry.column, entry.meaning);
    return all;
}

Table dictionary_of(const std::vector<std::pair<std::string, Table>>& sheets) {
    std::vector<std::string> sheet, column, meaning, formula, unit, source, caveat;
    for (const auto& [name, table] : sheets)
        for (const Column& one : table.columns()) {
            const ColumnMeaning found = meaning_of(one.name);
            sheet.push_back(name);
            column.push_back(one.name);
            meaning.push_back(found.meaning);
            formula.push_back(found.formula);
            unit.push_back(found.unit);
            source.push_back(found.source);
            caveat.push_back(found.caveat);
        }
    Table table;
    table.set("sheet", sheet);
    table.set("column", column);
    table.set("meaning", meaning);
    table.set("formula", formula);
    table.set("unit", unit);
    table.set("source", source);
    table.set("caveat", caveat);
    return table;
}

}  // namespace borderlens
