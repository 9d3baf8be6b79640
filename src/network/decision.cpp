#include "network/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/error.hpp"
#include "base/no_value.hpp"
#include "base/text.hpp"

namespace borderlens {
namespace {

bool is_benefit(const std::string& text, const std::string& criterion) {
    const std::string word = lower(text);
    if (word == "benefit" || word == "max" || word == "+" || word == "1") return true;
    if (word == "cost" || word == "min" || word == "-" || word == "-1") return false;
    throw input_error("criterion '{}': direction is '{}', expected benefit or cost", criterion,
                      text);
}

PreferenceKind preference_kind_of(const std::string& text, const std::string& criterion) {
    std::string word = lower(text);
    std::replace(word.begin(), word.end(), '-', '_');
    if (word.empty() || word == "usual") return PreferenceKind::usual;
    if (word == "u_shape" || word == "ushape") return PreferenceKind::u_shape;
    if (word == "v_shape" || word == "vshape") return PreferenceKind::v_shape;
    if (word == "level") return PreferenceKind::level;
    if (word == "linear" || word == "vshape_2" || word == "v_shape_2")
        return PreferenceKind::linear;
    if (word == "gaussian") return PreferenceKind::gaussian;
    throw input_error(
        "criterion '{}': preference is '{}', expected usual, u_shape, v_shape, level, linear or "
        "gaussian",
        criterion, text);
}

bool is_logarithm(const std::string& text, const std::string& criterion) {
    const std::string word = lower(text);
    if (word.empty() || word == "none") return false;
    if (word == "log") return true;
    throw input_error("criterion '{}': transform is '{}', expected none or log", criterion, text);
}

std::vector<double> optional_numbers(const Table& table, const std::string& name) {
    const auto rows = static_cast<std::size_t>(table.rows());
    if (!table.has(name)) return std::vector<double>(rows, no_value);
    const Column& column = table.column(name);
    const bool empty =
        !column.is_number && std::all_of(column.texts.begin(), column.texts.end(),
                                         [](const std::string& text) { return text.empty(); });
    return empty ? std::vector<double>(rows, no_value) : table.numbers(name);
}

double stand_in(std::vector<double> known, MissingRule rule, bool benefit) {
    std::sort(known.begin(), known.end());
    if (rule == MissingRule::worst) return benefit ? known.front() : known.back();
    const std::size_t half = known.size() / 2;
    return known.size() % 2 == 1 ? known[half] : 0.5 * (known[half - 1] + known[half]);
}

}  // namespace

std::vector<double> DecisionMatrix::column(std::size_t column) const {
    std::vector<double> taken(rows());
    for (std::size_t row = 0; row < rows(); ++row) taken[row] = at(row, column);
    return taken;
}

DecisionMatrix DecisionMatrix::without_row(std::size_t row) const {
    DecisionMatrix rest = *this;
    const auto width = static_cast<std::ptrdiff_t>(columns());
    const auto first = rest.values.begin() + static_cast<std::ptrdiff_t>(row) * width;
    rest.values.erase(first, first + width);
    rest.ids.erase(rest.ids.begin() + static_cast<std::ptrdiff_t>(row));
    return rest;
}

DecisionMatrix DecisionMatrix::with_columns(const std::vector<bool>& keep) const {
    DecisionMatrix rest;
    rest.ids = ids;
    for (std::size_t j = 0; j < columns(); ++j)
        if (keep[j]) rest.criteria.push_back(criteria[j]);
    for (std::size_t i = 0; i < rows(); ++i)
        for (std::size_t j = 0; j < columns(); ++j)
            if (keep[j]) rest.values.push_back(at(i, j));
    return rest;
}

MissingRule missing_rule_of(const std::string& name) {
    if (name == "refuse") return MissingRule::refuse;
    if (name == "drop") return MissingRule::drop;
    if (name == "median") return MissingRule::median;
    if (name == "worst") return MissingRule::worst;
    throw input_error("rule for missing values '{}', expected refuse, drop, median or worst", name);
}

std::vector<Criterion> criteria_of(const Table& table) {
    const std::vector<std::string> names = table.texts("criterion");
    const std::vector<std::string> directions = table.texts("direction");
    const auto weight = optional_numbers(table, "weight");
    const auto q = optional_numbers(table, "q"), p = optional_numbers(table, "p"),
               s = optional_numbers(table, "s");
    const auto preferences = table.has("preference") ? table.texts("preference")
                                                     : std::vector<std::string>(names.size());
    const auto transforms =
        table.has("transform") ? table.texts("transform") : std::vector<std::string>(names.size());
    if (names.empty()) throw input_error("the table of criteria has no rows, expected one or more");
    std::set<std::string> seen;
    std::vector<Criterion> criteria;
    for (std::size_t j = 0; j < names.size(); ++j) {
        if (names[j].empty()) throw input_error("row {}: the criterion has no name", j + 1);
        if (!seen.insert(names[j]).second)
            throw input_error("criterion '{}' stands there twice; name it once", names[j]);
        criteria.push_back({names[j],
                            is_benefit(directions[j], names[j]),
                            weight[j],
                            {preference_kind_of(preferences[j], names[j]), q[j], p[j], s[j]},
                            is_logarithm(transforms[j], names[j])});
    }
    return criteria;
}

DecisionMatrix decision_of(const Table& table, const std::string& id_column,
                           const std::vector<Criterion>& criteria, MissingRule missing) {
    DecisionMatrix decision;
    decision.criteria = criteria;
    const std::vector<std::string> ids = table.texts(id_column);
    if (ids.empty()) throw input_error("the table of alternatives has no rows");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty()) throw input_error("column '{}', row {}: no id", id_column, i + 1);
        if (!seen.insert(ids[i]).second)
            throw input_error("column '{}': '{}' stands there twice; ids must be unique", id_column,
                              ids[i]);
    }
    std::vector<std::vector<double>> columns;
    for (const Criterion& criterion : criteria) columns.push_back(table.numbers(criterion.name));
    std::vector<bool> keep(ids.size(), true);
    for (std::size_t j = 0; j < columns.size(); ++j) {
        std::vector<double> known;
        for (const double value : columns[j])
            if (std::isfinite(value)) known.push_back(value);
        if (known.empty())
            throw input_error("criterion '{}' holds no number; leave it out", criteria[j].name);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (std::isfinite(columns[j][i])) continue;
            if (missing == MissingRule::refuse)
                throw input_error(
                    "criterion '{}' has no value for '{}'; fill it or choose --missing drop, "
                    "median or worst",
                    criteria[j].name, ids[i]);
            if (missing == MissingRule::drop)
                keep[i] = false;
            else
                columns[j][i] = stand_in(known, missing, criteria[j].benefit);
        }
    }
    for (std::size_t j = 0; j < columns.size(); ++j) {
        if (!criteria[j].logarithm) continue;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (!keep[i]) continue;
            if (!(columns[j][i] > 0.0))
                throw input_error("criterion '{}', '{}': found {}, of which there is no logarithm",
                                  criteria[j].name, ids[i], columns[j][i]);
            columns[j][i] = std::log10(columns[j][i]);
        }
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!keep[i]) continue;
        decision.ids.push_back(ids[i]);
        for (const auto& column : columns) decision.values.push_back(column[i]);
    }
    if (decision.ids.empty())
        throw input_error("no alternative has a value for every criterion; choose another rule");
    return decision;
}

std::vector<double> weighted_sums(const DecisionMatrix& values,
                                  const std::vector<double>& weights) {
    std::vector<double> sums(values.rows(), 0.0);
    for (std::size_t i = 0; i < values.rows(); ++i)
        for (std::size_t j = 0; j < values.columns(); ++j) sums[i] += weights[j] * values.at(i, j);
    return sums;
}

}  // namespace borderlens
