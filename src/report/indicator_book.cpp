#include "report/indicator_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "report/indicator_dictionary.hpp"
#include "report/texts.hpp"

namespace borderlens {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

const Table* find_table(const IndicatorSource& source, const std::string& name) {
    for (const auto& [one, table] : source.tables)
        if (one == name && table.rows() > 0) return &table;
    return nullptr;
}

bool starts_with(const std::string& text, const char* start) {
    return text.rfind(start, 0) == 0;
}

/// Rows and columns in the order they are first named, a value in each cell.
class Sheet {
  public:
    void put(const std::vector<std::string>& row, const std::string& column, double value) {
        if (m_known_rows.insert(row).second) m_rows.push_back(row);
        if (m_known_columns.insert(column).second) m_columns.push_back(column);
        m_values[{row, column}] = value;
    }

    /// `heads` names what the parts of a row's key are; columns without any number are left out.
    Table table(const std::vector<std::string>& heads) const {
        Table made;
        for (std::size_t h = 0; h < heads.size(); ++h) {
            std::vector<std::string> texts;
            for (const auto& row : m_rows) texts.push_back(row[h]);
            set_years(made, heads[h], texts);
        }
        for (const std::string& column : m_columns) {
            std::vector<double> numbers;
            for (const auto& row : m_rows) {
                const auto found = m_values.find({row, column});
                numbers.push_back(found == m_values.end() ? none : found->second);
            }
            if (std::any_of(numbers.begin(), numbers.end(),
                            [](double number) { return !std::isnan(number); }))
                made.set(column, numbers);
        }
        return made;
    }

