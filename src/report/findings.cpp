#include "report/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/effect_findings.hpp"
#include "report/network_findings.hpp"

namespace borderlens {
namespace {

bool is_share(const std::string& metric) {
    return metric.starts_with("share_");
}

/// The latest of the periods' names: they are years, or sort as the study's author named them.
std::string latest(const std::vector<std::string>& periods) {
    return periods.empty() ? "" : *std::max_element(periods.begin(), periods.end());
}

std::vector<Finding> differences(const Table& table, const SideLabels& sides) {
    std::vector<Finding> findings;
    if (table.rows() == 0) return findings;
    const auto metric = table.texts("metric"), band = table.texts("band"),
               period = table.texts("period"), flag = table.texts("quality_flag");
    const std::string last = latest(period);
    for (std::size_t i = 0; i < metric.size(); ++i) {
        if (band[i] != "all" || period[i] != last) continue;
        const double a = table.numbers("a")[i], b = table.numbers("b")[i];
        const double low = table.numbers("difference_low")[i];
        const double high = table.numbers("difference_high")[i];
        const double strength = clearness(a - b, low, high);
        if (strength <= 0.0) continue;
        const bool more = a > b;
        Finding finding{"difference", {}, strength};
        finding.sentences.push_back(
            {"finding.difference",
             {period[i], "@" + metric[i], more ? "#higher" : "#lower", sides.a,
              amount_of(metric[i], a), sides.b, amount_of(metric[i], b),
              more ? range_of(metric[i], low, high) : range_of(metric[i], -high, -low),
              unit_key(metric[i])}});
        if (flag[i].find("unequal_quality") != std::string::npos)
            finding.sentences.push_back({"finding.unequalLooks", {}});
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> changes(const Table& trend, const SideLabels& sides) {
    std::vector<Finding> findings;
    if (trend.rows() == 0) return findings;
    const auto metric = trend.texts("metric"), band = trend.texts("band"),
               period = trend.texts("period");
    const std::string suffix = ".change_of_difference";
    for (std::size_t i = 0; i < metric.size(); ++i) {
        if (band[i] != "all" || !metric[i].ends_with(suffix)) continue;
        const double value = trend.numbers("value")[i], low = trend.numbers("low")[i],
                     high = trend.numbers("high")[i];
        const double strength = clearness(value, low, high);
        if (strength <= 0.0) continue;
        const std::string name = metric[i].substr(0, metric[i].size() - suffix.size());
        const bool on_a = value > 0.0;
        findings.push_back(
            {"change",
             {{"finding.change",
               {period[i], "@" + name, on_a ? sides.a : sides.b, on_a ? sides.b : sides.a,
                on_a ? range_of(name, low, high) : range_of(name, -high, -low), unit_key(name)}}},
             strength});
    }
    return findings;
}

/// What is said where no difference can be claimed: that, and the largest that stays open.
std::vector<Finding> nothing_clear(const Table& table, const SideLabels& sides) {
    std::vector<Finding> findings = {{"none", {{"finding.none", {}}}, 0.0}};
    const auto metric = table.texts("metric"), band = table.texts("band"),
               period = table.texts("period");
    const std::string last = latest(period);
    std::ptrdiff_t largest = -1;
    const auto size = [&](std::size_t i) {
        return std::abs(table.numbers("a")[i] - table.numbers("b")[i]);
    };
    for (std::size_t i = 0; i < metric.size(); ++i)
        if (band[i] == "all" && period[i] == last && is_share(metric[i]) &&
            std::isfinite(size(i)) && std::isfinite(table.numbers("difference_low")[i]) &&
            (largest < 0 || size(i) > size(static_cast<std::size_t>(largest))))
            largest = static_cast<std::ptrdiff_t>(i);
    if (largest >= 0) {
        const auto i = static_cast<std::size_t>(largest);
        findings.push_back(
            {"open",
             {{"finding.largestOpen",
               {period[i], "@" + metric[i], amount_of(metric[i], table.numbers("a")[i]), sides.a,
                amount_of(metric[i], table.numbers("b")[i]), sides.b,
                range_of(metric[i], table.numbers("difference_low")[i],
                         table.numbers("difference_high")[i]),
                unit_key(metric[i])}}},
             0.0});
    }
    return findings;
}

bool too_short(const Table& comparison) {
    if (!has_all(comparison, {"quality_flag"})) return false;
    const auto flags = comparison.texts("quality_flag");
    return std::any_of(flags.begin(), flags.end(), [](const std::string& flag) {
        return flag.find("border_too_short") != std::string::npos;
    });
}

/// Metrics the latest period compares over the whole zone width.
std::size_t compared_figures(const Table& comparison) {
    const auto band = comparison.texts("band"), period = comparison.texts("period");
    const std::string last = latest(period);
    std::size_t count = 0;
    for (std::size_t i = 0; i < band.size(); ++i)
        if (band[i] == "all" && period[i] == last) ++count;
    return count;
}

/// What a reader has to know before believing the claims.
std::vector<Finding> cautions(const Table& comparison, bool claims, bool rough_maps) {
    std::vector<Finding> found;
    const auto add = [&](const char* key, std::vector<std::string> values = {}) {
        found.push_back({"caution", {{key, std::move(values)}}, 0.0});
    };
    if (too_short(comparison)) add("finding.tooShort");
    if (rough_maps) add("finding.roughMaps");
    if (!claims) return found;
    if (has_all(comparison, {"interval_holds"})) {
        const auto holds = comparison.texts("interval_holds");
        if (std::none_of(holds.begin(), holds.end(), [](const std::string& what) {
                return what.find("map error") != std::string::npos;
            }))
            add("finding.mapErrorOut");
    }
    // A difference and a change each, at the 95 % level.
    const double figures = 2.0 * static_cast<double>(compared_figures(comparison));
    if (figures >= 10.0)
        add("finding.lookedThrough",
            {fmt::format("{:.0f}", figures), fmt::format("{:.1f}", 0.05 * figures)});
    return found;
}

/// The strongest `most` of one kind at the end of `findings`.
void take(std::vector<Finding>& findings, std::vector<Finding> found, std::size_t most) {
    std::stable_sort(found.begin(), found.end(),
                     [](const Finding& x, const Finding& y) { return x.strength > y.strength; });
    if (found.size() > most) found.resize(most);
    for (Finding& one : found) findings.push_back(std::move(one));
}

}  // namespace

double clearness(double value, double low, double high) {
    if (!(low > 0.0 || high < 0.0)) return 0.0;
    const double half = 0.5 * (high - low);
    return half > 0.0 ? std::abs(value) / half : 0.0;
}

std::string amount_of(const std::string& metric, double value) {
    return is_share(metric) ? fmt::format("{:.1f} %", 100.0 * value) : fmt::format("{:.3f}", value);
}

std::string points_of(const std::string& metric, double value) {
    const double size = std::abs(is_share(metric) ? 100.0 * value : value);
    // Two decimals below one point: an end of an interval near zero is not zero.
    const int decimals = !is_share(metric) ? 3 : size < 1.0 ? 2 : 1;
    return (value < 0.0 ? "\u2212" : "") + fmt::format("{:.{}f}", size, decimals);
}

std::string range_of(const std::string& metric, double low, double high) {
    return points_of(metric, low) + " … " + points_of(metric, high);
}

std::string unit_key(const std::string& metric) {
    return is_share(metric) ? "#points" : "#noUnit";
}

std::string said(const Finding& finding, Language language) {
    std::string text;
    for (const Sentence& sentence : finding.sentences) {
        if (!text.empty()) text += ' ';
        text += said(sentence, language);
    }
    return text;
}

std::vector<Finding> findings_of(const std::vector<NamedTable>& tables, const SideLabels& sides,
                                 bool rough_maps, std::size_t most) {
    const Table& comparison = table_named(tables, "comparison");
    std::vector<Finding> findings;
    // No kind crowds out the others: two differences at most of four told about the sides.
    take(findings, differences(comparison, sides), 2);
    std::vector<Finding> through_time = changes(table_named(tables, "trend"), sides);
    take(through_time, border_effect_changes(table_named(tables, "border_effect_change"), sides),
         1);
    take(through_time, side_trends(table_named(tables, "zone_trends"), sides), 1);
    take(findings, through_time, 1);
    take(findings, border_effects(table_named(tables, "border_effect"), sides), 1);
    const std::vector<Finding> speed = change_speeds(table_named(tables, "intensity"), sides);
    take(findings, speed, 1);
    const bool claims = !findings.empty();
    if (!claims && comparison.rows() > 0) findings = nothing_clear(comparison, sides);
    if (speed.empty()) take(findings, transitions(table_named(tables, "transitions"), sides), 1);
    take(findings, first_nodes(table_named(tables, "nodes")), 1);
    take(findings, statements(table_named(tables, "claims")), 1);
    take(findings,
         scenarios(table_named(tables, "scenarios"), table_named(tables, "rail_scenarios")), 1);
    if (findings.size() > most) findings.resize(most);
    if (comparison.rows() == 0)
        findings.push_back({"caution", {{"finding.noImagery", {}}}, 0.0});
    else
        for (Finding& caution : cautions(comparison, claims, rough_maps))
            findings.push_back(std::move(caution));
    // What all intervals hang on is read before them.
    std::stable_partition(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.sentences[0].key == "finding.tooShort";
    });
    return findings;
}

}  // namespace borderlens
