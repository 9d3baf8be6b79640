#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/base64.hpp"
#include "report/findings.hpp"
#include "report/html.hpp"
#include "report/node_charts.hpp"

namespace borderlens {
namespace {

constexpr const char* style = R"(
body{font:16px/1.5 system-ui,sans-serif;color:#1c2733;max-width:1080px;margin:0 auto;padding:0 16px 48px}
h1{font-size:1.7rem;margin:24px 0 4px}h2{margin:32px 0 8px;border-bottom:2px solid #1c2733}
.claim{border-left:6px solid #b8c2cc;padding:2px 14px;margin:12px 0;max-width:75em}
.claim p{margin:4px 0}.claim strong{text-transform:uppercase}
.claim[data-agrees=yes]{border-color:#009e73}.claim[data-agrees=partly]{border-color:#e69f00}
.claim[data-agrees=no]{border-color:#d55e00}
.note{background:#fff3cd;border-left:6px solid #b58900;padding:8px 14px;margin:12px 0}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:18px}
figure{margin:0}figure .map{position:relative}figure img,figure .map svg{width:100%;display:block;image-rendering:pixelated}
figure .map svg{position:absolute;inset:0}figcaption{font-size:.9rem;color:#455}
svg text{font-size:12px;fill:#1c2733}svg text.title{font-size:13px;font-weight:600}
ul.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:6px 18px}
ul.legend span{display:inline-block;width:16px;height:16px;margin-right:6px;vertical-align:-3px;border:1px solid #0003}
table{border-collapse:collapse;font-size:.85rem;margin:12px 0;display:block;overflow-x:auto}
caption{text-align:left;font-weight:600}th,td{padding:3px 9px;border-bottom:1px solid #dde;text-align:left;white-space:nowrap}
td.n{text-align:right;font-variant-numeric:tabular-nums}li{margin:6px 0}
details{margin:10px 0}summary{cursor:pointer;font-weight:600}
@media print{details{display:block}body{max-width:none}}
)";

std::string legend_list(const Legend& legend) {
    std::string html = "<ul class=\"legend\">";
    for (const LegendEntry& entry : legend)
        html += fmt::format("<li><span style=\"background:rgb({},{},{})\"></span>{}</li>",
                            entry.rgb[0], entry.rgb[1], entry.rgb[2],
                            escaped(class_name(entry.name, Language::english)));
    return html + "</ul>\n";
}

std::string map_figure(const ReportMap& map) {
    return fmt::format(
        "<figure><div class=\"map\"><img alt=\"{0} {1}\" src=\"data:image/png;base64,{2}\">"
        "<svg viewBox=\"0 0 {3} {4}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<path d=\"{5}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"{6}\"/>"
        "<path d=\"{5}\" fill=\"none\" stroke=\"#000\" stroke-width=\"{7}\"/></svg></div>"
        "<figcaption>{0}, {1}; {8} km across; black line: border</figcaption></figure>\n",
        escaped(text_of(map.layer, Language::english)), escaped(map.period), to_base64(map.png),
        map.cols, map.rows, map.border_path, static_cast<double>(map.cols) / 120.0,
        static_cast<double>(map.cols) / 300.0, short_number(map.width_km));
}

/// Class metrics in the order of their largest share on either side.
std::vector<std::string> metrics_by_size(const Table& comparison) {
    std::vector<std::pair<double, std::string>> sized;
    if (comparison.rows() == 0) return {};
    const auto metrics = comparison.texts("metric");
    std::set<std::string> seen;
    for (const std::string& metric : metrics) {
        if (!seen.insert(metric).second) continue;
        double most = 0.0;
        for (std::size_t i = 0; i < metrics.size(); ++i)
            if (metrics[i] == metric)
                for (const char* side : {"a", "b"})
                    most = std::max(most, comparison.numbers(side)[i]);
        // What the study is about comes first, however small it is.
        if (metric == "share_built_up") most = 3.0;
        if (metric == "share_photovoltaics") most = 2.0;
        sized.push_back({-most, metric});
    }
    std::sort(sized.begin(), sized.end());
    std::vector<std::string> names;
    for (const auto& one : sized) names.push_back(one.second);
    return names;
}

/// Published statements one by one: the verdict, ours, why they differ, how it was tested.
std::string claim_list(const Table& claims) {
    if (!has_all(claims, {"statement", "source", "choice", "expected", "ours", "agrees", "why"}))
        return html_table(claims, "tables/claims.csv");
    const auto statement = claims.texts("statement"), source = claims.texts("source"),
               choice = claims.texts("choice"), expected = claims.texts("expected"),
               ours = claims.texts("ours"), agrees = claims.texts("agrees"),
               why = claims.texts("why");
    std::string html;
    for (std::size_t i = 0; i < statement.size(); ++i)
        html += "<article class=\"claim\" data-agrees=\"" + escaped(agrees[i]) + "\"><p><strong>" +
                escaped(agrees[i]) + "</strong> " + escaped(statement[i]) + " <small>(" +
                escaped(source[i]) + ")</small></p><p>Stated: " + escaped(expected[i]) +
                "<br>Found: " + escaped(ours[i]) + "</p><p><small>Why: " + escaped(why[i]) +
                ".<br>How it was tested, fixed beforehand: " + escaped(choice[i]) +
                ".</small></p></article>\n";
    return html;
}

/// Ranks, trees and scenarios as figures, and published statements against ours; "" without nodes.
std::string node_section(const std::vector<NamedTable>& tables) {
    const Table &nodes = table_named(tables, "nodes"), &claims = table_named(tables, "claims");
    std::vector<std::string> figures;
    for (const std::string& group : groups_of(nodes)) {
        figures.push_back(rank_chart(nodes, group));
        figures.push_back(dendrogram_chart(table_named(tables, "dendrogram"), group, nodes));
    }
    figures.push_back(pareto_chart(table_named(tables, "scenarios")));
    figures.push_back(pareto_chart(table_named(tables, "rail_scenarios"), "By rail: cost"));
    std::string html;
    for (const std::string& figure : figures)
        if (!figure.empty()) html += "<figure>" + figure + "</figure>\n";
    if (!html.empty())
        html = "<h2>Nodes and corridors</h2>\n<div class=\"grid\">\n" + html + "</div>\n";
    if (claims.rows() > 0)
        html += "<h2>What others have stated, and what we found</h2>\n" + claim_list(claims);
    return html;
}

}  // namespace

std::string plain_page(const ReportContent& content) {
    std::string html =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" +
        escaped(content.title) + "</title><style>" + style + "</style></head><body>\n";
    html += "<h1>" + escaped(content.title) + "</h1>\n";
    if (!content.note.empty())
        html += "<p class=\"note\" role=\"note\">" + escaped(content.note) + "</p>\n";
    html += "<h2>What stands out</h2>\n<ol>\n";
    for (const Finding& finding :
         findings_of(content.tables, content.sides, content.provenance.shipped_model))
        html += "<li>" + escaped(said(finding, Language::english)) + "</li>\n";
    html += "</ol>\n";
    if (!content.maps.empty()) {
        html += "<h2>Maps</h2>\n" + legend_list(content.legend) + "<div class=\"grid\">\n";
        for (const ReportMap& map : content.maps) html += map_figure(map);
        html += "</div>\n";
    }
    const Table& comparison = table_named(content.tables, "comparison");
    const std::vector<std::string> metrics = metrics_by_size(comparison);
    const std::string last = content.periods.empty() ? "" : content.periods.back();
    if (!metrics.empty()) html += "<h2>The two sides</h2>\n<p>Whiskers are 95 % intervals.</p>\n";
    html += "<div class=\"grid\">\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(6, metrics.size()); ++i)
        for (const std::string& chart : {mirror_chart(comparison, metrics[i], last, content.sides),
                                         time_chart(comparison, metrics[i], content.sides),
                                         asymmetry_chart(comparison, metrics[i], content.sides)})
            html += "<figure>" + chart + "</figure>\n";
    html += "</div>\n" + node_section(content.tables);
    html += "<h2>How far to trust it</h2>\n<ul>\n";
    for (const Sentence& statement : trust_statements(content))
        html += "<li>" + escaped(said(statement, Language::english)) + "</li>\n";
    for (const std::string& source : content.provenance.attributions)
        html += "<li>" + escaped(source) + "</li>\n";
    html += "</ul>\n<h2>Tables</h2>\n";
    for (const NamedTable& one : content.tables)
        html += "<details><summary>" + escaped(one.title) + "</summary>" +
                html_table(one.table, "tables/" + one.name + ".csv") + "</details>\n";
    return html + "<p><small>Made by borderlens " BORDERLENS_VERSION
                  ".</small></p>\n</body></html>\n";
}

}  // namespace borderlens
