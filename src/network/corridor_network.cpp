#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "network/corridor.hpp"
#include "network/crossing_waits.hpp"
#include "network/transport.hpp"

namespace borderlens {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> numbers_or(const Table& table, const char* name, double otherwise) {
    const std::vector<double> given(static_cast<std::size_t>(table.rows()), otherwise);
    if (!table.has(name)) return given;
    const Column& column = table.column(name);
    const bool empty =
        !column.is_number && std::all_of(column.texts.begin(), column.texts.end(),
                                         [](const std::string& text) { return text.empty(); });
    return empty ? given : table.numbers(name);
}

std::vector<std::string> texts_or(const Table& table, const char* name, const char* otherwise) {
    return table.has(name)
               ? table.texts(name)
               : std::vector<std::string>(static_cast<std::size_t>(table.rows()), otherwise);
}

void change(const Scenario& scenario, CorridorLink& link, const LinkChange& by,
            double unnamed_cost) {
    double ride_kmh = link.km / link.hours;
    if (by.electrified) {
        if (*by.electrified && !link.electrified) ride_kmh *= scenario.electrification_factor;
        link.electrified = *by.electrified;
    }
    if (by.km) link.km = *by.km;
    link.hours = link.km / by.speed_kmh.value_or(ride_kmh);
    if (by.gauge_mm) link.gauge_mm = *by.gauge_mm;
    if (by.risk) link.risk = *by.risk;
    if (!by.sponsor.empty()) link.sponsor = by.sponsor;
    if (!by.crossing.empty()) link.crossing = by.crossing;
    link.cost_usd_m = by.cost_usd_m.value_or(unnamed_cost);
}

void read_nodes(const Table& nodes, CorridorNetwork& network) {
    const auto ids = nodes.texts("id"), roles = texts_or(nodes, "role", ""),
               countries = texts_or(nodes, "country", "");
    const auto lon = numbers_or(nodes, "lon", none), lat = numbers_or(nodes, "lat", none),
               mass = numbers_or(nodes, "population", none);
    if (ids.empty()) throw input_error("nodes: the table has no rows");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty() || !seen.insert(ids[i]).second)
            throw input_error("nodes, row {}: id '{}' is empty or doubled", i + 1, ids[i]);
        network.nodes.push_back({ids[i], countries[i], lon[i], lat[i],
                                 std::isnan(mass[i]) ? 0.0 : mass[i], roles[i] != "junction"});
    }
}

void read_edges(const Table& table, CorridorNetwork& network, std::vector<std::string>& statuses) {
    const auto from = table.texts(table.has("from") || !table.has("from_id") ? "from" : "from_id");
    const auto to = table.texts(table.has("to") || !table.has("to_id") ? "to" : "to_id");
    const auto mode = texts_or(table, "mode", ""), kind = texts_or(table, "road_class", ""),
               status = texts_or(table, "status", "operating"),
               crossing = texts_or(table, "crossing_id", ""),
               sponsor = texts_or(table, "sponsor", "");
    const auto km = table.numbers("km"), speed = numbers_or(table, "speed_kmh", none),
               gauge = numbers_or(table, "gauge_mm", 0.0),
               electrified = numbers_or(table, "electrified", 0.0);
    for (std::size_t i = 0; i < from.size(); ++i) {
        double kmh = speed[i];
        const auto known = speeds_by_class().find(kind[i].empty() ? mode[i] : kind[i]);
        if (std::isnan(kmh) && known != speeds_by_class().end()) kmh = known->second;
        if (!(km[i] > 0.0) || !(kmh > 0.0))
            throw input_error(
                "edges, row {}: {}-{} has km {} and speed_kmh {}, expected both "
                "above 0 (or a known road_class)",
                i + 1, from[i], to[i], km[i], kmh);
        if (from[i] == to[i])
            throw input_error("edges, row {}: leads from '{}' to itself", i + 1, from[i]);
        CorridorLink link;
        try {
            link.from = network.node(from[i]);
            link.to = network.node(to[i]);
        } catch (const Error& error) {
            throw error.with_context(fmt::format("edges, row {}", i + 1));
        }
        link.km = km[i];
        link.hours = km[i] / kmh;
        link.gauge_mm = std::isnan(gauge[i]) ? 0.0 : gauge[i];
        link.electrified = electrified[i] > 0.0;
        link.is_rail = link.gauge_mm > 0.0 || mode[i] == "rail";
        link.mode = mode[i];
        link.crossing = crossing[i];
        link.sponsor = sponsor[i];
        network.links.push_back(link);
        statuses.push_back(status[i].empty() ? "operating" : status[i]);
    }
}

