#include "network/corridor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <set>

#include "network/circuit.hpp"

namespace borderlens {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
/// Alternatives (chosen): each use makes a link half as dear again; how much of its length an axis
/// may share with an earlier one; how much dearer than the cheapest it may be.
constexpr double penalty = 1.5, most_shared = 0.7, most_detour = 1.6;

bool breaks_gauge(const CorridorLink& a, const CorridorLink& b) {
    return a.gauge_mm > 0.0 && b.gauge_mm > 0.0 && a.gauge_mm != b.gauge_mm;
}

/// Hours lost between two links at a place.
double change_h(const CorridorNetwork& network, const CorridorLink& a, const CorridorLink& b) {
    if (a.mode != b.mode) return network.scenario.mode_change_h;
    if (!breaks_gauge(a, b)) return 0.0;
    const double at_crossing = std::max(a.gauge_change_h, b.gauge_change_h);
    return at_crossing >= 0.0 ? at_crossing : network.scenario.gauge_change_h;
}

double generalised(const CorridorNetwork& network, const CorridorLink& link) {
    const Scenario& scenario = network.scenario;
    const double diesel = link.is_rail && !link.electrified ? scenario.diesel_weight : 0.0;
    return link.hours * (scenario.hour_weight + scenario.risk_weight * link.risk + diesel);
}

/// Dijkstra over directed links (2 k = forward, 2 k + 1 = back), so that what is lost between two
/// links can be counted. weight: cost of each link; change_weight: of an hour lost between two.
struct Search {
    std::vector<double> cost;  ///< to the end of each directed link
    std::vector<int> before;   ///< directed link before, -1 = source
    std::vector<double> node_cost;

    Search(const CorridorNetwork& network, const std::vector<std::size_t>& sources,
           const std::vector<double>& weight, double change_weight)
        : cost(2 * network.links.size(), never),
          before(2 * network.links.size(), -1),
          node_cost(network.nodes.size(), never) {
        std::vector<std::vector<int>> leaving(network.nodes.size());
        for (std::size_t k = 0; k < network.links.size(); ++k) {
            leaving[network.links[k].from].push_back(static_cast<int>(2 * k));
            leaving[network.links[k].to].push_back(static_cast<int>(2 * k + 1));
        }
        using Entry = std::pair<double, int>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
        const auto reach = [&](int arc, double value, int from) {
            if (!(value < cost[static_cast<std::size_t>(arc)])) return;
            cost[static_cast<std::size_t>(arc)] = value;
            before[static_cast<std::size_t>(arc)] = from;
            queue.push({value, arc});
        };
        for (const std::size_t source : sources) {
            node_cost[source] = 0.0;
            for (const int arc : leaving[source])
                reach(arc, weight[static_cast<std::size_t>(arc / 2)], -1);
        }
        while (!queue.empty()) {
            const auto [value, arc] = queue.top();
            queue.pop();
            if (value > cost[static_cast<std::size_t>(arc)]) continue;
            const CorridorLink& link = network.links[static_cast<std::size_t>(arc / 2)];
            const std::size_t end = arc % 2 == 0 ? link.to : link.from;
            node_cost[end] = std::min(node_cost[end], value);
            for (const int next : leaving[end]) {
                const std::size_t k = static_cast<std::size_t>(next / 2);
                reach(next,
                      value + change_weight * change_h(network, link, network.links[k]) + weight[k],
                      arc);
            }
        }
    }
};

double share_of_one_partner(const CorridorNetwork& network, const Axis& axis) {
    std::map<std::string, double> km;
    for (const std::size_t k : axis.links) {
        const CorridorLink& link = network.links[k];
        if (!link.sponsor.empty() && link.sponsor != "domestic" && link.sponsor != "legacy") {
            km[link.sponsor] += link.km;
            continue;
        }
        // A point on a border ("CHN-KAZ") belongs to the country of the link's other end.
        std::set<std::string> countries;
        for (const std::size_t end : {link.from, link.to})
            if (network.nodes[end].country.find('-') == std::string::npos)
                countries.insert(network.nodes[end].country);
        for (const std::string& country : countries)
            km[country] += link.km / static_cast<double>(countries.size());
    }
    double largest = 0.0;
    for (const auto& [partner, share] : km) largest = std::max(largest, share);
    return axis.km > 0.0 ? largest / axis.km : 0.0;
}

void measure(const CorridorNetwork& network, Axis& axis) {
    const Scenario& scenario = network.scenario;
    double risk_km = 0.0, electrified_km = 0.0;
    for (std::size_t i = 0; i < axis.links.size(); ++i) {
        const CorridorLink& link = network.links[axis.links[i]];
        axis.km += link.km;
        axis.hours += link.hours;
        axis.cost += generalised(network, link);
        risk_km += link.risk * link.km;
        electrified_km += link.electrified ? link.km : 0.0;
        if (i == 0) continue;
        const CorridorLink& last = network.links[axis.links[i - 1]];
        const double lost = change_h(network, last, link);
        axis.hours += lost;
        axis.cost += scenario.hour_weight * lost;
        axis.gauge_breaks += breaks_gauge(last, link) ? 1 : 0;
    }
    axis.partner_share = share_of_one_partner(network, axis);
    axis.risk_share = axis.km > 0.0 ? risk_km / axis.km : 0.0;
    axis.electrified_share = axis.km > 0.0 ? electrified_km / axis.km : 0.0;
    const double weights =
        scenario.partner_weight + scenario.gauge_weight + scenario.risk_share_weight;
    axis.exposure = weights > 0.0 ? (scenario.partner_weight * axis.partner_share +
                                     scenario.gauge_weight * (1.0 - 1.0 / (1 + axis.gauge_breaks)) +
                                     scenario.risk_share_weight * axis.risk_share) /
                                        weights
                                  : 0.0;
    axis.belt_h = hours_from(network, axis.places);
    for (std::size_t i = 0; i < axis.belt_h.size(); ++i) {
        if (axis.belt_h[i] > scenario.belt_h) {
            axis.belt_h[i] = never;
        } else if (network.nodes[i].counts) {
            ++axis.nodes_served;
            axis.mass_served += network.nodes[i].mass;
        }
    }
}

double shared_share(const CorridorNetwork& network, const Axis& axis, const Axis& other) {
    double shared = 0.0, all = 0.0;
    for (const std::size_t k : axis.links) {
        all += network.links[k].km;
        if (std::count(other.links.begin(), other.links.end(), k) > 0)
            shared += network.links[k].km;
    }
    return all > 0.0 ? shared / all : 1.0;
}

}  // namespace

