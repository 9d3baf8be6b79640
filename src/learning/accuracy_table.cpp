#include "learning/accuracy_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// Numbers by value, texts by alphabet, numbers first.
bool label_before(const std::string& a, const std::string& b) {
    double x = 0.0, y = 0.0;
    const bool a_number = parse_number(a, x), b_number = parse_number(b, y);
    if (a_number != b_number) return a_number;
    return a_number && x != y ? x < y : a < b;
}

std::string first_of(const Table& table, const std::vector<std::string>& names) {
    for (const std::string& name : names)
        if (table.has(name)) return name;
    throw input_error("strata: found no column '{}'; the table has: {}", fmt::join(names, "' or '"),
                      fmt::join(table.names(), ", "));
}

std::vector<Stratum> strata_of(const Table& table, bool by_stratum_column) {
    const std::vector<std::string> wanted = by_stratum_column
                                                ? std::vector<std::string>{"stratum", "class"}
                                                : std::vector<std::string>{"class", "stratum"};
    const auto names = table.texts(first_of(table, wanted));
    const auto& pixels = table.numbers(first_of(table, {"pixels", "map_pixels"}));
    std::vector<Stratum> strata;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) throw input_error("strata, row {}: the name is empty", i + 1);
        for (const Stratum& stratum : strata)
            if (stratum.name == names[i])
                throw input_error("strata: '{}' stands in two rows, expected one", names[i]);
        if (!(pixels[i] >= 0.0))
            throw input_error("strata, row {} ('{}'): found {} pixels, expected a number >= 0",
                              i + 1, names[i], pixels[i]);
        strata.push_back({names[i], pixels[i]});
    }
    if (strata.empty()) throw input_error("strata: the table is empty");
    return strata;
}

/// The final reference labels: the reference column where filled, else what both interpreters say.
std::vector<std::string> references_of(const Table& samples, const AccuracyColumns& columns) {
    const bool two = !columns.interpreter_1.empty();
    std::vector<std::string> labels(static_cast<std::size_t>(samples.rows()));
    if (!two || samples.has(columns.reference)) labels = samples.texts(columns.reference);
    if (!two) return labels;
    const auto first = samples.texts(columns.interpreter_1);
    const auto second = samples.texts(columns.interpreter_2);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!labels[i].empty()) continue;
        if (first[i] != second[i])
            throw input_error(
                "row {}: the interpreters say '{}' and '{}' and '{}' is empty: decide and fill it",
                i + 1, first[i], second[i], columns.reference);
        labels[i] = first[i];
    }
    return labels;
}

std::vector<double> counts_of(const Table& samples) {
    if (!samples.has("count"))
        return std::vector<double>(static_cast<std::size_t>(samples.rows()), 1.0);
    const auto& counts = samples.numbers("count");
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (!(counts[i] >= 0.0) || counts[i] != std::floor(counts[i]))
            throw input_error("row {}: count {}, expected a whole number >= 0", i + 1, counts[i]);
    return counts;
}

}  // namespace

AccuracySample accuracy_sample_of(const Table& samples, const Table* strata,
                                  const AccuracyColumns& columns) {
    const auto maps = samples.texts(columns.map);
    const auto references = references_of(samples, columns);
    const auto counts = counts_of(samples);
    const bool has_strata_column = samples.has("stratum");
    if (maps.empty()) throw input_error("the table of samples is empty, expected one row a sample");
    if (strata == nullptr && has_strata_column) {
        const auto names = samples.texts("stratum");
        if (std::any_of(names.begin(), names.end(), [&](const auto& n) { return n != names[0]; }))
            throw input_error(
                "the samples have a column 'stratum': their sizes are needed (--strata)");
    }
    for (std::size_t i = 0; i < maps.size(); ++i)
        if (maps[i].empty() || references[i].empty())
            throw input_error("row {}: '{}' is empty, expected a class", i + 1,
                              maps[i].empty() ? columns.map : columns.reference);

    AccuracySample sample;
    sample.population_correction = columns.population_correction;
    sample.strata_are_map_classes = strata != nullptr && !has_strata_column;
    if (strata != nullptr)
        sample.strata = strata_of(*strata, has_strata_column);
    else
        sample.strata = {{"all", std::numeric_limits<double>::quiet_NaN()}};
    std::map<std::string, Index> stratum_number;
    for (const Stratum& stratum : sample.strata)
        stratum_number.emplace(stratum.name, static_cast<Index>(stratum_number.size()));

    // Map classes stand in the order of the strata; what else appears follows sorted.
    std::vector<std::string> others(maps);
    others.insert(others.end(), references.begin(), references.end());
    std::sort(others.begin(), others.end(), label_before);
    if (sample.strata_are_map_classes)
        for (const Stratum& stratum : sample.strata) sample.classes.push_back(stratum.name);
    for (const std::string& label : others)
        if (std::find(sample.classes.begin(), sample.classes.end(), label) == sample.classes.end())
            sample.classes.push_back(label);
    std::map<std::string, Index> class_number;
    for (const std::string& name : sample.classes)
        class_number.emplace(name, static_cast<Index>(class_number.size()));

    std::vector<std::string> stratum_names = maps;
    if (strata != nullptr && has_strata_column) stratum_names = samples.texts("stratum");
    for (std::size_t i = 0; i < maps.size(); ++i) {
        Index stratum = 0;
        if (strata != nullptr) {
            const auto found = stratum_number.find(stratum_names[i]);
            if (found == stratum_number.end())
                throw input_error("row {}: '{}' is not among the strata: {}", i + 1,
                                  stratum_names[i], [&] {
                                      std::string list;
                                      for (const Stratum& s : sample.strata)
                                          list += (list.empty() ? "" : ", ") + s.name;
                                      return list;
                                  }());
            stratum = found->second;
        }
        sample.units.push_back(
            {class_number.at(maps[i]), class_number.at(references[i]), stratum, counts[i]});
    }
    return sample;
}

Agreement interpreter_agreement(const std::vector<std::string>& first,
                                const std::vector<std::string>& second) {
    std::map<std::string, std::pair<double, double>> margins;
    std::map<std::pair<std::string, std::string>, double> cells;
    Agreement result;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i].empty() || second[i].empty()) continue;
        margins[first[i]].first += 1.0;
        margins[second[i]].second += 1.0;
        cells[{first[i], second[i]}] += 1.0;
        result.units += 1.0;
    }
    const double n = result.units;
    result.observed = n > 0.0 ? 0.0 : std::numeric_limits<double>::quiet_NaN();
    double chance = 0.0;
    for (const auto& [label, margin] : margins) {
        chance += margin.first / n * margin.second / n;
        const auto cell = cells.find({label, label});
        if (cell != cells.end()) result.observed += cell->second / n;
    }
    if (n == 0.0 || chance >= 1.0) return result;
    const double kappa = (result.observed - chance) / (1.0 - chance);
    double spread = -std::pow(kappa - chance * (1.0 - kappa), 2);
    for (const auto& [labels, cell] : cells) {
        const auto& [a, b] = labels;
        const double share = cell / n;
        if (a == b) {
            const double sum = (margins[a].first + margins[a].second) / n;
            spread += share * std::pow(1.0 - sum * (1.0 - kappa), 2);
        } else {
            const double sum = (margins[a].second + margins[b].first) / n;
            spread += share * std::pow((1.0 - kappa) * sum, 2);
        }
    }
    result.kappa = {kappa, std::sqrt(std::max(0.0, spread) / n) / (1.0 - chance)};
    return result;
}

}  // namespace borderlens
