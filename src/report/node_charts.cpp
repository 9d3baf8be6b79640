#include "report/node_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "report/html.hpp"
#include "report/named_table.hpp"
#include "report/svg.hpp"

namespace borderlens {
namespace {

constexpr double node_width = 460.0, label_px = 140.0, node_top = 30.0, row_px = 16.0,
                 margin = 14.0;
constexpr const char* ink = "#0072B2";  // of the palette of Okabe and Ito 2008
constexpr const char* ink_stroke = "stroke=\"#0072B2\"";

std::string dot(double x, double y, bool filled) {
    return fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\" stroke=\"{}\" "
        "stroke-width=\"2\"/>\n",
        x, y, filled ? ink : "#fff", ink);
}

std::string svg(const std::string& title, double height, const std::string& body) {
    return open_svg(title, node_width, height) + body + "</svg>";
}

/// One merge of a tree.
struct Merge {
    std::string left, right;
    double height = 0.0;
};

/// Draws a tree of merges from its last one down.
class Dendrogram {
  public:
    Dendrogram(std::vector<Merge> merges, std::map<std::string, std::string> names)
        : m_merges(std::move(merges)), m_names(std::move(names)) {
        for (const Merge& merge : m_merges) m_tallest = std::max(m_tallest, merge.height);
    }
    std::string draw() {
        part("step " + std::to_string(m_merges.size()));
        return m_body;
    }
    double height() const { return node_top + row_px * m_leaves + margin; }

  private:
    double x_of(double height) const {
        const double room = node_width - label_px - margin;
        return label_px + (m_tallest > 0.0 ? height / m_tallest * room : 0.0);
    }
    /// Draws a part and what is below it; gives where its stem begins.
    std::pair<double, double> part(const std::string& name) {
        std::size_t step = 0;
        if (name.rfind("step ", 0) == 0)
            step = static_cast<std::size_t>(std::stoul(name.substr(5)));
        if (step == 0 || step > m_merges.size()) {
            const double y = node_top + row_px * (m_leaves++ + 0.5);
            m_body += svg_text(label_px - 6, y + 4, m_names.count(name) > 0 ? m_names[name] : name,
                               "end");
            return {label_px, y};
        }
        const Merge& merge = m_merges[step - 1];
        const double x = x_of(merge.height);
        const auto [left_x, left_y] = part(merge.left);
        const auto [right_x, right_y] = part(merge.right);
        m_body += svg_line(left_x, left_y, x, left_y, ink_stroke) +
                  svg_line(right_x, right_y, x, right_y, ink_stroke) +
                  svg_line(x, left_y, x, right_y, ink_stroke);
        return {x, (left_y + right_y) / 2};
    }

    std::vector<Merge> m_merges;
    std::map<std::string, std::string> m_names;
    double m_tallest = 0.0;
    int m_leaves = 0;
    std::string m_body;
};

/// With as many decimals as show a difference to two digits.
std::string apart(double value, double difference) {
    if (!(difference > 0.0)) return short_number(value);
    const int decimals =
        std::clamp(1 - static_cast<int>(std::floor(std::log10(difference))), 0, 15);
    return fmt::format("{:.{}f}", value, decimals);
}

std::string in_group(const std::string& group) {
    return group.empty() ? "" : ", " + in_words(group);
}

}  // namespace

std::string dendrogram_chart(const Table& dendrogram, const std::string& group,
                             const Table& nodes) {
    if (!has_all(dendrogram, {"group", "left", "right", "height"})) return "";
    const auto groups = dendrogram.texts("group"), left = dendrogram.texts("left"),
               right = dendrogram.texts("right");
    std::vector<Merge> merges;
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (groups[i] == group)
            merges.push_back({left[i], right[i], dendrogram.numbers("height")[i]});
    if (merges.empty()) return "";
    std::map<std::string, std::string> names;
    if (has_all(nodes, {"id", "name"})) {
        const auto ids = nodes.texts("id"), texts = nodes.texts("name");
        for (std::size_t i = 0; i < ids.size(); ++i) names[ids[i]] = texts[i];
    }
    Dendrogram tree(std::move(merges), std::move(names));
    const std::string body = tree.draw();
    return svg("How alike the candidates are" + in_group(group), tree.height(), body);
}