  private:
    /// Years as numbers, so that spreadsheets sort and draw them.
    static void set_years(Table& table, const std::string& name,
                          const std::vector<std::string>& texts) {
        std::vector<double> numbers(texts.size());
        bool all = name == "year";
        for (std::size_t i = 0; all && i < texts.size(); ++i)
            all = parse_number(texts[i], numbers[i]);
        if (all)
            table.set(name, numbers);
        else
            table.set(name, texts);
    }

    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::string> m_columns;
    std::set<std::vector<std::string>> m_known_rows;
    std::set<std::string> m_known_columns;
    std::map<std::pair<std::vector<std::string>, std::string>, double> m_values;
};

const std::vector<std::string> place_heads = {"place", "band_km", "side", "side_name", "year"};

std::vector<std::string> place_row(const IndicatorSource& source, const std::string& zone,
                                   const std::string& band, const std::string& side,
                                   const std::string& period) {
    return {zone, band, side, side == "a" ? source.name_a : source.name_b, period};
}

/// Shares of land and the state of the ground: values with intervals from the comparison.
void add_compared(const IndicatorSource& source, NamedSheets& book) {
    const Table* comparison = find_table(source, "comparison");
    if (comparison == nullptr) return;
    Sheet shares, state;
    const auto zone = comparison->texts("zone"), band = comparison->texts("band"),
               period = comparison->texts("period"), metric = comparison->texts("metric");
    for (std::size_t i = 0; i < zone.size(); ++i)
        for (const std::string side : {"a", "b"}) {
            Sheet& sheet = starts_with(metric[i], "share_") ? shares : state;
            const auto row = place_row(source, zone[i], band[i], side, period[i]);
            sheet.put(row, "pixels", comparison->numbers("n_" + side)[i]);
            sheet.put(row, metric[i], comparison->numbers(side)[i]);
            sheet.put(row, metric[i] + "_low", comparison->numbers(side + "_low")[i]);
            sheet.put(row, metric[i] + "_high", comparison->numbers(side + "_high")[i]);
        }
    book.push_back({"land_use", shares.table(place_heads)});
    book.push_back({"ground_state", state.table(place_heads)});
}

/// What only metrics.csv has: areas, and how well each place was seen.
void add_counted(const IndicatorSource& source, NamedSheets& book) {
    const Table* metrics = find_table(source, "metrics");
    if (metrics == nullptr) return;
    Sheet areas, seen;
    for (const Measure& one : measures_of(*metrics)) {
        const auto row = place_row(source, one.zone, one.band, one.side, one.period);
        if (starts_with(one.metric, "area_"))
            areas.put(row, one.metric + "_" + one.unit, one.value);
        else if (!starts_with(one.metric, "share_") &&
                 one.metric.find("_mean") == std::string::npos)
            seen.put(row, one.metric, one.value);
    }
    book.push_back({"areas", areas.table(place_heads)});
    book.push_back({"how_well_seen", seen.table(place_heads)});
}

void copy_column(const Table& from, const std::string& name, Table& to, const std::string& as) {
    if (!from.has(name)) return;
    const Column& column = from.column(name);
    if (column.is_number)
        to.set(as, column.numbers);
    else
        to.set(as, column.texts);
}

/// Side against side: one row per place, year and measure.
void add_sides(const IndicatorSource& source, NamedSheets& book) {
    const Table* comparison = find_table(source, "comparison");
    if (comparison == nullptr) return;
    Table sheet;
    const std::pair<const char*, const char*> renamed[] = {
        {"zone", "place"}, {"band", "band_km"}, {"period", "year"}};
    for (const auto& [from, as] : renamed) copy_column(*comparison, from, sheet, as);
    for (const Column& column : comparison->columns())
        if (column.name != "zone" && column.name != "band" && column.name != "period")
            copy_column(*comparison, column.name, sheet, column.name);
    book.push_back({"sides_compared", sheet});
}

/// A table whose rows are places, classes or scenarios already.
void add_as_it_is(const IndicatorSource& source, const std::string& table, const std::string& sheet,
                  NamedSheets& book) {
    if (const Table* found = find_table(source, table)) book.push_back({sheet, *found});
}

void add_accuracy(const IndicatorSource& source, NamedSheets& book) {
    const Document* classes = source.map_accuracy.find("classes");
    if (classes == nullptr) return;
    Table sheet;
    sheet.set("class", classes->as_texts());
    const std::pair<const char*, const char*> kinds[] = {{"users", "users_accuracy"},
                                                         {"producers", "producers_accuracy"}};
    for (const auto& [kind, column] : kinds)
        for (const std::string part : {"value", "low", "high"}) {
            std::vector<double> numbers;
            for (const std::string& name : classes->as_texts()) {
                const Document& value = source.map_accuracy.at(kind).at(name).at(part);
                numbers.push_back(value.is_number() ? value.as_number() : none);
            }
            sheet.set(std::string(column) + (part == "value" ? "" : "_" + part), numbers);
        }
    book.push_back({"map_accuracy", sheet});
}

Table read_me(const IndicatorSource& source) {
    Table sheet;
    sheet.set("what", std::vector<std::string>{"study", "note", "side a", "side b", "border",
                                               "intervals", "columns", "sources"});
    sheet.set("says",
              std::vector<std::string>{
                  source.title, source.note, source.name_a, source.name_b,
                  border_words(source.border_note),
                  "columns that end in _low and _high hold the 95 % interval of the column before; "
                  "empty = none",
                  "every column is explained on the sheet dictionary",
                  fmt::format("{}", fmt::join(source.attributions, " "))});
    return sheet;
}

}  // namespace

NamedSheets indicator_book(const IndicatorSource& source) {
    NamedSheets book = {{"read_me", read_me(source)}};
    add_compared(source, book);
    add_counted(source, book);
    add_sides(source, book);
    add_as_it_is(source, "trend", "change_of_sides", book);
    add_as_it_is(source, "transitions", "what_became_what", book);
    add_as_it_is(source, "objects", "new_objects", book);
    add_as_it_is(source, "towns", "towns", book);
    add_as_it_is(source, "nodes", "nodes", book);
    add_as_it_is(source, "weights", "weights_of_criteria", book);
    add_as_it_is(source, "corridors", "corridors", book);
    add_as_it_is(source, "scenarios", "scenarios", book);
    add_accuracy(source, book);
    add_as_it_is(source, "scenes", "scenes", book);
    // Tables of other stages come as they are.
    const std::set<std::string> taken = {
        "comparison", "metrics", "trend",      "transitions", "objects",
        "towns",      "nodes",   "weights",    "corridors",   "scenarios",
        "scenes",     "cells",   "unit_cells", "town_cells",  "accuracy_samples",
        "tiles"};
    for (const auto& [name, table] : source.tables)
        if (taken.count(name) == 0 && table.rows() > 0) book.push_back({name.substr(0, 31), table});
    std::erase_if(book, [](const auto& sheet) { return sheet.second.rows() == 0; });
    book.push_back({"dictionary", dictionary_of(book)});
    return book;
}

}  // namespace borderlens
