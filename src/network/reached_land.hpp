#pragma once
#include <vector>

#include "raster/geometry.hpp"

namespace borderlens {

/// A link on the ground with the hours at which its ends are reached (infinite = not), and those to
/// ride along it. Places in metres of a plane; NaN = unplaced, left out.
struct ReachedWay {
    Point a, b;
    double at_a = 0.0, at_b = 0.0;
    double hours = 0.0;
};

/// The parts of straight links reached within a limit, from either end on.
std::vector<Polyline> ways_within(const std::vector<ReachedWay>& ways, double limit_h);

/// A place and the hours at which it is reached.
struct ReachedPlace {
    Point at;
    double hours = 0.0;
};

/// Land within a limit: along the links at their speed, and off them straight over land at
/// off_network_kmh, on cells of 5 km with 16 neighbours. Polygons in the plane; none where nothing
/// placed is reached, or limit or speed is not above 0.
Geometry land_within(const std::vector<ReachedWay>& ways, const std::vector<ReachedPlace>& places,
                     double limit_h, double off_network_kmh);

}  // namespace borderlens
