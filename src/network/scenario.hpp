#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/document.hpp"

namespace borderlens {

/// A link that is added, opened or changed. A link of the table between the same ends (and of the
/// same mode, where one is named) is taken over with what is given here; else it is new.
struct LinkChange {
    std::string from, to, mode;
    std::string crossing;  ///< whose wait counts; "" = that of the table's link, if any
    std::optional<double> km, speed_kmh, gauge_mm, risk;
    std::optional<double> cost_usd_m;  ///< none = nobody has named it
    std::optional<bool> electrified;
    std::string sponsor;
};

/// Risk from 0 to 1 of all links of a country.
struct CountryRisk {
    std::string country;
    double risk = 0.0;
};

/// Wait and gauge change at a crossing.
struct CrossingChange {
    std::string crossing;
    std::optional<double> wait_h, gauge_change_h;
};

/// What a corridor partnership adds to the network, and how its corridors are judged.
struct Scenario {
    std::string name = "baseline";
    /// Of links that can be used; empty = all but those that is_out_of_use names.
    std::vector<std::string> statuses;
    double gauge_change_h = 2.0;  ///< chosen: a train at Alashankou (people.cn 2026-01-13)
    double mode_change_h = 6.0;   ///< chosen: half a working day at a terminal
    /// A link that is electrified by the scenario, without a speed of its own, runs this much
    /// faster. chosen: the rail table's 45 km/h under wire over its 40 km/h with diesel.
    double electrification_factor = 1.125;
    std::optional<double> unknown_wait_h;  ///< none = CrossingTable::typical_wait_h
    double hour_weight = 1.0;              ///< generalised hours per hour
    double risk_weight = 1.0;              ///< generalised hours per hour on a link of risk 1
    double diesel_weight = 0.0;            ///< generalised hours per hour on a railway without wire
    double belt_h = 2.0;                   ///< chosen: a return trip within half a day
    double off_network_kmh = 30.0;         ///< chosen: tracks and field roads
    double partner_weight = 1.0, gauge_weight = 1.0, risk_share_weight = 1.0;  ///< of exposure
    std::vector<LinkChange> links;
    std::vector<LinkChange> upgrades;
    std::vector<CrossingChange> crossings;
    std::vector<CountryRisk> risks;
};

/// Tables of a scenario file: name, [rules], [weights], [exposure], [belt], [[link]], [[upgrade]],
/// [[crossing]], [[risk]]; title, members, aims and sources are for the reader. Unknown keys and
/// values out of range are input errors with their line.
Scenario scenario_of(const Document& document);

}  // namespace borderlens
