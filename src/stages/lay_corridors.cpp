// Axes between cores, their belts and what scenarios change: from tables to tables and layers.
#include "stages/lay_corridors.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "network/belt.hpp"
#include "network/corridor.hpp"

namespace borderlens {
namespace {

/// Rows of one table, column by column.
struct Rows {
    std::vector<std::string> names;
    std::vector<std::vector<std::string>> texts;
    std::vector<std::vector<double>> numbers;
    std::vector<bool> is_text;

    Rows(const std::vector<std::string>& text_names, const std::vector<std::string>& number_names) {
        for (const std::string& name : text_names) add_column(name, true);
        for (const std::string& name : number_names) add_column(name, false);
    }
    void add_column(const std::string& name, bool text) {
        names.push_back(name);
        is_text.push_back(text);
        texts.emplace_back();
        numbers.emplace_back();
    }
    void add(const std::vector<std::string>& words, const std::vector<double>& values) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (is_text[i])
                texts[i].push_back(words.at(i));
            else
                numbers[i].push_back(values.at(i - words.size()));
    }
    Table table() const {
        Table made;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (is_text[i])
                made.set(names[i], texts[i]);
            else
                made.set(names[i], numbers[i]);
        return made;
    }
};

struct Results {
    Rows corridors{{"scenario", "axis", "from", "to"},
                   {"length_km", "time_h", "cost", "nodes_served", "exposure", "mass_served",
                    "gauge_breaks", "partner_share", "risk_share"}};
    Rows scenarios{
        {"scenario"},
        {"axes", "links", "cost_usd_m", "best_time_h", "best_cost", "effective_resistance",
         "mean_exposure", "diversification", "gainers", "losers"}};
    Rows comparison{{"scenario", "id"}, {"potential", "change_share", "core_h"}};
    Rows belt_rows{{"scenario", "axis"}, {"belt_h", "nodes_served", "mass_served"}};
    Rows node_rows{{"scenario", "axis", "id"}, {"axis_h", "population"}};
    VectorLayer axes, belts, nodes;
};

/// Mass over hours to all other places that can be served (potential of Hansen 1959, exponent 1).
std::vector<double> potentials(const CorridorNetwork& network) {
    std::vector<double> result(network.nodes.size(), 0.0);
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const std::vector<double> hours = hours_from(network, {i});
        for (std::size_t j = 0; j < hours.size(); ++j)
            if (j != i && network.nodes[j].counts && std::isfinite(hours[j]) && hours[j] > 0.0)
                result[i] += network.nodes[j].mass / hours[j];
    }
    return result;
}

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
    for (std::size_t i = 0; i < lonlat.size(); ++i)
        if (is_placed(network.nodes[i]))
            lonlat[i] = transform_points(lonlat_crs(), crs, {lonlat[i]})[0];
    return lonlat;
}

