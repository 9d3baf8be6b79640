#pragma once
#include <string>
#include <utility>
#include <vector>

#include "network/gravity.hpp"

namespace borderlens {

/// A graph of places with weighted ties. Undirected: each pair once. No loops; weights > 0.
struct WeightedGraph {
    struct Edge {
        std::size_t a = 0;
        std::size_t b = 0;
        double weight = 0.0;
    };
    std::size_t size = 0;
    bool directed = false;
    std::vector<Edge> edges;
};

/// Flows as a graph: undirected, the weight of a pair is the sum of both directions; flows of 0 are
/// no ties. Edges in the order of their first flow.
WeightedGraph graph_of(const FlowTable& table, bool directed);

/// The nodal structure of a flow table: a place is subordinate to the one its largest outflow goes
/// to, if that one's total inflow is larger than its own; else it is independent (a terminal).
/// src: Nystuen and Dacey 1961, Papers of the Regional Science Association 7: 29-42.
struct DominantFlows {
    std::vector<std::pair<std::size_t, std::size_t>> subordinate;  ///< place, its dominant one
    /// Where each place's largest outflow goes; of equals the first. size() = no outflow.
    std::vector<std::size_t> largest_outflow;
    std::vector<double> inflow;  ///< total, by place
};
DominantFlows dominant_flows(const FlowTable& table);

/// How likely a tie at least this strong is if a place spread its strength at random over its ties:
/// alpha = (1 - w / s)^(k - 1), the smaller of both ends (directed: s and k of outflows at the
/// origin, of inflows at the destination); an end with one tie counts as 1. One value an edge.
/// src: Serrano, Boguna, Vespignani 2009, PNAS 106(16): 6483-6488, eq. 2.
std::vector<double> disparity(const WeightedGraph& graph);

/// Edges of the spanning tree (forest) of largest total weight, directions not regarded.
/// src: Kruskal 1956.
std::vector<std::size_t> maximum_spanning_tree(const WeightedGraph& graph);

/// Pull of i on j where sizes differ: R_ij = K_ij sqrt(P_i G_i) sqrt(P_j G_j) / D_ij^beta with
/// K_ij = G_i / (G_i + G_j): P population, G economic product, D distance or travel time. The
/// larger economy pulls more than it is pulled: R_ij / R_ji = G_i / G_j. src: the modified gravity
/// model of Chinese studies of city networks (e.g. Wang, Wang, Zhang et al. 2016 on urban
/// agglomerations), after Taaffe 1962, Geographical Review 52: 1-14. Errors: sizes or distances
/// that are missing or not positive.
FlowTable asymmetric_attraction(const FlowTable& pairs, const std::vector<double>& population,
                                const std::vector<double>& product, double beta);

}  // namespace borderlens
