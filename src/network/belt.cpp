#include "network/belt.hpp"

#include <algorithm>
#include <cmath>

#include "network/reached_land.hpp"

namespace borderlens {

Geometry belt_area(const CorridorNetwork& network, const Axis& axis,
                   const std::vector<Point>& places) {
    std::vector<ReachedWay> ways;
    for (std::size_t k = 0; k < network.links.size(); ++k) {
        const CorridorLink& link = network.links[k];
        ReachedWay way{places[link.from], places[link.to], axis.belt_h[link.from],
                       axis.belt_h[link.to], link.hours};
        // All of the axis is reached at once.
        if (std::count(axis.links.begin(), axis.links.end(), k) > 0)
            way.at_a = way.at_b = way.hours = 0.0;
        ways.push_back(way);
    }
    std::vector<ReachedPlace> reached;
    for (std::size_t i = 0; i < places.size(); ++i) reached.push_back({places[i], axis.belt_h[i]});
    return land_within(ways, reached, network.scenario.belt_h, network.scenario.off_network_kmh);
}

}  // namespace borderlens
