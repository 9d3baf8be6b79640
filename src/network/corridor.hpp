#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/table.hpp"
#include "network/scenario.hpp"

namespace borderlens {

struct CorridorNode {
    std::string id, country;
    double lon = 0.0, lat = 0.0, mass = 0.0;  ///< NaN where the table has none
    bool counts = true;                       ///< not a junction: can be served
};

struct CorridorLink {
    std::size_t from = 0, to = 0;
    double km = 0.0, hours = 0.0;  ///< hours: ride and wait
    double gauge_mm = 0.0;         ///< 0 = none (roads)
    double gauge_change_h = -1.0;  ///< at its crossing; below 0 = the scenario's
    double risk = 0.0;
    double cost_usd_m = 0.0;  ///< what the scenario spends on it; NaN = on it, but not known
    bool electrified = false;
    bool is_rail = false;
    std::string mode, sponsor, crossing;
};

/// What an entry [[link]] or [[upgrade]] of a scenario did to a link of the edges, waits left out.
struct LinkEffect {
    std::string entry;                   ///< "link" or "upgrade"
    std::string status;                  ///< of the edges; "" = it is not there
    bool was_open = false;               ///< usable before the entry
    std::optional<CorridorLink> before;  ///< none = a new link
    CorridorLink after;
};

/// The network as a scenario leaves it.
struct CorridorNetwork {
    std::vector<CorridorNode> nodes;
    std::vector<CorridorLink> links;
    Scenario scenario;
    std::vector<std::string> notes;                 ///< what was assumed, for the user to read
    std::vector<LinkEffect> effects;                ///< of its links and upgrades, as they stand
    std::size_t node(const std::string& id) const;  ///< an input error for an unknown id
};

/// A line between two cores (the pole-axis model of Lu Dadao 1984: poles joined by lines along
/// which places grow): a least-cost path, or an alternative to it.
struct Axis {
    std::string from, to;
    std::vector<std::size_t> links, places;  ///< places: one more than links
    double km = 0.0, hours = 0.0, cost = 0.0;
    int gauge_breaks = 0;
    double partner_share = 0.0;      ///< largest share of km in the hands of one country or sponsor
    double risk_share = 0.0;         ///< mean risk by km
    double electrified_share = 0.0;  ///< of its km
    double exposure = 0.0;       ///< weighted mean of partner share, 1 - 1/(1 + breaks), risk share
    std::vector<double> belt_h;  ///< per node: hours from the axis, infinite beyond the belt
    int nodes_served = 0;
    double mass_served = 0.0;
};

/// NODES: id, optional lon, lat, country, role, population. EDGES: from, to, km, speed_kmh or
/// road_class, optional mode, gauge_mm, electrified, status, crossing_id, sponsor. crossings may be
/// null; columns as for transport_network_of, of directed waits the mean. A wait that is not known
/// counts as the scenario's unknown_wait_h, else as the mean of the known waits of the mode, and is
/// noted. Input errors name the row.
CorridorNetwork corridor_network(const Table& nodes, const std::vector<Table>& edges,
                                 const Table* crossings, const Scenario& scenario);

/// Up to `count` axes between two cores: the cheapest path in generalised hours, then paths found
/// by making used links dearer (penalty method, de la Barra et al. 1993) that share at most 70 % of
/// their length with an earlier one and cost at most 1.6 times the cheapest. Empty = not joined.
std::vector<Axis> axes_between(const CorridorNetwork& network, const std::string& from,
                               const std::string& to, int count);

/// Effective resistance between two nodes of the network with links of a resistance equal to their
/// generalised cost, and the current [A] on each link for 1 A: many ways side by side resist less.
/// -1 = not joined.
double network_resistance(const CorridorNetwork& network, std::size_t from, std::size_t to,
                          std::vector<double>& link_current);

/// Least hours from one node to all others, with waits and changes of gauge and mode.
std::vector<double> hours_from(const CorridorNetwork& network,
                               const std::vector<std::size_t>& sources);

}  // namespace borderlens