/// Place of the link between the ends of a change (either way round), or links.size(). Where road
/// and rail join the same ends and the change names no mode: the links to be opened first, then
/// rail if it speaks of gauge or wire; if that leaves two modes, the first, with a note.
std::size_t link_of(CorridorNetwork& network, const LinkChange& by,
                    const std::vector<bool>& is_shut) {
    const std::size_t a = network.node(by.from), b = network.node(by.to);
    const bool speaks_of_rail = by.gauge_mm || by.electrified;
    std::size_t best = network.links.size();
    int best_score = -1;
    bool is_ambiguous = false;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const CorridorLink& link = network.links[i];
        const bool joins = (link.from == a && link.to == b) || (link.from == b && link.to == a);
        if (!joins || (!by.mode.empty() && link.mode != by.mode)) continue;
        const int score = 2 * (i < is_shut.size() && is_shut[i] ? 1 : 0) +
                          (speaks_of_rail && link.is_rail ? 1 : 0);
        if (score > best_score) {
            best = i;
            best_score = score;
            is_ambiguous = false;
        } else if (score == best_score && link.mode != network.links[best].mode) {
            is_ambiguous = true;
        }
    }
    if (is_ambiguous)
        network.notes.push_back(
            fmt::format("{}-{}: the edges join these by several modes; '{}' is meant unless the "
                        "scenario names another (mode)",
                        by.from, by.to, network.links[best].mode));
    return best;
}

/// Notes a scenario's link across a border that no wait is known of. A gate on the line itself
/// (country "CHN-KAZ") has its crossing on one of the links that meet there.
void note_free_passage(CorridorNetwork& network, const CorridorLink& link) {
    const CorridorNode &from = network.nodes[link.from], &to = network.nodes[link.to];
    const bool is_gate_of = from.country.find(to.country) != std::string::npos ||
                            to.country.find(from.country) != std::string::npos;
    if (link.crossing.empty() && !is_gate_of)
        network.notes.push_back(fmt::format(
            "[[link]] {}-{} leads from {} to {} without a crossing_id: no wait counts there",
            from.id, to.id, from.country, to.country));
}

/// Notes changes of crossings that no link passes.
void note_idle_crossings(CorridorNetwork& network) {
    for (const CrossingChange& by : network.scenario.crossings)
        if (std::none_of(network.links.begin(), network.links.end(),
                         [&](const CorridorLink& link) { return link.crossing == by.crossing; }))
            network.notes.push_back(fmt::format(
                "[[crossing]] {}: no link passes it, so it changes nothing", by.crossing));
}

bool can_be_used(const Scenario& scenario, const std::string& status) {
    return scenario.statuses.empty()
               ? !is_out_of_use(status)
               : std::count(scenario.statuses.begin(), scenario.statuses.end(), status) > 0;
}

void open_and_upgrade(const Scenario& scenario, CorridorNetwork& network,
                      std::vector<std::string>& statuses) {
    std::vector<bool> is_shut;
    for (const std::string& status : statuses) is_shut.push_back(!can_be_used(scenario, status));
    for (const LinkChange& by : scenario.links) {
        const std::size_t i = [&] {
            try {
                return link_of(network, by, is_shut);
            } catch (const Error& error) {
                throw error.with_context(fmt::format("[[link]] {}-{}", by.from, by.to));
            }
        }();
        LinkEffect effect{"link", "", false, {}, {}};
        if (i == network.links.size()) {
            if (!by.km || !by.speed_kmh)
                throw input_error("[[link]] {}-{} is not in the edges: give km and speed_kmh",
                                  by.from, by.to);
            CorridorLink link;
            link.from = network.node(by.from);
            link.to = network.node(by.to);
            link.km = *by.km;
            link.hours = 1.0;
            link.mode = by.mode;
            link.is_rail = by.mode == "rail" || by.gauge_mm.value_or(0.0) > 0.0;
            network.links.push_back(link);
            statuses.emplace_back();
        } else {
            effect = {
                "link", statuses[i], can_be_used(scenario, statuses[i]), network.links[i], {}};
        }
        change(scenario, network.links[i], by, none);
        effect.after = network.links[i];
        network.effects.push_back(std::move(effect));
        statuses[i] = scenario.statuses.empty() ? "" : scenario.statuses.front();
        note_free_passage(network, network.links[i]);
    }
    for (const LinkChange& by : scenario.upgrades) {
        const std::size_t i = link_of(network, by, {});
        if (i == network.links.size())
            throw input_error("[[upgrade]] {}-{}: no such link in the edges", by.from, by.to);
        LinkEffect effect{
            "upgrade", statuses[i], can_be_used(scenario, statuses[i]), network.links[i], {}};
        // An upgrade without a price is rolling stock or works under way: nothing to be spent.
        change(scenario, network.links[i], by, 0.0);
        effect.after = network.links[i];
        network.effects.push_back(std::move(effect));
    }
}

