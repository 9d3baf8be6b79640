#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "base/index.hpp"
#include "network/clustering.hpp"

namespace borderlens {

/// Clusters with their centres: the mean of their points, in the units of the points.
struct Partition {
    std::vector<int> labels;                   ///< 1..k, numbered by the first point of each
    std::vector<std::vector<double>> centers;  ///< by label, then column
    std::vector<double> within_ss;             ///< sum of squared distances to the centre, by label
    double total_within_ss = 0.0;
};

/// Centres and sums of squares of labelled points.
Partition partition_of(const Points& points, const std::vector<int>& labels);

/// k-means: many starts (k-means++), each moved to a state in which no single point gains by
/// changing its cluster; the best is kept. Same seed, same result, whatever the thread count.
/// Errors: more clusters than distinct points.
/// src: Hartigan and Wong 1979, Applied Statistics 28: 100-108 (optimal transfer); Arthur and
/// Vassilvitskii 2007 (starts).
Partition k_means(const Points& points, int k, Index starts, std::uint64_t seed);

/// Silhouette of each object, (b - a) / max(a, b); 0 for the only member of a cluster; NaN all
/// through with a single cluster. src: Rousseeuw 1987, J. Comput. Appl. Math. 20: 53-65.
std::vector<double> silhouettes(const Distances& distances, const std::vector<int>& labels);
double mean_of(const std::vector<double>& values);

/// How many clusters: log within sum of squares against points without structure.
struct GapStatistic {
    std::vector<double> gap;             ///< for k = 1..k_max
    std::vector<double> standard_error;  ///< s_k, with sqrt(1 + 1/B)
    int k = 1;  ///< smallest k with gap(k) >= gap(k + 1) - s(k + 1); k_max if there is none
};

using ClusterMethod = std::function<std::vector<int>(const Points&, int k)>;

/// `references` tables with each column uniform over its range (variant a).
/// src: Tibshirani, Walther, Hastie 2001, J. R. Statist. Soc. B 63: 411-423.
GapStatistic gap_statistic(const Points& points, int k_max, Index references, std::uint64_t seed,
                           const ClusterMethod& cluster);

}  // namespace borderlens