std::string pareto_chart(const Table& scenarios, const std::string& first_words) {
    if (!has_all(scenarios, {"scenario", "cost_usd_m", "diversification", "pareto"})) return "";
    const auto names = scenarios.texts("scenario");
    const auto &cost = scenarios.numbers("cost_usd_m"),
               &gain = scenarios.numbers("diversification"), &front = scenarios.numbers("pareto");
    double dearest = 0.0, least = INFINITY, most = -INFINITY;
    for (std::size_t i = 0; i < cost.size(); ++i) {
        if (!std::isfinite(cost[i]) || !std::isfinite(gain[i])) continue;
        dearest = std::max(dearest, cost[i]);
        least = std::min(least, gain[i]);
        most = std::max(most, gain[i]);
    }
    if (!(least <= most)) return "";
    // Dots keep away from the axes; a label stands right of its dot.
    const double height = 250.0, left = 70.0, bottom = height - 40.0, first_x = left + 12.0,
                 last_x = node_width - 110.0, low_y = bottom - 12.0, high_y = node_top + 18.0;
    const double spread = most > least ? most - least : 1.0;
    std::string body = svg_line(left, node_top, left, bottom, "stroke=\"#888\"") +
                       svg_line(left, bottom, node_width - margin, bottom, "stroke=\"#888\"") +
                       svg_text(node_width / 2, height - 8, "cost of new links [USD m]", "middle") +
                       svg_text(left + 4, node_top + 4,
                                "diversification (1 = many ways share the flow)", "start") +
                       svg_text(first_x, height - 24, "0", "middle") +
                       svg_text(left - 6, low_y + 4, apart(least, most - least), "end");
    if (dearest > 0.0)
        body += svg_text(last_x, height - 24, fmt::format("{:.0f}", dearest), "middle");
    if (most > least) body += svg_text(left - 6, high_y + 4, apart(most, most - least), "end");
    for (std::size_t i = 0; i < cost.size(); ++i) {
        if (!std::isfinite(cost[i]) || !std::isfinite(gain[i])) continue;
        const double x = first_x + (dearest > 0.0 ? cost[i] / dearest : 0.0) * (last_x - first_x);
        const double y = low_y - (gain[i] - least) / spread * (low_y - high_y);
        body += dot(x, y, front[i] > 0.0) + svg_text(x + 9, y + 4, in_words(names[i]), "start");
    }
    return svg(first_words + " against diversification (filled: no other beats it)", height, body);
}

std::string rank_chart(const Table& nodes, const std::string& group, std::size_t most) {
    if (!has_all(nodes, {"id", "rank", "rank_low", "rank_high"})) return "";
    const auto names = nodes.texts(nodes.has("name") ? "name" : "id");
    const auto groups =
        nodes.has("group") ? nodes.texts("group") : std::vector<std::string>(names.size());
    const auto &rank = nodes.numbers("rank"), &low = nodes.numbers("rank_low"),
               &high = nodes.numbers("rank_high");
    std::vector<std::size_t> rows;
    double last = 1.0;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (groups[i] == group && std::isfinite(rank[i])) rows.push_back(i);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return rank[a] < rank[b]; });
    if (rows.size() > most) rows.resize(most);
    if (rows.empty()) return "";
    for (const std::size_t i : rows) last = std::max({last, rank[i], high[i]});
    const auto x = [&](double of) {
        return label_px + (of - 1.0) / std::max(1.0, last - 1.0) * (node_width - label_px - margin);
    };
    std::string body;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const std::size_t i = rows[k];
        const double y = node_top + row_px * (static_cast<double>(k) + 0.5);
        const bool taken = !nodes.has("selected") || nodes.numbers("selected")[i] > 0.0;
        body += svg_text(label_px - 10, y + 4, names[i], "end") +
                svg_line(x(low[i]), y, x(high[i]), y, "stroke=\"#888\"") +
                dot(x(rank[i]), y, taken);
    }
    return svg("Rank, 95 % of it under shaken weights" + in_group(group),
               node_top + row_px * static_cast<double>(rows.size()) + margin, body);
}

std::vector<std::string> groups_of(const Table& table) {
    std::vector<std::string> groups;
    if (!table.has("group")) return groups;
    for (const std::string& group : table.texts("group"))
        if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
    return groups;
}

}  // namespace borderlens