void draw(const CorridorNetwork& network, const Axis& axis, const std::string& name,
          const std::vector<Point>& places, const std::string& crs, Results& results) {
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

void run_scenario(const CorridorNetwork& network, const std::vector<std::string>& cores, int count,
                  std::vector<double>& base, Results& results) {
    const std::string& name = network.scenario.name;
    std::string crs;
    const std::vector<Point> places = plane_places(network, crs);
    double exposure = 0.0, best_h = std::numeric_limits<double>::quiet_NaN(), best_cost = best_h;
    int found = 0;
    for (std::size_t a = 0; a < cores.size(); ++a)
        for (std::size_t b = a + 1; b < cores.size(); ++b)
            for (const Axis& axis : axes_between(network, cores[a], cores[b], count)) {
                const std::string number = std::to_string(++found);
                results.corridors.add(
                    {name, number, axis.from, axis.to},
                    {axis.km, axis.hours, axis.cost, static_cast<double>(axis.nodes_served),
                     axis.exposure, axis.mass_served, static_cast<double>(axis.gauge_breaks),
                     axis.partner_share, axis.risk_share});
                draw(network, axis, number, places, crs, results);
                exposure += axis.exposure;
                if (!(axis.cost >= best_cost)) best_cost = axis.cost;
                if (!(axis.hours >= best_h)) best_h = axis.hours;
            }
    if (found == 0)
        throw input_error("scenario '{}': the cores are not joined by links that can be used",
                          name);
    std::vector<double> current;
    const double resistance =
        network_resistance(network, network.node(cores[0]), network.node(cores[1]), current);
    // Diversification: 1 less the sum of squares of the links' shares in the current between the
    // first two cores, weighted by length (Simpson 1949).
    double sum = 0.0, squares = 0.0, usd = 0.0;
    for (std::size_t k = 0; k < current.size(); ++k) {
        const double flow = current[k] * network.links[k].km;
        sum += flow;
        squares += flow * flow;
        usd += network.links[k].cost_usd_m;
    }
    std::vector<std::size_t> core_nodes;
    for (const std::string& core : cores) core_nodes.push_back(network.node(core));
    const std::vector<double> core_h = hours_from(network, core_nodes);
    const std::vector<double> potential = potentials(network);
    if (base.empty()) base = potential;
    double gainers = 0.0, losers = 0.0;
    for (std::size_t i = 0; i < potential.size(); ++i) {
        const double change =
            base[i] > 0.0 ? potential[i] / base[i] - 1.0 : std::numeric_limits<double>::quiet_NaN();
        // Chosen: changes under a thousandth are no change.
        gainers += change > 1e-3 ? 1.0 : 0.0;
        losers += change < -1e-3 ? 1.0 : 0.0;
        if (network.nodes[i].counts)
            results.comparison.add({name, network.nodes[i].id}, {potential[i], change, core_h[i]});
    }
    results.scenarios.add(
        {name}, {static_cast<double>(found), static_cast<double>(network.links.size()), usd, best_h,
                 best_cost, resistance, exposure / found,
                 sum > 0.0 ? 1.0 - squares / (sum * sum) : 0.0, gainers, losers});
}

/// The scenarios in order; without files the network as it stands.
std::vector<Scenario> read_scenarios(const std::vector<std::string>& paths) {
    std::vector<Scenario> scenarios;
    std::set<std::string> names;
    for (const std::string& path : paths) {
        try {
            scenarios.push_back(scenario_of(read_toml(path)));
        } catch (const Error& error) {
            throw error.with_context(path);
        }
        if (!names.insert(scenarios.back().name).second)
            throw input_error("{}: a scenario named '{}' was given before", path,
                              scenarios.back().name);
    }
    if (scenarios.empty()) scenarios.emplace_back();
    return scenarios;
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
    make_folder(folder);
    require_writable(folder + "corridors.csv", plan.overwrite);
    Results results;
    std::vector<double> base;
    for (const Scenario& scenario : scenarios)
        run_scenario(corridor_network(nodes, edges,
                                      plan.crossings_path.empty() ? nullptr : &crossings, scenario),
                     plan.cores, plan.axes_count, base, results);
    results.axes.name = "axes";
    results.axes.attributes = results.corridors.table();
    results.belts.name = "belts";
    results.belts.attributes = results.belt_rows.table();
    results.nodes.name = "nodes";
    results.nodes.attributes = results.node_rows.table();
    for (VectorLayer* layer : {&results.axes, &results.belts, &results.nodes})
        layer->crs = lonlat_crs();
    write_vector(folder + "corridors.gpkg", {results.axes, results.belts, results.nodes},
                 plan.overwrite);
    write_table(folder + "scenarios.csv", results.scenarios.table(), plan.overwrite);
    write_table(folder + "comparison.csv", results.comparison.table(), plan.overwrite);
    write_table(folder + "corridors.csv", results.corridors.table(), plan.overwrite);
}

}  // namespace borderlens
