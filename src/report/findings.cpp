#include "report/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/html.hpp"

namespace borderlens {
namespace {

struct Finding {
    double strength = 0.0;  ///< distance of the interval from zero, in its own half widths
    std::string sentence;
};

/// How clearly an interval leaves out zero; 0 = it does not.
double clearness(double value, double low, double high) {
    if (!(low > 0.0 || high < 0.0)) return 0.0;
    const double half = 0.5 * (high - low);
    return half > 0.0 ? std::abs(value) / half : 0.0;
}

bool is_share(const std::string& metric) {
    return metric.rfind("share_", 0) == 0;
}

std::string amount(const std::string& metric, double value) {
    return is_share(metric) ? fmt::format("{:.1f} %", 100.0 * value) : fmt::format("{:.3f}", value);
}

std::string points(const std::string& metric, double low, double high) {
    return is_share(metric)
               ? fmt::format("{:.1f} to {:.1f} percentage points", 100.0 * low, 100.0 * high)
               : fmt::format("{:.3f} to {:.3f}", low, high);
}

void add_differences(const Table& table, const SideLabels& sides, std::vector<Finding>& findings) {
    if (table.rows() == 0) return;
    const auto metric = table.texts("metric"), band = table.texts("band"),
               period = table.texts("period"), flag = table.texts("quality_flag");
    const std::string last = period.empty() ? "" : *std::max_element(period.begin(), period.end());
    for (std::size_t i = 0; i < metric.size(); ++i) {
        if (band[i] != "all" || period[i] != last) continue;
        const double a = table.numbers("a")[i], b = table.numbers("b")[i];
        const double low = table.numbers("difference_low")[i];
        const double high = table.numbers("difference_high")[i];
        const double strength = clearness(a - b, low, high);
        if (strength <= 0.0) continue;
        const bool more = a > b;
        findings.push_back(
            {strength,
             fmt::format(
                 "In {} the {} is {} on {} ({}) than on {} ({}); the difference is {} (95 % "
                 "interval).{}",
                 period[i], in_words(metric[i]), more ? "higher" : "lower", sides.a,
                 amount(metric[i], a), sides.b, amount(metric[i], b),
                 more ? points(metric[i], low, high) : points(metric[i], -high, -low),
                 flag[i].find("unequal_quality") != std::string::npos
                     ? " The sides were not seen equally often, which may explain part of it."
                     : "")});
    }
}

void add_changes(const Table& trend, const SideLabels& sides, std::vector<Finding>& findings) {
    if (trend.rows() == 0) return;
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
        findings.push_back(
            {strength,
             fmt::format("Over {} the {} grew more on {} than on {}: by {} (95 % interval).",
                         period[i], in_words(name), value > 0 ? sides.a : sides.b,
                         value > 0 ? sides.b : sides.a,
                         value > 0 ? points(name, low, high) : points(name, -high, -low))});
    }
}

}  // namespace

std::string in_words(const std::string& metric) {
    if (metric == "ndvi_mean") return "mean NDVI";
    std::string words = metric;
    std::replace(words.begin(), words.end(), '_', ' ');
    if (words.rfind("share ", 0) == 0) return words.substr(6) + " share";
    return words;
}

std::vector<std::string> findings_of(const Table& comparison, const Table& trend,
                                     const SideLabels& sides, std::size_t most) {
    std::vector<Finding> findings;
    add_differences(comparison, sides, findings);
    add_changes(trend, sides, findings);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& x, const Finding& y) { return x.strength > y.strength; });
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < std::min(most, findings.size()); ++i)
        sentences.push_back(findings[i].sentence);
    if (sentences.empty() && comparison.rows() > 0)
        sentences.push_back("No difference between the sides is larger than its 95 % interval.");
    return sentences;
}

}  // namespace borderlens
