#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/error.hpp"
#include "network/corridor.hpp"
#include "network/transport.hpp"

namespace borderlens {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> numbers_or(const Table& table, const char* name, double otherwise) {
    return table.has(name) ? table.numbers(name)
                           : std::vector<double>(static_cast<std::size_t>(table.rows()), otherwise);
}

std::vector<std::string> texts_or(const Table& table, const char* name, const char* otherwise) {
    return table.has(name)
               ? table.texts(name)
               : std::vector<std::string>(static_cast<std::size_t>(table.rows()), otherwise);
}

void change(CorridorLink& link, const LinkChange& by) {
    const double ride_kmh = link.km / link.hours;
    if (by.km) link.km = *by.km;
    link.hours = link.km / by.speed_kmh.value_or(ride_kmh);
    if (by.gauge_mm) link.gauge_mm = *by.gauge_mm;
    if (by.risk) link.risk = *by.risk;
    if (!by.sponsor.empty()) link.sponsor = by.sponsor;
    link.cost_usd_m = by.cost_usd_m;
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
    const auto ids = nodes.texts("id"), roles = texts_or(nodes, "role", ""),
               countries = texts_or(nodes, "country", "");
    const auto lon = numbers_or(nodes, "lon", none), lat = numbers_or(nodes, "lat", none),
               mass = numbers_or(nodes, "population", none);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty() || std::count(ids.begin(), ids.end(), ids[i]) > 1)
            throw input_error("nodes, row {}: id '{}' is empty or doubled", i + 1, ids[i]);
        network.nodes.push_back({ids[i], countries[i], lon[i], lat[i],
                                 std::isnan(mass[i]) ? 0.0 : mass[i], roles[i] != "junction"});
    }
    std::vector<std::string> statuses;
    for (const Table& table : edges) {
        const auto from = table.texts("from"), to = table.texts("to"),
                   mode = texts_or(table, "mode", ""), kind = texts_or(table, "road_class", ""),
                   status = texts_or(table, "status", "operating"),
                   crossing = texts_or(table, "crossing_id", ""),
                   sponsor = texts_or(table, "sponsor", "");
        const auto km = table.numbers("km"), speed = numbers_or(table, "speed_kmh", none),
                   gauge = numbers_or(table, "gauge_mm", 0.0);
        for (std::size_t i = 0; i < from.size(); ++i) {
            double kmh = speed[i];
            const auto known = speeds_by_class().find(kind[i]);
            if (std::isnan(kmh) && known != speeds_by_class().end()) kmh = known->second;
            if (!(km[i] > 0.0) || !(kmh > 0.0))
                throw input_error(
                    "edges, row {}: {}-{} has km {} and speed_kmh {}, expected both "
                    "above 0 (or a known road_class)",
                    i + 1, from[i], to[i], km[i], kmh);
            CorridorLink link;
            link.from = network.node(from[i]);
            link.to = network.node(to[i]);
            link.km = km[i];
            link.hours = km[i] / kmh;
            link.gauge_mm = std::isnan(gauge[i]) ? 0.0 : gauge[i];
            link.mode = mode[i];
            link.crossing = crossing[i];
            link.sponsor = sponsor[i];
            network.links.push_back(link);
            statuses.push_back(status[i].empty() ? "operating" : status[i]);
        }
    }
    const auto matches = [&](const CorridorLink& link, const LinkChange& by) {
        const std::size_t a = network.node(by.from), b = network.node(by.to);
        return ((link.from == a && link.to == b) || (link.from == b && link.to == a)) &&
               (by.mode.empty() || link.mode == by.mode);
    };
    const auto find = [&](const LinkChange& by) {
        std::size_t i = 0;
        while (i < network.links.size() && !matches(network.links[i], by)) ++i;
        return i;
    };
    for (const LinkChange& by : scenario.links) {
        const std::size_t i = find(by);
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
            network.links.push_back(link);
            statuses.emplace_back();
        }
        change(network.links[i], by);
        statuses[i] = scenario.statuses.empty() ? "" : scenario.statuses.front();
    }
    for (const LinkChange& by : scenario.upgrades) {
        const std::size_t i = find(by);
        if (i == network.links.size())
            throw input_error("[[upgrade]] {}-{}: no such link in the edges", by.from, by.to);
        change(network.links[i], by);
    }
    std::map<std::string, std::pair<double, double>> at_crossing;
    if (crossings != nullptr) {
        const auto names = crossings->texts("id");
        const auto wait = numbers_or(*crossings, "wait_h", none),
                   gauge = numbers_or(*crossings, "gauge_change_h", none);
        for (std::size_t i = 0; i < names.size(); ++i)
            at_crossing[names[i]] = {std::isnan(wait[i]) ? 0.0 : wait[i],
                                     std::isnan(gauge[i]) ? -1.0 : gauge[i]};
    }
    for (const CrossingChange& by : scenario.crossings) {
        auto& value = at_crossing.try_emplace(by.crossing, 0.0, -1.0).first->second;
        if (by.wait_h) value.first = *by.wait_h;
        if (by.gauge_change_h) value.second = *by.gauge_change_h;
    }
    std::vector<CorridorLink> open;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        if (std::count(scenario.statuses.begin(), scenario.statuses.end(), statuses[i]) == 0)
            continue;
        CorridorLink link = network.links[i];
        const auto found = at_crossing.find(link.crossing);
        if (!link.crossing.empty() && found != at_crossing.end()) {
            link.hours += found->second.first;
            link.gauge_change_h = found->second.second;
        }
        for (const CountryRisk& risk : scenario.risks)
            for (const std::size_t end : {link.from, link.to})
                if (network.nodes[end].country == risk.country)
                    link.risk = std::max(link.risk, risk.risk);
        open.push_back(link);
    }
    network.links = std::move(open);
    return network;
}

}  // namespace borderlens
