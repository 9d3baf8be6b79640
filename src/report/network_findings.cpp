#include "report/network_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "report/html.hpp"

namespace borderlens {

std::vector<Finding> transitions(const Table& table, const SideLabels& sides) {
    if (!has_all(table, {"side", "from_period", "to_period", "from", "to", "area_km2"})) return {};
    const auto side = table.texts("side"), from = table.texts("from"), to = table.texts("to"),
               start = table.texts("from_period"), end = table.texts("to_period");
    const auto& area = table.numbers("area_km2");
    std::map<std::pair<std::string, std::string>, double> total;  // by side and interval
    std::ptrdiff_t largest = -1;
    for (std::size_t i = 0; i < area.size(); ++i) {
        total[{side[i], start[i]}] += area[i];
        if (from[i] != to[i] && (largest < 0 || area[i] > area[static_cast<std::size_t>(largest)]))
            largest = static_cast<std::ptrdiff_t>(i);
    }
    if (largest < 0) return {};
    const auto i = static_cast<std::size_t>(largest);
    const double share = 100.0 * area[i] / total[{side[i], start[i]}];
    return {{"transition",
             {{"finding.transition",
               {side[i] == "a" ? sides.a : sides.b, start[i] + "–" + end[i], "@" + from[i],
                "@" + to[i], short_number(area[i]), short_number(share)}}},
             0.0}};
}

std::vector<Finding> change_speeds(const Table& intensity, const SideLabels& sides) {
    std::vector<Finding> findings;
    if (!has_all(intensity, {"side", "band", "period", "metric", "value", "low", "high"}))
        return findings;
    const auto side = intensity.texts("side"), band = intensity.texts("band"),
               period = intensity.texts("period"), metric = intensity.texts("metric");
    const auto &value = intensity.numbers("value"), &low = intensity.numbers("low"),
               &high = intensity.numbers("high");
    std::map<std::string, std::map<std::string, std::size_t>> rows;
    for (std::size_t i = 0; i < side.size(); ++i)
        if (metric[i] == "annual_change" && band[i] == "all") rows[period[i]][side[i]] = i;
    const auto percent = [](double share) { return fmt::format("{:.2f} %", 100.0 * share); };
    const auto range = [&](std::size_t i) { return percent(low[i]) + " … " + percent(high[i]); };
    for (const auto& [name, by_side] : rows) {
        if (by_side.size() < 2) continue;
        std::size_t fast = by_side.begin()->second, slow = by_side.rbegin()->second;
        if (value[fast] < value[slow]) std::swap(fast, slow);
        if (!(low[fast] > high[slow])) continue;
        const double half = 0.5 * ((high[fast] - low[fast]) + (high[slow] - low[slow]));
        const auto label = [&](std::size_t i) { return side[i] == "a" ? sides.a : sides.b; };
        findings.push_back({"speed",
                            {{"finding.speed",
                              {name, label(fast), percent(value[fast]), range(fast), label(slow),
                               percent(value[slow]), range(slow)}}},
                            half > 0.0 ? (value[fast] - value[slow]) / half : 0.0});
    }
    return findings;
}

namespace {

/// Who is first in one group of nodes, as far as the rank intervals settle it.
std::vector<Sentence> first_of(const Table& nodes, const std::vector<std::size_t>& members,
                               const std::string& group) {
    const auto names = nodes.texts(nodes.has("name") ? "name" : "id");
    std::string first, contenders, low, high;
    std::size_t count = 0;
    for (const std::size_t i : members) {
        if (nodes.numbers("rank_low")[i] <= 1.0) contenders += (count++ > 0 ? ", " : "") + names[i];
        if (nodes.numbers("rank")[i] != 1.0) continue;
        first = names[i];
        low = short_number(nodes.numbers("rank_low")[i]);
        high = short_number(nodes.numbers("rank_high")[i]);
    }
    const std::string all = fmt::format("{}", members.size());
    const std::string prefix = group.empty() ? "" : in_words(group) + ": ";
    if (count > 1) return {{"finding.nodeShared", {contenders, all, prefix}}};
    if (first.empty()) return {};
    if (high == "1") return {{"finding.nodeFirm", {first, all, prefix}}};
    return {{"finding.node", {first, all, low, high, prefix}}};
}

}  // namespace

std::vector<Finding> first_nodes(const Table& nodes) {
    if (!has_all(nodes, {"id", "rank", "rank_low", "rank_high"}) || nodes.rows() < 2) return {};
    std::map<std::string, std::vector<std::size_t>> groups;
    const std::vector<std::string> group =
        nodes.has("group") ? nodes.texts("group")
                           : std::vector<std::string>(static_cast<std::size_t>(nodes.rows()));
    for (std::size_t i = 0; i < group.size(); ++i) groups[group[i]].push_back(i);
    Finding finding{"node", {}, 0.0};
    for (const auto& [name, members] : groups)
        for (Sentence& sentence : first_of(nodes, members, name))
            finding.sentences.push_back(std::move(sentence));
    if (finding.sentences.empty()) return {};
    return {finding};
}

std::vector<Finding> statements(const Table& claims) {
    if (!has_all(claims, {"agrees"}) || claims.rows() == 0) return {};
    std::map<std::string, int> count;
    for (const std::string& verdict : claims.texts("agrees")) ++count[verdict];
    const auto of = [&](const char* verdict) { return fmt::format("{}", count[verdict]); };
    Finding finding{
        "claims",
        {{"finding.claims", {fmt::format("{}", claims.rows()), of("yes"), of("partly"), of("no")}}},
        0.0};
    if (count["not tested"] > 0)
        finding.sentences.push_back({"finding.claimsUntested", {of("not tested")}});
    return {finding};
}

namespace {

/// Hours and winners of each scenario on railways; roads beside them hide what a railway changes.
std::vector<Sentence> by_rail(const Table& rail) {
    if (!has_all(rail, {"scenario", "best_time_h", "gainers", "losers"}) || rail.rows() < 2)
        return {};
    const auto name = rail.texts("scenario");
    const auto& hours = rail.numbers("best_time_h");
    std::string taken, moved;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        if (std::isnan(hours[i])) continue;
        taken += fmt::format("{}{} {:.1f}", taken.empty() ? "" : ", ", in_words(name[i]), hours[i]);
        if (i > 0)
            moved += fmt::format("{}{} +{:.0f} \u2212{:.0f}", moved.empty() ? "" : ", ",
                                 in_words(name[i]), rail.numbers("gainers")[i],
                                 rail.numbers("losers")[i]);
    }
    if (taken.empty() || moved.empty()) return {};
    return {{"finding.rail", {taken, in_words(name[0]), moved}}};
}

}  // namespace

std::vector<Finding> scenarios(const Table& table, const Table& rail) {
    if (!has_all(table, {"scenario", "best_time_h"}) || table.rows() < 2) return {};
    const auto name = table.texts("scenario");
    const auto& hours = table.numbers("best_time_h");
    // The first scenario is what the others are held against, as in the study file.
    std::size_t best = 0;
    for (std::size_t i = 1; i < hours.size(); ++i)
        if (hours[i] < hours[best] || std::isnan(hours[best])) best = i;
    if (std::isnan(hours[0]) || std::isnan(hours[best])) return {};
    // Chosen: a tenth of an hour is what the page shows.
    Finding finding{"scenario", {}, 0.0};
    if (hours[0] - hours[best] < 0.1)
        finding.sentences = {{"finding.scenarioSame", {in_words(name[0]), short_number(hours[0])}}};
    else
        finding.sentences = {{"finding.scenario",
                              {in_words(name[best]), short_number(hours[best]),
                               short_number(hours[0] - hours[best]), in_words(name[0])}}};
    for (Sentence& sentence : by_rail(rail)) finding.sentences.push_back(std::move(sentence));
    return {finding};
}

}  // namespace borderlens
