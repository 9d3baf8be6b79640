#include "network/transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/no_value.hpp"
#include "network/crossing_waits.hpp"

namespace borderlens {
namespace {

std::vector<std::string> texts_or_empty(const Table& table, const std::string& name) {
    return table.has(name) ? table.texts(name)
                           : std::vector<std::string>(static_cast<std::size_t>(table.rows()));
}

std::vector<double> numbers_or_nan(const Table& table, const std::string& name) {
    const std::vector<double> nothing(static_cast<std::size_t>(table.rows()), no_value);
    if (!table.has(name)) return nothing;
    const Column& column = table.column(name);
    const bool empty =
        !column.is_number && std::all_of(column.texts.begin(), column.texts.end(),
                                         [](const std::string& text) { return text.empty(); });
    return empty ? nothing : table.numbers(name);
}

std::string either_name(const Table& table, const char* name, const char* otherwise) {
    return table.has(name) || !table.has(otherwise) ? name : otherwise;
}

void read_places(const Table& nodes, const TransportOptions& options, TransportNetwork& network) {
    const std::vector<std::string> ids = nodes.texts("id");
    const std::vector<double>& masses = nodes.numbers(options.mass_column);
    const auto side = texts_or_empty(nodes, "side"), type = texts_or_empty(nodes, "type"),
               role = texts_or_empty(nodes, "role");
    std::set<std::string> seen;
    bool any_mass = false;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty()) throw input_error("nodes: row {} has no id", i + 1);
        if (!seen.insert(ids[i]).second)
            throw input_error("nodes: '{}' stands there twice", ids[i]);
        if (masses[i] < 0.0)
            throw input_error("nodes: '{}': {} is {}, expected 0 or more", ids[i],
                              options.mass_column, masses[i]);
        any_mass = any_mass || masses[i] > 0.0;
        network.places.push_back(
            {ids[i], masses[i], side[i] == "border" || type[i] == "border" || role[i] == "gate"});
    }
    if (ids.empty()) throw input_error("nodes: the table has no rows");
    if (!any_mass) throw input_error("nodes: no place has a positive {}", options.mass_column);
}

/// What reading the edges needs beside their own row.
struct Ground {
    std::map<std::string, std::size_t> place_of;
    std::vector<std::string> country_of;
    const CrossingTable* crossings = nullptr;
    std::map<double, std::set<std::string>> without_wait;  ///< by the hours that stand in
    std::set<std::string> without_table;
};

double speed_of(const std::string& what, double given, const std::string& road_class,
                const TransportOptions& options) {
    if (!std::isnan(given)) {
        if (given <= 0.0)
            throw input_error("{}: speed_kmh is {}, expected more than 0", what, given);
        return given;
    }
    const auto own = options.speeds_kmh.find(road_class);
    if (own != options.speeds_kmh.end()) return own->second;
    const auto known = speeds_by_class().find(road_class);
    if (known == speeds_by_class().end())
        throw input_error("{}: no speed_kmh and road_class '{}' has none; give one of them", what,
                          road_class);
    return known->second;
}

/// Directed waits go by the countries of the ends; without them the direction cannot be told.
void put_waits(const std::string& what, const Ground& ground, const CrossingWait& wait,
               TransportLink& link) {
    link.gauge_change_h = std::isnan(wait.gauge_change_h) ? 0.0 : wait.gauge_change_h;
    if (!std::isnan(wait.wait_h)) link.wait_there_h = link.wait_back_h = wait.wait_h;
    if (std::isnan(wait.outbound_h) && std::isnan(wait.inbound_h)) return;
    const double outbound = std::isnan(wait.outbound_h) ? wait.inbound_h : wait.outbound_h;
    const double inbound = std::isnan(wait.inbound_h) ? wait.outbound_h : wait.inbound_h;
    const std::string& from = ground.country_of[link.from];
    const std::string& to = ground.country_of[link.to];
    const bool named = !wait.first_country.empty() && !wait.second_country.empty();
    const bool leaves = named && (from == wait.first_country || to == wait.second_country);
    const bool enters = named && (to == wait.first_country || from == wait.second_country);
    if (leaves == enters) {
        // The mean of both directions, where it is given, serves as well.
        if (!std::isnan(wait.wait_h)) return;
        if (outbound != inbound)
            throw input_error(
                "{}: crossing '{}' has waits by direction, but the countries of its ends ('{}', "
                "'{}') do not tell it; fill nodes.country and crossings.from_country, to_country",
                what, link.crossing, from, to);
    }
    link.wait_there_h = leaves ? outbound : inbound;
    link.wait_back_h = leaves ? inbound : outbound;
}

