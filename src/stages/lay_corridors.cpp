// Axes between cores, their belts and what scenarios change: from tables to tables and layers.
#include "stages/lay_corridors.hpp"

#include <cmath>
#include <limits>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/row_table.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "network/belt.hpp"
#include "network/scenario_effects.hpp"
#include "stages/read_scenarios.hpp"

namespace borderlens {
namespace {

struct CorridorResults {
    RowTable corridors{{"scenario", "axis", "from", "to"},
                       {"length_km", "time_h", "cost", "nodes_served", "exposure", "mass_served",
                        "gauge_breaks", "partner_share", "risk_share", "electrified_share"}};
    RowTable scenarios{
        {"scenario"},
        {"axes", "links", "cost_usd_m", "cost_known_share", "best_time_h", "best_cost",
         "effective_resistance", "mean_exposure", "mean_partner_share", "mean_gauge_breaks",
         "mean_risk_share", "diversification", "gainers", "losers", "pareto"}};
    RowTable comparison{{"scenario", "id"},
                        {"potential", "change_share", "core_h", "core_change_h", "betweenness",
                         "betweenness_change"}};
    RowTable belt_rows{{"scenario", "axis"}, {"belt_h", "nodes_served", "mass_served"}};
    RowTable node_rows{{"scenario", "axis", "id"}, {"axis_h", "population"}};
    RowTable current_rows{{"scenario", "from", "to", "mode", "crossing_id"},
                          {"length_km", "current", "on_axis"}};
    VectorLayer axes, belts, nodes, currents;
};

bool is_placed(const CorridorNode& node) {
    return std::isfinite(node.lon) && std::isfinite(node.lat);
}

/// Nodes in metres of a plane about their middle; sets its CRS ("" where none has a place).
std::vector<Point> plane_places(const CorridorNetwork& network, std::string& crs) {
    std::vector<Point> lonlat;
    double lon = 0.0, lat = 0.0, count = 0.0;
    for (const CorridorNode& node : network.nodes) {
        lonlat.push_back({node.lon, node.lat});
        if (!is_placed(node)) continue;
        lon += node.lon;
        lat += node.lat;
        count += 1.0;
    }
    if (count == 0.0) return lonlat;
    crs = local_crs_at(lon / count, lat / count);
    return transform_points(lonlat_crs(), crs, std::move(lonlat));
}

void draw(const CorridorNetwork& network, const Axis& axis, const std::string& name,
          const std::vector<Point>& places, const std::string& crs, CorridorResults& results) {
    const std::string& scenario = network.scenario.name;
    Geometry line, belt;
    Polyline points;
    for (const std::size_t place : axis.places)
        if (is_placed(network.nodes[place]))
            points.push_back({network.nodes[place].lon, network.nodes[place].lat});
    if (points.size() > 1) line.lines.push_back(points);
    if (!crs.empty())
        belt = transform_geometry(crs, lonlat_crs(), belt_area(network, axis, places));
    results.axes.geometries.push_back(line);
    results.belts.geometries.push_back(belt);
    results.belt_rows.add(
        {scenario, name},
        {network.scenario.belt_h, static_cast<double>(axis.nodes_served), axis.mass_served});
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const CorridorNode& node = network.nodes[i];
        if (!std::isfinite(axis.belt_h[i]) || !node.counts) continue;
        Geometry place;
        if (is_placed(node)) place.points.push_back({node.lon, node.lat});
        results.nodes.geometries.push_back(place);
        results.node_rows.add({scenario, name, node.id}, {axis.belt_h[i], node.mass});
    }
}

/// Sums over the axes of one scenario.
struct AxisSums {
    int found = 0;
    std::set<std::size_t> links;  ///< that an axis runs along
    double exposure = 0.0, partner_share = 0.0, gauge_breaks = 0.0, risk_share = 0.0;
    double best_h = std::numeric_limits<double>::quiet_NaN(), best_cost = best_h;
};

AxisSums lay_axes(const CorridorNetwork& network, const CorridorPlan& plan,
                  CorridorResults& results) {
    const std::vector<std::string>& cores = plan.cores;
    const std::string& name = network.scenario.name;
    std::string crs;
    const std::vector<Point> places = plane_places(network, crs);
    AxisSums sums;
    for (std::size_t a = 0; a < cores.size(); ++a)
        for (std::size_t b = a + 1; b < cores.size(); ++b)
            for (const Axis& axis : axes_between(network, cores[a], cores[b], plan.axes_count)) {
                const std::string number = std::to_string(++sums.found);
                results.corridors.add(
                    {name, number, axis.from, axis.to},
                    {axis.km, axis.hours, axis.cost, static_cast<double>(axis.nodes_served),
                     axis.exposure, axis.mass_served, static_cast<double>(axis.gauge_breaks),
                     axis.partner_share, axis.risk_share, axis.electrified_share});
                draw(network, axis, number, places, crs, results);
                sums.exposure += axis.exposure;
                sums.partner_share += axis.partner_share;
                sums.gauge_breaks += axis.gauge_breaks;
                sums.risk_share += axis.risk_share;
                sums.links.insert(axis.links.begin(), axis.links.end());
                if (!(axis.cost >= sums.best_cost)) sums.best_cost = axis.cost;
                if (!(axis.hours >= sums.best_h)) sums.best_h = axis.hours;
            }
    if (sums.found == 0 && !plan.rail_only)
        throw input_error(
            "scenario '{}': the cores are not joined by the {} links that can be used; see "
            "their status and the scenario's statuses",
            name, network.links.size());
    return sums;
}

/// The corridor as circuit theory sees it: links that carry a part of what flows between the first
/// two cores over all ways at once (McRae et al. 2008, Ecology 89(10): 2712-2724).
void draw_currents(const CorridorNetwork& network, const AxisSums& axes,
                   const std::vector<double>& current, CorridorResults& results) {
    constexpr double least_current = 1e-3;  // chosen: a thousandth of the flow is no way of it
    for (std::size_t k = 0; k < current.size(); ++k) {
        if (!(current[k] >= least_current)) continue;
        const CorridorLink& link = network.links[k];
        const CorridorNode &from = network.nodes[link.from], &to = network.nodes[link.to];
        Geometry line;
        if (is_placed(from) && is_placed(to))
            line.lines.push_back({{from.lon, from.lat}, {to.lon, to.lat}});
        results.currents.geometries.push_back(line);
        results.current_rows.add({network.scenario.name, from.id, to.id, link.mode, link.crossing},
                                 {link.km, current[k], axes.links.count(k) > 0 ? 1.0 : 0.0});
    }
}

/// What is written of one scenario once all are known.
struct Outcome {
    std::string name;
    double links = 0.0;
    AxisSums axes;
    ScenarioEffects effects;
    double gainers = 0.0, losers = 0.0;
};

/// Place by place against the first scenario.
void compare(const CorridorNetwork& network, const ScenarioEffects& base, Outcome& outcome,
             CorridorResults& results) {
    const ScenarioEffects& now = outcome.effects;
    for (std::size_t i = 0; i < now.potential.size(); ++i) {
        if (!network.nodes[i].counts) continue;
        const double change = base.potential[i] > 0.0 ? now.potential[i] / base.potential[i] - 1.0
                                                      : std::numeric_limits<double>::quiet_NaN();
        // Chosen: changes under a thousandth are no change.
        outcome.gainers += change > 1e-3 ? 1.0 : 0.0;
        outcome.losers += change < -1e-3 ? 1.0 : 0.0;
        results.comparison.add(
            {outcome.name, network.nodes[i].id},
            {now.potential[i], change, now.core_h[i], now.core_h[i] - base.core_h[i],
             now.betweenness[i], now.betweenness[i] - base.betweenness[i]});
    }
}

void write_outcomes(const std::vector<Outcome>& outcomes, CorridorResults& results) {
    std::vector<double> costs, gains;
    for (const Outcome& one : outcomes) {
        costs.push_back(one.effects.cost_usd_m);
        gains.push_back(one.effects.diversification);
    }
    const std::vector<bool> front = pareto_front(costs, gains);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome& one = outcomes[i];
        const double axes = one.axes.found;
        results.scenarios.add(
            {one.name},
            {axes, one.links, one.effects.cost_usd_m, one.effects.cost_known_share, one.axes.best_h,
             one.axes.best_cost, one.effects.effective_resistance, one.axes.exposure / axes,
             one.axes.partner_share / axes, one.axes.gauge_breaks / axes,
             one.axes.risk_share / axes, one.effects.diversification, one.gainers, one.losers,
             front[i] ? 1.0 : 0.0});
    }
}

