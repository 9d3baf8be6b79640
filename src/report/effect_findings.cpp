#include "report/effect_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/no_value.hpp"

namespace borderlens {
namespace {

constexpr double usual_level = 0.05;

/// What the moved lines say of a clear effect.
struct PlaceboVerdict {
    double p = no_value;
    double lines = no_value;

    bool too_few() const { return lines > 0.0 && 1.0 / (lines + 1.0) > usual_level; }
    /// As far from none as the border: any of few lines, more than one in twenty of many.
    bool against() const {
        const double least = too_few() ? 1.0 / (lines + 1.0) : usual_level;
        return p > least * (1.0 + 1e-9);
    }
};

/// The words that a jump, or a change of it, is told with.
struct EffectWords {
    const char* kind;
    const char* clear;
    const char* like_placebo;
};

/// Whole-line estimates of rows `is_meant` whose interval leaves out zero.
std::vector<Finding> clear_effects(const Table& table, const SideLabels& sides,
                                   const EffectWords& words,
                                   const std::function<bool(std::size_t)>& is_meant) {
    std::vector<Finding> findings;
    const auto zone = table.texts("zone"), period = table.texts("period"),
               metric = table.texts("metric"), method = table.texts("method");
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (zone[i] != "all" || method[i] != "distance" || !is_meant(i)) continue;
        const double effect = table.numbers("effect")[i];
        const double low = table.numbers("effect_low")[i];
        const double high = table.numbers("effect_high")[i];
        const double strength = clearness(effect, low, high);
        if (strength <= 0.0) continue;
        const auto number_of = [&](const char* column) {
            return table.has(column) ? table.numbers(column)[i] : no_value;
        };
        const PlaceboVerdict placebo{number_of("placebo_p"), number_of("placebo_lines")};
        const std::string percent = fmt::format("{:.0f}", 100.0 * placebo.p);
        if (placebo.against()) {
            // Weaker than any that the placebo lines do not show.
            findings.push_back({words.kind,
                                {{words.like_placebo, {period[i], "@" + metric[i], percent}}},
                                strength * 1e-3});
            continue;
        }
        const bool on_a = effect > 0.0;
        Finding finding{words.kind,
                        {{words.clear,
                          {period[i], "@" + metric[i], points_of(metric[i], std::abs(effect)),
                           on_a ? sides.a : sides.b,
                           on_a ? range_of(metric[i], low, high) : range_of(metric[i], -high, -low),
                           unit_key(metric[i])}}},
                        strength};
        if (placebo.too_few())
            finding.sentences.push_back(
                {"finding.effectFewPlacebos", {fmt::format("{:.0f}", placebo.lines)}});
        else if (!std::isnan(placebo.p))
            finding.sentences.push_back({"finding.effectPlacebo", {percent}});
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace

std::vector<Finding> border_effects(const Table& border_effect, const SideLabels& sides) {
    if (!has_all(border_effect,
                 {"zone", "period", "metric", "method", "effect", "effect_low", "effect_high"}))
        return {};
    const auto period = border_effect.texts("period");
    const std::string last = *std::max_element(period.begin(), period.end());
    return clear_effects(border_effect, sides,
                         {"effect", "finding.effect", "finding.effectNotPlacebo"},
                         [&](std::size_t i) { return period[i] == last; });
}

std::vector<Finding> border_effect_changes(const Table& changes, const SideLabels& sides) {
    if (!has_all(changes, {"zone", "change", "period", "metric", "method", "effect", "effect_low",
                           "effect_high"}))
        return {};
    const auto change = changes.texts("change");
    const bool has_event = std::any_of(change.begin(), change.end(), [](const std::string& name) {
        return name.starts_with("event");
    });
    return clear_effects(
        changes, sides, {"effect_change", "finding.effectChange", "finding.effectChangeNotPlacebo"},
        [&](std::size_t i) {
            return has_event ? change[i].starts_with("event") : change[i] == "first_to_last";
        });
}

std::vector<Finding> side_trends(const Table& zone_trends, const SideLabels& sides) {
    std::vector<Finding> findings;
    if (!has_all(zone_trends, {"zone", "side", "band", "metric", "sen_slope", "sen_slope_low",
                               "sen_slope_high", "n"}))
        return findings;
    const auto zone = zone_trends.texts("zone"), side = zone_trends.texts("side"),
               band = zone_trends.texts("band"), metric = zone_trends.texts("metric");
    for (std::size_t i = 0; i < side.size(); ++i) {
        if (zone[i] != "all" || band[i] != "all" || (side[i] != "a" && side[i] != "b")) continue;
        // In ten years: a year's slope has too many zeros to be read.
        const double slope = 10.0 * zone_trends.numbers("sen_slope")[i];
        const double low = 10.0 * zone_trends.numbers("sen_slope_low")[i];
        const double high = 10.0 * zone_trends.numbers("sen_slope_high")[i];
        const double strength = clearness(slope, low, high);
        if (strength <= 0.0) continue;
        const bool rises = slope > 0.0;
        findings.push_back(
            {"trend",
             {{"finding.trend",
               {side[i] == "a" ? sides.a : sides.b, "@" + metric[i], rises ? "#rose" : "#fell",
                points_of(metric[i], std::abs(slope)), unit_key(metric[i]),
                rises ? range_of(metric[i], low, high) : range_of(metric[i], -high, -low),
                fmt::format("{:.0f}", zone_trends.numbers("n")[i])}}},
             strength});
    }
    return findings;
}

}  // namespace borderlens