void read_links(const Table& edges, const TransportOptions& options, Ground& ground,
                TransportNetwork& network) {
    const auto from = edges.texts(either_name(edges, "from", "from_id"));
    const auto to = edges.texts(either_name(edges, "to", "to_id"));
    const std::vector<double>& km = edges.numbers("km");
    const auto speed = numbers_or_nan(edges, either_name(edges, "speed_kmh", "typical_speed_kmh"));
    auto road_class = texts_or_empty(edges, "road_class");
    auto mode = texts_or_empty(edges, "mode");
    const bool is_rail = edges.has("gauge_mm") && !edges.has("mode");
    const auto crossing = texts_or_empty(edges, "crossing_id"),
               status = texts_or_empty(edges, "status");
    const auto oneway = numbers_or_nan(edges, "oneway");
    for (std::size_t row = 0; row < from.size(); ++row) {
        if (is_out_of_use(status[row])) continue;
        const std::string what = fmt::format("edges: '{}' to '{}'", from[row], to[row]);
        TransportLink link;
        for (const auto& [end, place] : {std::pair(&from[row], &link.from), {&to[row], &link.to}}) {
            const auto found = ground.place_of.find(*end);
            if (found == ground.place_of.end())
                throw input_error("{}: '{}' is not in the table of nodes", what, *end);
            *place = found->second;
        }
        if (!(km[row] >= 0.0)) throw input_error("{}: km is missing or negative", what);
        if (is_rail) mode[row] = "rail";
        if (road_class[row].empty() && mode[row] == "rail") road_class[row] = "rail";
        link.km = km[row];
        link.hours = km[row] / speed_of(what, speed[row], road_class[row], options);
        link.both_ways = !options.directed && !(oneway[row] > 0.0);
        link.crossing = crossing[row];
        const auto known = std::find(network.modes.begin(), network.modes.end(), mode[row]);
        link.mode = static_cast<std::size_t>(known - network.modes.begin());
        if (known == network.modes.end()) network.modes.push_back(mode[row]);
        if (!link.crossing.empty()) {
            if (ground.crossings == nullptr) {
                ground.without_table.insert(link.crossing);
            } else {
                CrossingWait wait = ground.crossings->at(link.crossing, mode[row]);
                if (std::isnan(wait.mean_h())) {
                    wait.wait_h = options.unknown_wait_h
                                      ? *options.unknown_wait_h
                                      : ground.crossings->typical_wait_h(mode[row]);
                    ground.without_wait[wait.wait_h].insert(
                        ground.crossings->name_of(link.crossing));
                }
                put_waits(what, ground, wait, link);
            }
        }
        network.links.push_back(link);
    }
}

}  // namespace

std::string some_of(const std::set<std::string>& names) {
    constexpr std::size_t k_named = 8;  // chosen: a line one can still read
    std::vector<std::string> first;
    for (const std::string& name : names)
        if (first.size() < k_named) first.push_back(name);
    const std::size_t more = names.size() - first.size();
    return fmt::format("{}{}", fmt::join(first, ", "),
                       more > 0 ? fmt::format(" and {} more", more) : "");
}

bool is_out_of_use(const std::string& status) {
    return status == "planned" || status == "under_construction" || status == "closed";
}

const std::map<std::string, double>& speeds_by_class() {
    static const std::map<std::string, double> speeds = {
        {"motorway", 90}, {"trunk", 65},        {"primary", 55}, {"secondary", 45},
        {"tertiary", 40}, {"unclassified", 30}, {"track", 20},   {"rail", 60}};
    return speeds;
}

TransportNetwork transport_network_of(const Table& nodes, const std::vector<Table>& edges,
                                      const Table* crossings, const TransportOptions& options) {
    if (options.unknown_wait_h && !(*options.unknown_wait_h >= 0.0))
        throw input_error("the unknown wait is {} h, expected 0 or more", *options.unknown_wait_h);
    TransportNetwork network;
    read_places(nodes, options, network);
    Ground ground;
    ground.country_of = texts_or_empty(nodes, "country");
    for (std::size_t i = 0; i < network.places.size(); ++i)
        ground.place_of[network.places[i].id] = i;
    std::optional<CrossingTable> table;
    if (crossings != nullptr) ground.crossings = &table.emplace(*crossings, options.year);
    for (const Table& part : edges) read_links(part, options, ground, network);
    if (network.links.empty()) throw input_error("edges: no link in use");
    if (!ground.without_table.empty())
        network.notes.push_back(
            fmt::format("no table of crossings given: no wait at {}; give --crossings",
                        some_of(ground.without_table)));
    for (const auto& [hours, crossings_without] : ground.without_wait)
        network.notes.push_back(fmt::format(
            "crossings without a known wait count as {:.3g} h ({}): {}", hours,
            options.unknown_wait_h ? "as asked for" : "the mean of the known waits of their mode",
            some_of(crossings_without)));
    return network;
}

}  // namespace borderlens
