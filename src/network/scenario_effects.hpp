#pragma once
#include <string>
#include <vector>

#include "network/corridor.hpp"

namespace borderlens {

/// What a scenario leaves behind, place by place and as a whole.
struct ScenarioEffects {
    std::vector<double> potential;    ///< sum of mass over hours to all other places [mass / h]
    std::vector<double> core_h;       ///< hours to the nearest core; infinite = no way
    std::vector<double> betweenness;  ///< share of the other pairs whose quickest way passes, 0..1
    double effective_resistance = 0.0;  ///< between the first two cores; -1 = not joined
    std::vector<double> link_current;   ///< of 1 A between them, link by link: all ways at once
    /// 1 less the sum of squares of the links' shares in the current between the first two cores,
    /// weighted by length (Simpson 1949): 0 = one link carries all.
    double diversification = 0.0;
    double cost_usd_m = 0.0;        ///< new links; those of unknown cost at the mean known per km
    double cost_known_share = 1.0;  ///< of the new km; NaN = nothing is new
};

/// src: Hansen 1959 (potential, exponent 1); Freeman 1978 (betweenness). At least two cores.
ScenarioEffects scenario_effects(const CorridorNetwork& network,
                                 const std::vector<std::size_t>& cores);

/// Which choices no other beats: none costs as little and diversifies as much, one of them better.
/// A choice of unknown (NaN) cost or diversification is no part of the front.
std::vector<bool> pareto_front(const std::vector<double>& costs, const std::vector<double>& gains);

}  // namespace borderlens