/// Adds what passing its crossing costs to every link that has one.
void put_waits(const Table* crossings, CorridorNetwork& network) {
    const Scenario& scenario = network.scenario;
    std::map<std::string, CrossingChange> changes;
    for (const CrossingChange& by : scenario.crossings) changes[by.crossing] = by;
    std::map<double, std::set<std::string>> assumed;
    std::set<std::string> without_table;
    const std::optional<CrossingTable> table =
        crossings == nullptr ? std::nullopt : std::optional<CrossingTable>({*crossings, 0});
    for (CorridorLink& link : network.links) {
        if (link.crossing.empty()) continue;
        CrossingChange change;
        if (const auto found = changes.find(link.crossing); found != changes.end())
            change = found->second;
        double wait_h = none, gauge_h = none;
        if (table && (table->has(link.crossing) || !change.wait_h)) {
            const CrossingWait& wait = table->at(link.crossing, link.mode);
            wait_h = wait.mean_h();
            gauge_h = wait.gauge_change_h;
        }
        if (change.wait_h) wait_h = *change.wait_h;
        if (change.gauge_change_h) gauge_h = *change.gauge_change_h;
        if (std::isnan(wait_h)) {
            wait_h = scenario.unknown_wait_h ? *scenario.unknown_wait_h
                     : table                 ? table->typical_wait_h(link.mode)
                                             : 0.0;
            if (table || scenario.unknown_wait_h)
                assumed[wait_h].insert(table ? table->name_of(link.crossing) : link.crossing);
            else
                without_table.insert(link.crossing);
        }
        link.hours += wait_h;
        link.gauge_change_h = std::isnan(gauge_h) ? -1.0 : gauge_h;
    }
    for (const auto& [hours, ids] : assumed)
        network.notes.push_back(
            fmt::format("crossings without a known wait count as {:.3g} h ({}): {}", hours,
                        scenario.unknown_wait_h ? "unknown_wait_h of the scenario"
                                                : "the mean of the known waits of their mode",
                        some_of(ids)));
    if (!without_table.empty())
        network.notes.push_back(
            fmt::format("no table of crossings given: no wait at {}", some_of(without_table)));
}

}  // namespace

std::size_t CorridorNetwork::node(const std::string& id) const {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].id == id) return i;
    throw input_error("'{}' is not an id of the table of nodes", id);
}

CorridorNetwork corridor_network(const Table& nodes, const std::vector<Table>& edges,
                                 const Table* crossings, const Scenario& scenario) {
    CorridorNetwork network;
    network.scenario = scenario;
    read_nodes(nodes, network);
    std::vector<std::string> statuses;
    for (const Table& table : edges) read_edges(table, network, statuses);
    open_and_upgrade(scenario, network, statuses);
    note_idle_crossings(network);
    std::vector<CorridorLink> open;
    for (std::size_t i = 0; i < network.links.size(); ++i)
        if (can_be_used(scenario, statuses[i])) open.push_back(network.links[i]);
    network.links = std::move(open);
    put_waits(crossings, network);
    for (CorridorLink& link : network.links)
        for (const CountryRisk& risk : scenario.risks)
            for (const std::size_t end : {link.from, link.to})
                if (network.nodes[end].country == risk.country)
                    link.risk = std::max(link.risk, risk.risk);
    return network;
}

}  // namespace borderlens
