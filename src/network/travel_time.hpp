#pragma once
#include <vector>

#include "network/transport.hpp"

namespace borderlens {

struct TravelOptions {
    double wait_factor = 1.0;  ///< border waits times this: 0, 1 (as observed) or 2
    double transfer_h = 0.0;   ///< where two modes meet on the way
};

/// Square: hours[from * n + to]; infinite where there is no way.
struct TravelTimes {
    std::size_t n = 0;
    std::vector<double> hours;
    double at(std::size_t from, std::size_t to) const { return hours[from * n + to]; }
};

/// Shortest times between all places: riding, border waits, gauge changes, transfers between modes.
/// Dijkstra 1959 from each place over (place, mode of arrival); O(n (links log links) modes).
TravelTimes travel_times(const TransportNetwork& network, const TravelOptions& options);

/// Hours from each place to the border: to the marked border end of a crossing link, or to its
/// nearer end where none or both are marked; the wait and gauge change there are not part of it.
/// `crossings` limits the crossings that count; empty = all. NaN = none can be reached.
/// Errors: a crossing of the list that no link has.
std::vector<double> hours_to_border(const TransportNetwork& network, const TravelTimes& times,
                                    const std::vector<std::string>& crossings);

/// Of these crossings (empty = all) those whose links join two places neither of which is marked as
/// one on the border: both count as 0 h from it, wherever the line runs between them. Links of half
/// an hour and less are let pass.
std::vector<std::string> crossings_between_towns(const TransportNetwork& network,
                                                 const std::vector<std::string>& crossings);

/// Hours from each place until it stands on the other side of the border: to a crossing as above,
/// then the wait in its direction (times wait_factor) and the change of gauge. The nearest crossing
/// in this sense need not be the nearest in the other. NaN and errors as hours_to_border.
std::vector<double> hours_across_border(const TransportNetwork& network, const TravelTimes& times,
                                        const TravelOptions& options,
                                        const std::vector<std::string>& crossings);

}  // namespace borderlens
