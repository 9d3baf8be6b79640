#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "comparison/side_comparison.hpp"

namespace borderlens {
namespace {

const std::string separators = "_ -:/|.";

/// The zone without the side's name in front or at the end, "all" for the name alone; false where
/// the zone does not carry it.
bool cut_side(const std::string& zone, const std::string& side, std::string& rest) {
    if (lower(zone) == lower(side)) {
        rest = "all";
        return true;
    }
    if (zone.size() < side.size() + 2) return false;
    const bool in_front = lower(zone.substr(0, side.size())) == lower(side) &&
                          separators.find(zone[side.size()]) != std::string::npos;
    if (in_front) {
        rest = zone.substr(side.size() + 1);
        return true;
    }
    const std::size_t start = zone.size() - side.size();
    const bool at_end = lower(zone.substr(start)) == lower(side) &&
                        separators.find(zone[start - 1]) != std::string::npos;
    if (at_end) rest = zone.substr(0, start - 1);
    return at_end;
}

std::vector<std::string> texts_or(const Table& table, const std::string& name,
                                  const std::string& otherwise) {
    if (table.has(name)) return table.texts(name);
    return std::vector<std::string>(static_cast<std::size_t>(table.rows()), otherwise);
}

std::vector<double> numbers_or_none(const Table& table, const std::string& name) {
    if (table.has(name)) return table.numbers(name);
    return std::vector<double>(static_cast<std::size_t>(table.rows()), no_value);
}

/// 'a', 'b', or ' ' for no side.
char side_letter(const std::string& side, const SideNames& names, Index row) {
    if (side.empty()) return ' ';
    if (lower(side) == lower(names.a)) return 'a';
    if (lower(side) == lower(names.b)) return 'b';
    throw input_error(
        "row {}: found side '{}', expected '{}' or '{}'; name the sides with --sides A,B", row + 1,
        side, names.a, names.b);
}

struct Sided {
    std::vector<std::string> zones;
    std::vector<char> sides;
};

Sided sided_zones(const Table& table, const SideNames& names) {
    Sided result;
    result.zones = texts_or(table, "zone", "all");
    std::vector<std::string> cut(result.zones.size());
    if (!table.has("side")) {
        if (!table.has("zone")) table.column("side");  // says which columns there are
        for (std::size_t row = 0; row < cut.size(); ++row) {
            const bool on_a = cut_side(result.zones[row], names.a, cut[row]);
            if (!on_a && !cut_side(result.zones[row], names.b, cut[row]))
                throw input_error(
                    "row {}: no column 'side', and zone '{}' does not begin with '{}_' or '{}_'",
                    row + 1, result.zones[row], names.a, names.b);
            result.sides.push_back(on_a ? 'a' : 'b');
        }
        result.zones = cut;
        return result;
    }
    const std::vector<std::string> sides = table.texts("side");
    bool all_cut = true;
    bool any = false;
    for (std::size_t row = 0; row < cut.size(); ++row) {
        result.sides.push_back(side_letter(sides[row], names, static_cast<Index>(row)));
        cut[row] = result.zones[row];
        if (result.sides[row] == ' ') continue;
        any = true;
        // A zone "all" beside "a_0-5" carries no side's name, and need not.
        const std::string& name = result.sides[row] == 'a' ? names.a : names.b;
        all_cut = all_cut && (cut_side(result.zones[row], name, cut[row]) ||
                              result.zones[row].empty() || result.zones[row] == "all");
    }
    if (any && all_cut) result.zones = cut;
    return result;
}

}  // namespace

std::vector<SidePair> pair_sides(const Table& table, const SideNames& names) {
    const Sided sided = sided_zones(table, names);
    const std::vector<std::string> metrics = table.texts("metric");
    const std::vector<double> values = table.numbers("value");
    const std::vector<std::string> bands = texts_or(table, "band", "");
    const std::vector<std::string> periods = texts_or(table, "period", "");
    const std::vector<std::string> units = texts_or(table, "unit", "");
    const std::vector<double> lows = numbers_or_none(table, "low");
    const std::vector<double> highs = numbers_or_none(table, "high");
    const std::vector<double> counts = numbers_or_none(table, "n");

    std::vector<SidePair> pairs;
    std::vector<std::pair<bool, bool>> filled;
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> places;
    for (std::size_t row = 0; row < metrics.size(); ++row) {
        if (sided.sides[row] == ' ') continue;
        const auto [place, is_new] = places.try_emplace(
            {sided.zones[row], bands[row], periods[row], metrics[row]}, pairs.size());
        if (is_new) {
            pairs.push_back({sided.zones[row],
                             bands[row],
                             periods[row],
                             metrics[row],
                             units[row],
                             {},
                             {},
                             no_value,
                             no_value});
            filled.emplace_back(false, false);
        }
        SidePair& pair = pairs[place->second];
        const bool on_a = sided.sides[row] == 'a';
        bool& taken = on_a ? filled[place->second].first : filled[place->second].second;
        if (taken)
            throw input_error(
                "row {}: zone '{}', band '{}', period '{}', metric '{}' comes twice on side {}; "
                "expected one row each",
                row + 1, pair.zone, pair.band, pair.period, pair.metric, on_a ? names.a : names.b);
        taken = true;
        if (units[row] != pair.unit)
            throw input_error("row {}: metric '{}' is in '{}' here and in '{}' on the other side",
                              row + 1, pair.metric, units[row], pair.unit);
        if (lows[row] > highs[row])
            throw input_error("row {}: low {} is above high {}", row + 1, lows[row], highs[row]);
        (on_a ? pair.a : pair.b) = {values[row], lows[row], highs[row]};
        (on_a ? pair.n_a : pair.n_b) = counts[row];
    }
    return pairs;
}

}  // namespace borderlens
