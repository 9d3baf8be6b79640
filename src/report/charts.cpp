#include "report/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/html.hpp"
#include "report/svg.hpp"
#include "report/texts.hpp"

namespace borderlens {
namespace {

// Blue and vermilion stay apart for all common kinds of colour blindness: Okabe and Ito 2008.
constexpr const char* colour_a = "#0072B2";
constexpr const char* colour_b = "#D55E00";
constexpr double width = 460.0, height = 250.0, left = 58.0, right = 14.0, top = 34.0,
                 bottom = 40.0;

struct Bar {
    std::string label;
    double value = 0.0, low = 0.0, high = 0.0;
};

/// Rows of the table that meet the wanted texts, as value and interval of one column.
std::vector<Bar> bars_of(const Table& table, const std::string& metric, const std::string& period,
                         bool whole_width, const std::string& column,
                         const std::string& label_column) {
    std::vector<Bar> bars;
    if (table.rows() == 0) return bars;
    const auto metrics = table.texts("metric"), periods = table.texts("period"),
               bands = table.texts("band"), labels = table.texts(label_column);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (metrics[i] != metric || (bands[i] == "all") != whole_width) continue;
        if (!period.empty() && periods[i] != period) continue;
        bars.push_back({labels[i], table.numbers(column)[i], table.numbers(column + "_low")[i],
                        table.numbers(column + "_high")[i]});
    }
    return bars;
}

double highest(const std::vector<Bar>& a, const std::vector<Bar>& b) {
    double most = 0.0;
    for (const auto* bars : {&a, &b})
        for (const Bar& bar : *bars)
            for (const double value : {bar.value, bar.high})
                if (std::isfinite(value)) most = std::max(most, value);
    return most > 0.0 ? most : 1.0;
}

constexpr const char* axis = "stroke=\"#888\" stroke-width=\"1\"";
constexpr const char* faint = "stroke=\"#ddd\" stroke-width=\"1\"";

/// A vertical axis from low to high with four steps; gives the place of a value.
struct Scale {
    double low, high;
    double y(double value) const {
        return height - bottom - (value - low) / (high - low) * (height - top - bottom);
    }
    std::string drawn() const {
        std::string svg;
        for (int i = 0; i <= 4; ++i) {
            const double value = low + (high - low) * i / 4.0;
            svg += svg_line(left, y(value), width - right, y(value), faint);
            svg += svg_text(left - 6, y(value) + 4, short_number(value), "end");
        }
        return svg;
    }
};

std::string series(const std::vector<Bar>& bars, const Scale& scale, const char* colour,
                   double offset) {
    std::string svg, path;
    const double step = (width - left - right) / static_cast<double>(bars.size());
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (!std::isfinite(bars[i].value)) continue;
        const double x = left + step * (static_cast<double>(i) + 0.5) + offset;
        const double y = scale.y(bars[i].value);
        path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : " L", x, y);
        const std::string stroke = fmt::format("stroke=\"{}\" stroke-width=\"2\"", colour);
        if (std::isfinite(bars[i].low) && std::isfinite(bars[i].high))
            svg += svg_line(x, scale.y(std::max(bars[i].low, scale.low)), x,
                            scale.y(std::min(bars[i].high, scale.high)), stroke.c_str());
        svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"/>\n", x, y,
                           colour);
    }
    return fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\"/>\n", path, colour) + svg;
}

std::string period_labels(const std::vector<Bar>& bars) {
    std::string svg;
    const double step = (width - left - right) / static_cast<double>(bars.size());
    for (std::size_t i = 0; i < bars.size(); ++i)
        svg += svg_text(left + step * (static_cast<double>(i) + 0.5), height - bottom + 18,
                        bars[i].label);
    return svg;
}

std::string side_legend(const SideLabels& sides) {
    return fmt::format("<circle cx=\"{0}\" cy=\"{1}\" r=\"4\" fill=\"{2}\"/>", left, height - 10,
                       colour_a) +
           svg_text(left + 9, height - 6, sides.a, "start") +
           fmt::format("<circle cx=\"{0}\" cy=\"{1}\" r=\"4\" fill=\"{2}\"/>", width / 2,
                       height - 10, colour_b) +
           svg_text(width / 2 + 9, height - 6, sides.b, "start");
}

}  // namespace

std::string mirror_chart(const Table& comparison, const std::string& metric,
                         const std::string& period, const SideLabels& sides) {
    const auto a = bars_of(comparison, metric, period, false, "a", "band");
    const auto b = bars_of(comparison, metric, period, false, "b", "band");
    if (a.empty()) return "";
    std::string svg =
        open_svg(metric_name(metric, Language::english) + " by distance from the border, " + period,
                 width, height);
    const double center = width / 2, half = width / 2 - right - 30, most = highest(a, b);
    const double step = (height - top - bottom) / static_cast<double>(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double y = top + step * static_cast<double>(i), middle = y + step / 2;
        const auto bar = [&](const Bar& one, double direction, const char* colour) {
            if (!std::isfinite(one.value)) return;
            const double length = half * one.value / most;
            svg += fmt::format(
                "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
                "fill=\"{}\" opacity=\"0.85\"/>\n",
                direction > 0 ? center + 30 : center - 30 - length, y + 3, length, step - 6,
                colour);
            if (std::isfinite(one.low) && std::isfinite(one.high))
                svg += svg_line(center + direction * (30 + half * one.low / most), middle,
                                center + direction * (30 + half * std::min(one.high, most) / most),
                                middle, "stroke=\"#222\" stroke-width=\"1.5\"");
        };
        bar(a[i], 1.0, colour_a);
        bar(b[i], -1.0, colour_b);
        svg += svg_text(center, middle + 4, a[i].label + " km");
    }
    svg += svg_text(center - 30 - half, height - bottom + 14, short_number(most), "start");
    svg += svg_text(center + 30 + half, height - bottom + 14, short_number(most), "end");
    svg += svg_text(center - 40, height - 6, sides.b, "end",
                    fmt::format("fill=\"{}\"", colour_b).c_str());
    svg += svg_text(center + 40, height - 6, sides.a, "start",
                    fmt::format("fill=\"{}\"", colour_a).c_str());
    return svg + "</svg>\n";
}

std::string time_chart(const Table& comparison, const std::string& metric,
                       const SideLabels& sides) {
    const auto a = bars_of(comparison, metric, "", true, "a", "period");
    const auto b = bars_of(comparison, metric, "", true, "b", "period");
    if (a.empty()) return "";
    const Scale scale{0.0, highest(a, b)};
    return open_svg(metric_name(metric, Language::english) + ", whole zone", width, height) +
           scale.drawn() + series(a, scale, colour_a, -3) + series(b, scale, colour_b, 3) +
           period_labels(a) + side_legend(sides) + "</svg>\n";
}

std::string asymmetry_chart(const Table& comparison, const std::string& metric,
                            const SideLabels& sides) {
    const auto bars = bars_of(comparison, metric, "", true, "asymmetry", "period");
    if (bars.empty()) return "";
    const Scale scale{-1.0, 1.0};
    return open_svg("asymmetry of " + metric_name(metric, Language::english), width, height) +
           scale.drawn() + svg_line(left, scale.y(0.0), width - right, scale.y(0.0), axis) +
           series(bars, scale, "#333", 0) + period_labels(bars) +
           svg_text(width - right, top + 8, "all on " + sides.a, "end") +
           svg_text(width - right, height - bottom - 4, "all on " + sides.b, "end") + "</svg>\n";
}

}  // namespace borderlens
