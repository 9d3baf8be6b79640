#include "network/scenario_effects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "network/graph_measures.hpp"

namespace borderlens {
namespace {

std::vector<double> potentials(const CorridorNetwork& network) {
    std::vector<double> result(network.nodes.size(), 0.0);
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const std::vector<double> hours = hours_from(network, {i});
        for (std::size_t j = 0; j < hours.size(); ++j)
            if (j != i && network.nodes[j].counts && std::isfinite(hours[j]) && hours[j] > 0.0)
                result[i] += network.nodes[j].mass / hours[j];
    }
    return result;
}

/// Betweenness over the quickest links; changes of gauge and mode on the way are not seen by it.
std::vector<double> betweenness(const CorridorNetwork& network) {
    std::map<std::pair<std::size_t, std::size_t>, double> quickest;
    for (const CorridorLink& link : network.links) {
        const auto ends = std::minmax(link.from, link.to);
        if (ends.first == ends.second || !(link.hours > 0.0)) continue;
        auto& hours = quickest.emplace(ends, link.hours).first->second;
        hours = std::min(hours, link.hours);
    }
    WeightedGraph graph{network.nodes.size(), false, {}};
    for (const auto& [ends, hours] : quickest)
        graph.edges.push_back({ends.first, ends.second, 1.0 / hours});
    std::vector<double> passing(network.nodes.size(), 0.0);
    if (graph.edges.empty() || graph.size < 3) return passing;
    const auto n = static_cast<double>(graph.size);
    passing = centrality_of(graph).betweenness;
    for (double& pairs : passing) pairs /= 0.5 * (n - 1.0) * (n - 2.0);
    return passing;
}

void put_cost(const CorridorNetwork& network, ScenarioEffects& effects) {
    double known_usd_m = 0.0, known_km = 0.0, unknown_km = 0.0;
    for (const CorridorLink& link : network.links) {
        if (std::isnan(link.cost_usd_m)) {
            unknown_km += link.km;
        } else if (link.cost_usd_m > 0.0) {
            known_usd_m += link.cost_usd_m;
            known_km += link.km;
        }
    }
    const double all_km = known_km + unknown_km;
    effects.cost_known_share =
        all_km > 0.0 ? known_km / all_km : std::numeric_limits<double>::quiet_NaN();
    effects.cost_usd_m = known_usd_m;
    // Counting them as free would favour the plan that says least about its price.
    if (unknown_km > 0.0)
        effects.cost_usd_m = known_km > 0.0 ? known_usd_m * all_km / known_km
                                            : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

ScenarioEffects scenario_effects(const CorridorNetwork& network,
                                 const std::vector<std::size_t>& cores) {
    ScenarioEffects effects;
    effects.potential = potentials(network);
    effects.core_h = hours_from(network, cores);
    effects.betweenness = betweenness(network);
    std::vector<double>& current = effects.link_current;
    effects.effective_resistance = network_resistance(network, cores.at(0), cores.at(1), current);
    double sum = 0.0, squares = 0.0;
    for (std::size_t k = 0; k < current.size(); ++k) {
        const double flow = current[k] * network.links[k].km;
        sum += flow;
        squares += flow * flow;
    }
    effects.diversification = sum > 0.0 ? 1.0 - squares / (sum * sum) : 0.0;
    put_cost(network, effects);
    return effects;
}

std::vector<bool> pareto_front(const std::vector<double>& costs, const std::vector<double>& gains) {
    std::vector<bool> front(costs.size(), true);
    for (std::size_t i = 0; i < costs.size(); ++i) {
        front[i] = std::isfinite(costs[i]) && std::isfinite(gains[i]);
        for (std::size_t j = 0; front[i] && j < costs.size(); ++j) {
            const bool as_good = costs[j] <= costs[i] && gains[j] >= gains[i];
            const bool better = costs[j] < costs[i] || gains[j] > gains[i];
            if (as_good && better) front[i] = false;
        }
    }
    return front;
}

}  // namespace borderlens