/// An input error names the tables, or the scenario.
CorridorNetwork network_under(const CorridorPlan& plan, const Table& nodes,
                              const std::vector<Table>& edges, const Table& crossings,
                              const Scenario& scenario) {
    try {
        CorridorNetwork network = corridor_network(
            nodes, edges, plan.crossings_path.empty() ? nullptr : &crossings, scenario);
        if (plan.rail_only)
            std::erase_if(network.links, [](const CorridorLink& link) { return !link.is_rail; });
        return network;
    } catch (const Error& error) {
        // What a scenario adds stands in its own file, under [[link]], [[upgrade]] ...
        throw error.with_context(std::string_view(error.what()).starts_with("[[")
                                     ? "scenario '" + scenario.name + "'"
                                     : plan.nodes_path + " with " + plan.edges_paths.front());
    }
}

}  // namespace

void lay_corridors(const CorridorPlan& plan) {
    const std::string folder = plan.out + "/";
    const Table nodes = read_table(plan.nodes_path);
    std::vector<Table> edges;
    for (const std::string& path : plan.edges_paths) edges.push_back(read_table(path));
    Table crossings;
    if (!plan.crossings_path.empty()) crossings = read_table(plan.crossings_path);
    if (plan.cores.size() < 2 ||
        std::set<std::string>(plan.cores.begin(), plan.cores.end()).size() != plan.cores.size())
        throw input_error("cores: expected two or more different ids, such as URC,ALA");
    const std::vector<Scenario> scenarios = read_scenarios(plan.scenario_paths);
    CorridorResults results;
    std::vector<Outcome> outcomes;
    std::set<std::string> told;
    for (Scenario scenario : scenarios) {
        if (!scenario.unknown_wait_h) scenario.unknown_wait_h = plan.unknown_wait_h;
        const CorridorNetwork network = network_under(plan, nodes, edges, crossings, scenario);
        for (const std::string& note : network.notes)
            if (!plan.rail_only && told.insert(note).second)
                log_warning("scenario '{}': {}", scenario.name, note);
        std::vector<std::size_t> cores;
        try {
            for (const std::string& core : plan.cores) cores.push_back(network.node(core));
        } catch (const Error& error) {
            throw error.with_context(plan.nodes_path);
        }
        Outcome outcome{.name = scenario.name,
                        .links = static_cast<double>(network.links.size()),
                        .axes = lay_axes(network, plan, results),
                        .effects = scenario_effects(network, cores)};
        draw_currents(network, outcome.axes, outcome.effects.link_current, results);
        compare(network, outcomes.empty() ? outcome.effects : outcomes.front().effects, outcome,
                results);
        outcomes.push_back(std::move(outcome));
    }
    write_outcomes(outcomes, results);
    make_folder(folder);
    require_writable(folder + "corridors.csv", plan.overwrite);
    results.axes.name = "axes";
    results.axes.attributes = results.corridors.table();
    results.belts.name = "belts";
    results.belts.attributes = results.belt_rows.table();
    results.nodes.name = "nodes";
    results.nodes.attributes = results.node_rows.table();
    results.currents.name = "currents";
    results.currents.attributes = results.current_rows.table();
    for (VectorLayer* layer : {&results.axes, &results.belts, &results.nodes, &results.currents})
        layer->crs = lonlat_crs();
    write_vector(folder + "corridors.gpkg",
                 {results.axes, results.belts, results.nodes, results.currents}, plan.overwrite);
    write_table(folder + "corridor_currents.csv", results.currents.attributes, plan.overwrite);
    write_table(folder + "scenarios.csv", results.scenarios.table(), plan.overwrite);
    write_table(folder + "corridor_nodes.csv", results.nodes.attributes, plan.overwrite);
    write_table(folder + "comparison.csv", results.comparison.table(), plan.overwrite);
    write_table(folder + "corridors.csv", results.corridors.table(), plan.overwrite);
}

}  // namespace borderlens
