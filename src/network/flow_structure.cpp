#include "network/flow_structure.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/error.hpp"

namespace borderlens {

WeightedGraph graph_of(const FlowTable& table, bool directed) {
    WeightedGraph graph;
    graph.size = table.ids.size();
    graph.directed = directed;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> place_of;
    for (const Flow& flow : table.flows) {
        if (!(flow.amount > 0.0)) continue;
        const auto pair =
            directed ? std::pair(flow.from, flow.to)
                     : std::pair(std::min(flow.from, flow.to), std::max(flow.from, flow.to));
        const auto [found, is_new] = place_of.emplace(pair, graph.edges.size());
        if (is_new)
            graph.edges.push_back({flow.from, flow.to, flow.amount});
        else
            graph.edges[found->second].weight += flow.amount;
    }
    return graph;
}

DominantFlows dominant_flows(const FlowTable& table) {
    const std::size_t n = table.ids.size();
    DominantFlows result{{}, std::vector<std::size_t>(n, n), std::vector<double>(n, 0.0)};
    std::vector<double> largest(n, 0.0);
    for (const Flow& flow : table.flows) {
        if (!(flow.amount > 0.0)) continue;
        result.inflow[flow.to] += flow.amount;
        if (flow.amount > largest[flow.from]) {
            largest[flow.from] = flow.amount;
            result.largest_outflow[flow.from] = flow.to;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t to = result.largest_outflow[i];
        if (to < n && result.inflow[to] > result.inflow[i]) result.subordinate.emplace_back(i, to);
    }
    return result;
}

std::vector<double> disparity(const WeightedGraph& graph) {
    // Undirected: one account for both roles. Directed: outflows at a, inflows at b.
    std::vector<double> out_strength(graph.size, 0.0), out_ties(graph.size, 0.0);
    std::vector<double> in_strength(graph.size, 0.0), in_ties(graph.size, 0.0);
    for (const WeightedGraph::Edge& edge : graph.edges) {
        out_strength[edge.a] += edge.weight;
        out_ties[edge.a] += 1.0;
        in_strength[edge.b] += edge.weight;
        in_ties[edge.b] += 1.0;
    }
    if (!graph.directed)
        for (std::size_t i = 0; i < graph.size; ++i) {
            out_strength[i] = in_strength[i] = out_strength[i] + in_strength[i];
            out_ties[i] = in_ties[i] = out_ties[i] + in_ties[i];
        }
    const auto alpha = [](double weight, double strength, double ties) {
        return ties > 1.0 ? std::pow(1.0 - weight / strength, ties - 1.0) : 1.0;
    };
    std::vector<double> alphas;
    for (const WeightedGraph::Edge& edge : graph.edges)
        alphas.push_back(std::min(alpha(edge.weight, out_strength[edge.a], out_ties[edge.a]),
                                  alpha(edge.weight, in_strength[edge.b], in_ties[edge.b])));
    return alphas;
}

std::vector<std::size_t> maximum_spanning_tree(const WeightedGraph& graph) {
    std::vector<std::size_t> order(graph.edges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return graph.edges[a].weight > graph.edges[b].weight;
    });
    std::vector<std::size_t> root(graph.size);
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    };
    std::vector<std::size_t> tree;
    for (const std::size_t edge : order) {
        const std::size_t a = find(graph.edges[edge].a), b = find(graph.edges[edge].b);
        if (a == b) continue;
        root[a] = b;
        tree.push_back(edge);
    }
    return tree;
}

FlowTable asymmetric_attraction(const FlowTable& pairs, const std::vector<double>& population,
                                const std::vector<double>& product, double beta) {
    FlowTable attraction = pairs;
    const auto need = [&](double value, const char* what, std::size_t place) {
        if (!(value > 0.0))
            throw input_error("'{}': {} is {}, expected more than 0", pairs.ids[place], what,
                              std::isnan(value) ? "missing" : to_text(value));
        return value;
    };
    for (Flow& flow : attraction.flows) {
        const std::size_t i = flow.from, j = flow.to;
        const double of_i = need(product[i], "its product", i),
                     of_j = need(product[j], "its product", j);
        const double mass = std::sqrt(need(population[i], "its population", i) * of_i *
                                      need(population[j], "its population", j) * of_j);
        if (!(flow.distance_km > 0.0))
            throw input_error("'{}' to '{}': distance_km is missing or 0", pairs.ids[i],
                              pairs.ids[j]);
        flow.amount = of_i / (of_i + of_j) * mass / std::pow(flow.distance_km, beta);
    }
    return attraction;
}

}  // namespace borderlens
