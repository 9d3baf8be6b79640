#pragma once
#include <cstdint>
#include <vector>

#include "base/index.hpp"
#include "comparison/interval.hpp"

namespace borderlens {

/// neighbours[i] lists the places next to place i, each with equal weight in a row sum of 1.
using Neighbours = std::vector<std::vector<Index>>;

/// The k nearest other places (ties by lower number); k is cut to what there is.
Neighbours nearest_neighbours(const std::vector<double>& x_km, const std::vector<double>& y_km,
                              Index k);

/// All other places within a distance.
Neighbours neighbours_within(const std::vector<double>& x_km, const std::vector<double>& y_km,
                             double distance_km);

struct MoranTest {
    double i = no_value;         ///< Moran's I; expected -1 / (n - 1) without autocorrelation
    double expected = no_value;  ///< mean over permutations
    double z = no_value;         ///< in deviations over permutations
    double p = no_value;         ///< two-sided by permutation
};

/// Global Moran's I of values over neighbours; places without neighbours do not count. NaN where
/// values do not vary.
/// errors: input errors for unequal lengths and NaN values.
/// src: Moran 1950, Biometrika 37; permutation p as Cliff and Ord 1981, chapter 2.
MoranTest moran(const std::vector<double>& values, const Neighbours& neighbours,
                int permutations = 999, std::uint64_t seed = 1);

struct LocalMoran {
    double i = no_value;  ///< of the place
    double p = no_value;  ///< two-sided, places around it permuted while it stays
    /// 1 high among high, 2 low among high, 3 low among low, 4 high among low; 0 = no neighbours
    int quadrant = 0;
};

/// Local Moran's I of every place, conditional permutation.
/// src: Anselin 1995, Geographical Analysis 27, equations (7) and (12).
std::vector<LocalMoran> local_moran(const std::vector<double>& values, const Neighbours& neighbours,
                                    int permutations = 999, std::uint64_t seed = 1);

/// Benjamini-Hochberg adjusted p values (share of false findings among those below a limit); NaN
/// stays NaN. src: Benjamini and Hochberg 1995, JRSS B 57.
std::vector<double> false_discovery_adjusted(const std::vector<double>& p);

}  // namespace borderlens
