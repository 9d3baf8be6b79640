#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "network/flow_structure.hpp"

namespace borderlens {

/// How central each place is. Shortest ways are sought once by the number of ties ("steps") and
/// once by the resistance 1 / weight: a strong tie is a short way.
struct Centrality {
    std::vector<double> strength;     ///< sum of the weights of its ties (directed: out and in)
    std::vector<double> betweenness;  ///< pairs whose shortest way by 1 / weight passes; count
    std::vector<double> betweenness_steps;  ///< the same by steps
    /// Reached places r over the sum of steps to them, times r / (n - 1) (Wasserman and Faust
    /// 1994); 0 where none is reached.
    std::vector<double> closeness;
    std::vector<double> closeness_weighted;  ///< the same by 1 / weight
    std::vector<double> eigenvector;         ///< weighted, of Euclidean length 1, not negative
};

/// src: Freeman 1978; Brandes 2001 (as igraph computes them); Bonacich 1987.
Centrality centrality_of(const WeightedGraph& graph);

struct Communities {
    std::vector<int> labels;  ///< 1.., numbered by the first place of each
    double modularity = 0.0;  ///< Newman and Girvan 2004, weighted
};

enum class CommunityMethod { leiden, louvain };
CommunityMethod community_method_of(const std::string& name);

/// Groups of places tied more closely among themselves: of several runs the one with the largest
/// modularity, directions not regarded. Same seed, same result.
/// src: Blondel et al. 2008 (Louvain); Traag, Waltman, van Eck 2019 (Leiden).
Communities communities_of(const WeightedGraph& graph, CommunityMethod method, std::uint64_t seed);

}  // namespace borderlens
