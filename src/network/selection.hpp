#pragma once
#include <optional>
#include <string>
#include <vector>

#include "network/clustering.hpp"
#include "network/scoring.hpp"

namespace borderlens {

/// How nodes are picked from evaluated candidates: grouped by their weighted criteria, groups put
/// in the order of their mean score, and all but the lowest grade taken.
struct SelectionRule {
    std::string method = "ward";  ///< or average, complete, single, kmeans
    int grades = 4;          ///< chosen: core, main, local and other, as in plans of city systems
    std::uint64_t seed = 1;  ///< of kmeans
};

struct Selection {
    std::vector<int> grade;      ///< 1 = best, by candidate
    std::vector<bool> selected;  ///< grade below the lowest
    double mean_silhouette = 0.0;
    std::optional<Dendrogram> tree;  ///< none for kmeans, and for a single candidate
};

/// Candidates are points with coordinates w_j n_ij, n by minmax towards the better end. Fewer
/// distinct candidates than grades: as many grades as there are. One grade takes all. Errors: an
/// unknown method; no candidates.
Selection select_nodes(const DecisionMatrix& decision, const Scored& scored,
                       const SelectionRule& rule);

/// How often each candidate is taken over all combinations of weights (entropy, critic, std,
/// equal), methods (ward, average, kmeans) and one grade fewer, as many and one more [share 0..1].
/// Combinations that cannot be computed (entropy of negative values) are left out of the count.
struct SelectionFrequency {
    std::vector<double> share;
    int variants = 0;
};
SelectionFrequency selection_frequency(const DecisionMatrix& decision, const ScorePlan& plan,
                                       const SelectionRule& rule);

}  // namespace borderlens
