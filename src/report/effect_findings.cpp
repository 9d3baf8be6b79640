#include "report/effect_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace borderlens {

std::vector<Finding> border_effects(const Table& border_effect, const SideLabels& sides) {
    constexpr double usual_level = 0.05;
    std::vector<Finding> findings;
    if (!has_all(border_effect,
                 {"zone", "period", "metric", "method", "effect", "effect_low", "effect_high"}))
        return findings;
    const auto zone = border_effect.texts("zone"), period = border_effect.texts("period"),
               metric = border_effect.texts("metric"), method = border_effect.texts("method");
    const std::string last = *std::max_element(period.begin(), period.end());
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (zone[i] != "all" || method[i] != "distance" || period[i] != last) continue;
        const double effect = border_effect.numbers("effect")[i];
        const double low = border_effect.numbers("effect_low")[i];
        const double high = border_effect.numbers("effect_high")[i];
        const double strength = clearness(effect, low, high);
        if (strength <= 0.0) continue;
        const double placebo_p =
            border_effect.has("placebo_p") ? border_effect.numbers("placebo_p")[i] : std::nan("");
        const std::string percent = fmt::format("{:.0f}", 100.0 * placebo_p);
        if (placebo_p > usual_level) {
            // Weaker than any that the placebo lines do not show.
            findings.push_back(
                {"effect",
                 {{"finding.effectNotPlacebo", {period[i], "@" + metric[i], percent}}},
                 strength * 1e-3});
            continue;
        }
        const bool on_a = effect > 0.0;
        Finding finding{"effect",
                        {{"finding.effect",
                          {period[i], "@" + metric[i], points_of(metric[i], std::abs(effect)),
                           on_a ? sides.a : sides.b,
                           on_a ? range_of(metric[i], low, high) : range_of(metric[i], -high, -low),
                           unit_key(metric[i])}}},
                        strength};
        if (!std::isnan(placebo_p))
            finding.sentences.push_back({"finding.effectPlacebo", {percent}});
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace borderlens
