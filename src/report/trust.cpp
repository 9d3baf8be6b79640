// What limits the figures of a report, said in sentences.
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "report/page.hpp"

namespace borderlens {
namespace {

std::string percent(const Document& estimate, const char* name) {
    const Document* value = estimate.find(name);
    return value == nullptr || !value->is_number()
               ? "–"
               : fmt::format("{:.1f} %", 100 * value->as_number());
}

void say_scenes(const Table& scenes, std::vector<Sentence>& statements) {
    if (!has_all(scenes, {"used"})) return;
    Index used = 0;
    for (const double one : scenes.numbers("used"))
        if (one > 0.0) ++used;
    if (used == scenes.rows()) {
        statements.push_back({"trust.allScenes", {to_text(static_cast<double>(used))}});
        return;
    }
    statements.push_back(
        {"trust.scenes",
         {to_text(static_cast<double>(used)), to_text(static_cast<double>(scenes.rows() - used))}});
}

/// Periods in which one side was seen half as often again as the other.
void say_unequal_looks(const Table& metrics, std::vector<Sentence>& statements) {
    constexpr double unequal_ratio = 1.5;  // as compare_sides flags it
    if (!has_all(metrics, {"zone", "band", "side", "period", "metric", "value"})) return;
    const auto zone = metrics.texts("zone"), band = metrics.texts("band"),
               side = metrics.texts("side"), period = metrics.texts("period"),
               metric = metrics.texts("metric");
    std::map<std::string, std::map<std::string, double>> looks;
    for (std::size_t i = 0; i < zone.size(); ++i)
        if (metric[i] == "valid_looks" && zone[i] == "all" && band[i] == "all")
            looks[period[i]][side[i]] = metrics.numbers("value")[i];
    for (const auto& [name, by_side] : looks) {
        if (by_side.size() < 2) continue;
        const double a = by_side.begin()->second, b = by_side.rbegin()->second;
        if (std::max(a, b) >= unequal_ratio * std::min(a, b))
            statements.push_back({"trust.unequal",
                                  {name, fmt::format("{:.1f}", std::max(a, b)),
                                   fmt::format("{:.1f}", std::min(a, b))}});
    }
}

void say_unseen_nodes(const Table& nodes, std::vector<Sentence>& statements) {
    if (!has_all(nodes, {"rs_pixels"})) return;
    Index unseen = 0;
    for (const double pixels : nodes.numbers("rs_pixels"))
        if (!(pixels > 0.0)) ++unseen;
    if (unseen > 0)
        statements.push_back(
            {"trust.notSeen",
             {to_text(static_cast<double>(unseen)), to_text(static_cast<double>(nodes.rows()))}});
}

}  // namespace

std::vector<Sentence> trust_statements(const ReportContent& content) {
    std::vector<Sentence> statements;
    const Provenance& made = content.provenance;
    if (made.shipped_model) statements.push_back({"trust.shipped", {}});
    if (!made.map_accuracy.is_null()) {
        const Document& overall = made.map_accuracy.at("overall");
        statements.push_back(
            {"trust.map",
             {percent(overall, "value"), percent(overall, "low"), percent(overall, "high")}});
    } else if (!content.legend.empty()) {
        statements.push_back({"trust.noPoints", {}});
    }
    if (const Document* held = made.accuracy.find("hold_out"); held != nullptr && held->is_object())
        statements.push_back({"trust.heldOut", {percent(*held, "overall")}});
    say_scenes(table_named(content.tables, "scenes"), statements);
    say_unequal_looks(table_named(content.tables, "metrics"), statements);
    say_unseen_nodes(table_named(content.tables, "nodes"), statements);
    if (!content.sides.a.empty() || !content.sides.b.empty())
        statements.push_back({"trust.border", {made.border_note.empty() ? "–" : made.border_note}});
    return statements;
}

}  // namespace borderlens
