#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/no_value.hpp"
#include "network/gravity.hpp"
#include "network/great_circle.hpp"

namespace borderlens {
namespace {

std::vector<double> numbers_or_nan(const Table& table, const char* name) {
    return table.has(name) ? table.numbers(name)
                           : std::vector<double>(static_cast<std::size_t>(table.rows()), no_value);
}

}  // namespace

FlowTable flow_table_of(const Table& nodes, const Table& flows) {
    FlowTable table;
    table.ids = nodes.texts("id");
    table.origin_mass = numbers_or_nan(nodes, "origin_mass");
    table.destination_mass = numbers_or_nan(nodes, "destination_mass");
    const auto lon = numbers_or_nan(nodes, "lon"), lat = numbers_or_nan(nodes, "lat");
    std::map<std::string, std::size_t> place_of;
    for (std::size_t i = 0; i < table.ids.size(); ++i)
        if (!place_of.emplace(table.ids[i], i).second)
            throw input_error("nodes: '{}' stands there twice", table.ids[i]);
    const auto origins = flows.texts("origin"), destinations = flows.texts("destination");
    const auto amount = numbers_or_nan(flows, "flow"),
               distance = numbers_or_nan(flows, "distance_km");
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (std::size_t row = 0; row < origins.size(); ++row) {
        for (const std::string& end : {origins[row], destinations[row]})
            if (place_of.count(end) == 0)
                throw input_error("flows: row {}: '{}' is not in the table of nodes", row + 1, end);
        Flow flow{place_of[origins[row]], place_of[destinations[row]], amount[row], distance[row]};
        if (flow.amount < 0.0)
            throw input_error("flows: '{}' to '{}': {} is negative", origins[row],
                              destinations[row], flow.amount);
        if (flows.has("flow") && std::isnan(flow.amount))
            throw input_error("flows: '{}' to '{}' has no flow; write 0 where none was seen",
                              origins[row], destinations[row]);
        if (flow.distance_km < 0.0)
            throw input_error("flows: '{}' to '{}': distance_km is {}", origins[row],
                              destinations[row], flow.distance_km);
        if (flow.from == flow.to) continue;
        if (!seen.insert({flow.from, flow.to}).second)
            throw input_error("flows: '{}' to '{}' stands there twice; add them up", origins[row],
                              destinations[row]);
        if (std::isnan(flow.distance_km))
            flow.distance_km =
                great_circle_km(lon[flow.from], lat[flow.from], lon[flow.to], lat[flow.to]);
        table.flows.push_back(flow);
    }
    if (table.flows.empty()) throw input_error("flows: no flow between two places");
    return table;
}

}  // namespace borderlens