std::vector<double> hours_from(const CorridorNetwork& network,
                               const std::vector<std::size_t>& sources) {
    std::vector<double> hours;
    for (const CorridorLink& link : network.links) hours.push_back(link.hours);
    return Search(network, sources, hours, 1.0).node_cost;
}

std::vector<Axis> axes_between(const CorridorNetwork& network, const std::string& from,
                               const std::string& to, int count) {
    const std::size_t start = network.node(from), goal = network.node(to);
    std::vector<double> weight;
    for (const CorridorLink& link : network.links) weight.push_back(generalised(network, link));
    std::vector<Axis> axes;
    // Chosen: enough tries for every alternative worth the name on networks of some hundred links.
    for (int trial = 0; trial < 20 * count && static_cast<int>(axes.size()) < count; ++trial) {
        const Search search(network, {start}, weight, network.scenario.hour_weight);
        int arc = -1;
        for (std::size_t a = 0; a < search.cost.size(); ++a) {
            const CorridorLink& link = network.links[a / 2];
            if ((a % 2 == 0 ? link.to : link.from) == goal && search.cost[a] < never &&
                (arc < 0 || search.cost[a] < search.cost[static_cast<std::size_t>(arc)]))
                arc = static_cast<int>(a);
        }
        if (arc < 0) return axes;
        Axis axis;
        axis.from = from;
        axis.to = to;
        axis.places.push_back(goal);
        for (; arc >= 0; arc = search.before[static_cast<std::size_t>(arc)]) {
            const CorridorLink& link = network.links[static_cast<std::size_t>(arc / 2)];
            axis.links.push_back(static_cast<std::size_t>(arc / 2));
            axis.places.push_back(arc % 2 == 0 ? link.from : link.to);
            weight[static_cast<std::size_t>(arc / 2)] *= penalty;
        }
        std::reverse(axis.links.begin(), axis.links.end());
        std::reverse(axis.places.begin(), axis.places.end());
        bool apart = true;
        for (const Axis& other : axes)
            apart = apart && shared_share(network, axis, other) <= most_shared;
        if (!apart) continue;
        measure(network, axis);
        if (axes.empty() || axis.cost <= most_detour * axes.front().cost)
            axes.push_back(std::move(axis));
    }
    std::stable_sort(axes.begin(), axes.end(),
                     [](const Axis& a, const Axis& b) { return a.cost < b.cost; });
    return axes;
}

double network_resistance(const CorridorNetwork& network, std::size_t from, std::size_t to,
                          std::vector<double>& link_current) {
    Circuit circuit;
    circuit.nodes = static_cast<Index>(network.nodes.size());
    for (const CorridorLink& link : network.links)
        circuit.wires.push_back({static_cast<std::int32_t>(std::min(link.from, link.to)),
                                 static_cast<std::int32_t>(std::max(link.from, link.to)),
                                 1.0 / std::max(generalised(network, link), 1e-9)});
    number_components(circuit);
    link_current.assign(network.links.size(), 0.0);
    if (from == to) return 0.0;
    const std::int32_t component = circuit.component_of_node[from];
    if (component != circuit.component_of_node[to]) return -1.0;
    std::vector<std::int32_t> nodes;
    std::vector<std::uint8_t> grounded;
    std::vector<double> injected;
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        if (circuit.component_of_node[i] != component) continue;
        nodes.push_back(static_cast<std::int32_t>(i));
        grounded.push_back(i == to);
        injected.push_back(i == from ? 1.0 : 0.0);
    }
    const std::vector<double> found =
        CircuitSolver(circuit, nodes, {}, grounded).voltages(injected);
    std::vector<double> voltage(network.nodes.size(), 0.0);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        voltage[static_cast<std::size_t>(nodes[i])] = found[i];
    for (std::size_t k = 0; k < network.links.size(); ++k)
        link_current[k] = std::abs(voltage[network.links[k].from] - voltage[network.links[k].to]) *
                          circuit.wires[k].conductance;
    return voltage[from];
}

}  // namespace borderlens
