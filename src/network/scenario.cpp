#include "network/scenario.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/error.hpp"

namespace borderlens {
namespace {

void require_keys(const Document& table, const std::string& where,
                  std::initializer_list<const char*> known) {
    if (!table.is_object())
        throw input_error("{}: found {}, expected a table", where, table.type_name());
    for (const auto& [key, value] : table.members()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::string names;
        for (const char* name : known) names += (names.empty() ? "" : ", ") + std::string(name);
        throw input_error("line {}: unknown key '{}' in {}; it has: {}", value.line(), key, where,
                          names);
    }
}

void read(const Document& table, const char* key, double& target) {
    const Document* value = table.find(key);
    if (value == nullptr) return;
    target = value->as_number();
    if (!(target >= 0.0))
        throw input_error("line {}: {} is {}, expected 0 or more", value->line(), key, target);
}

void read(const Document& table, const char* key, std::optional<double>& target) {
    if (table.find(key) == nullptr) return;
    double value = 0.0;
    read(table, key, value);
    target = value;
}

/// true, false, 1 or 0.
void read(const Document& table, const char* key, std::optional<bool>& target) {
    const Document* value = table.find(key);
    if (value == nullptr) return;
    target = value->is_number() ? value->as_number() > 0.0 : value->as_boolean();
}

void read(const Document& table, const char* key, std::string& target) {
    if (const Document* value = table.find(key)) target = value->as_text();
}

template <typename Fn>
void each(const Document& document, const char* key, const Fn& fn) {
    const Document* list = document.find(key);
    if (list == nullptr) return;
    if (!list->is_list())
        throw input_error("line {}: {} is {}, expected [[{}]] tables", list->line(), key,
                          list->type_name(), key);
    for (Index i = 0; i < list->size(); ++i) fn((*list)[i]);
}

LinkChange link_of(const Document& table, const char* where) {
    require_keys(table, where,
                 {"from", "to", "mode", "km", "speed_kmh", "gauge_mm", "risk", "cost_usd_m",
                  "sponsor", "electrified", "crossing_id", "year", "source", "confidence"});
    LinkChange link;
    link.from = table.at("from").as_text();
    link.to = table.at("to").as_text();
    read(table, "mode", link.mode);
    read(table, "km", link.km);
    read(table, "speed_kmh", link.speed_kmh);
    read(table, "gauge_mm", link.gauge_mm);
    read(table, "risk", link.risk);
    read(table, "cost_usd_m", link.cost_usd_m);
    read(table, "electrified", link.electrified);
    read(table, "sponsor", link.sponsor);
    read(table, "crossing_id", link.crossing);
    if ((link.speed_kmh && *link.speed_kmh <= 0.0) || (link.km && *link.km <= 0.0))
        throw input_error("line {}: {} {}-{}: km and speed_kmh must be above 0", table.line(),
                          where, link.from, link.to);
    return link;
}

}  // namespace

Scenario scenario_of(const Document& document) {
    require_keys(document, "the scenario",
                 {"name", "title", "members", "aims", "sources", "rules", "weights", "exposure",
                  "belt", "link", "upgrade", "crossing", "risk"});
    Scenario scenario;
    scenario.name = document.at("name").as_text();
    if (const Document* rules = document.find("rules")) {
        require_keys(*rules, "[rules]",
                     {"statuses", "gauge_change_h", "mode_change_h", "electrification_factor",
                      "unknown_wait_h"});
        if (const Document* statuses = rules->find("statuses"))
            scenario.statuses = statuses->as_texts();
        read(*rules, "gauge_change_h", scenario.gauge_change_h);
        read(*rules, "mode_change_h", scenario.mode_change_h);
        read(*rules, "electrification_factor", scenario.electrification_factor);
        if (!(scenario.electrification_factor > 0.0))
            throw input_error("line {}: electrification_factor is 0, expected more",
                              rules->at("electrification_factor").line());
        read(*rules, "unknown_wait_h", scenario.unknown_wait_h);
    }
    if (const Document* weights = document.find("weights")) {
        require_keys(*weights, "[weights]", {"hour", "risk", "diesel"});
        read(*weights, "hour", scenario.hour_weight);
        read(*weights, "diesel", scenario.diesel_weight);
        read(*weights, "risk", scenario.risk_weight);
    }
    if (const Document* exposure = document.find("exposure")) {
        require_keys(*exposure, "[exposure]", {"partner", "gauge", "risk"});
        read(*exposure, "partner", scenario.partner_weight);
        read(*exposure, "gauge", scenario.gauge_weight);
        read(*exposure, "risk", scenario.risk_share_weight);
    }
    if (const Document* belt = document.find("belt")) {
        require_keys(*belt, "[belt]", {"hours", "off_network_kmh"});
        read(*belt, "hours", scenario.belt_h);
        read(*belt, "off_network_kmh", scenario.off_network_kmh);
    }
    each(document, "link",
         [&](const Document& d) { scenario.links.push_back(link_of(d, "[[link]]")); });
    each(document, "upgrade",
         [&](const Document& d) { scenario.upgrades.push_back(link_of(d, "[[upgrade]]")); });
    each(document, "crossing", [&](const Document& d) {
        require_keys(d, "[[crossing]]", {"id", "wait_h", "gauge_change_h", "year", "source"});
        CrossingChange change;
        change.crossing = d.at("id").as_text();
        read(d, "wait_h", change.wait_h);
        read(d, "gauge_change_h", change.gauge_change_h);
        scenario.crossings.push_back(change);
    });
    each(document, "risk", [&](const Document& d) {
        require_keys(d, "[[risk]]", {"country", "risk", "source"});
        CountryRisk risk{d.at("country").as_text(), 0.0};
        read(d, "risk", risk.risk);
        if (risk.risk > 1.0)
            throw input_error("line {}: risk is {}, expected 0 to 1", d.line(), risk.risk);
        scenario.risks.push_back(risk);
    });
    return scenario;
}

}  // namespace borderlens
