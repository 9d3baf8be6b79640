#pragma once
#include <string>
#include <vector>

#include "network/travel_time.hpp"

namespace borderlens {

/// Accessibility of each place; all over the places that have mass and can be reached.
struct Accessibility {
    /// sum_j T_ij M_j / sum_j M_j over j != i [h]. NaN where nothing else can be reached.
    std::vector<double> weighted_mean_h;
    /// The same with j = i in the sums (T_ii = 0, own mass below the line) [h].
    std::vector<double> weighted_mean_with_self_h;
    /// weighted_mean_h over its mean across the places that have mass. Unit 1; below 1 = better
    /// than the average place.
    std::vector<double> coefficient;
    /// sum_j M_j / T_ij^beta over j != i [mass / h^beta].
    std::vector<double> potential;
    /// Places that cannot be reached from, or cannot reach, the best connected place.
    std::vector<std::size_t> unreachable;
};

/// src: Gutierrez and Urbano 1996, J. of Transport Geography 4(1): 15-25 (weighted mean travel
/// time); Hansen 1959 (potential). beta > 0.
Accessibility accessibility_of(const TransportNetwork& network, const TravelTimes& times,
                               double beta);

/// Places within `hours` of any of the sources, by the way from the source.
std::vector<std::size_t> within_reach(const TravelTimes& times,
                                      const std::vector<std::size_t>& sources, double hours);

}  // namespace borderlens
