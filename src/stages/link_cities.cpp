// The network of the selected cities: who pulls whom, the backbone of the pulls, centrality and
// communities.
#include <cmath>
#include <map>
#include <set>

#include "base/log.hpp"
#include "base/row_table.hpp"
#include "io/table_file.hpp"
#include "network/flow_structure.hpp"
#include "network/graph_measures.hpp"
#include "network/travel_time.hpp"
#include "stages/network_facts.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

constexpr double pull_power = 2.0;       // of hours; chosen: as in the gravity law
constexpr double backbone_alpha = 0.05;  // chosen: the usual level of the disparity filter

/// Selected cities whose population and product are known, with the hours between them.
struct Cities {
    FlowTable pairs;
    std::vector<double> population, product;
};

Cities cities_of(const StudyRun& run, const Table& nodes) {
    const NetworkFacts facts = read_network_facts(run.study.network);
    const TransportNetwork network = transport_of(run.study.network, facts);
    const TravelTimes times =
        travel_times(network, {.wait_factor = run.study.network.waits_count ? 1.0 : 0.0});
    std::map<std::string, std::size_t> place_of;
    for (std::size_t i = 0; i < network.places.size(); ++i) place_of[network.places[i].id] = i;
    Cities cities;
    std::vector<std::size_t> places;
    const auto ids = nodes.texts("id");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const double population = nodes.numbers("population")[i],
                     product = nodes.numbers("gdp_usd_bn")[i];
        if (!(nodes.numbers("selected")[i] > 0.0) || !(population > 0.0) || !(product > 0.0))
            continue;
        cities.pairs.ids.push_back(ids[i]);
        cities.population.push_back(population);
        cities.product.push_back(product);
        places.push_back(place_of.at(ids[i]));
    }
    for (std::size_t a = 0; a < places.size(); ++a)
        for (std::size_t b = 0; b < places.size(); ++b)
            if (const double hours = times.at(places[a], places[b]);
                a != b && std::isfinite(hours) && hours > 0.0)
                cities.pairs.flows.push_back({a, b, NAN, hours});
    return cities;
}

void link(const StudyRun& run) {
    const Table nodes = read_table(run.folder.file(table_path("nodes")));
    const Cities cities = cities_of(run, nodes);
    RowTable links({"from", "to"}, {"hours", "pull", "alpha", "backbone", "dominant"});
    RowTable places({"id"}, {"pull_out", "strength", "betweenness", "closeness", "eigenvector",
                             "community", "modularity"});
    if (cities.pairs.ids.size() < 3 || cities.pairs.flows.empty()) {
        log_warning("fewer than three selected cities have population and product: no network");
    } else {
        const FlowTable pulls =
            asymmetric_attraction(cities.pairs, cities.population, cities.product, pull_power);
        const WeightedGraph directed = graph_of(pulls, true);
        const std::vector<double> alphas = disparity(directed);
        std::set<std::pair<std::size_t, std::size_t>> dominant;
        for (const auto& pair : dominant_flows(pulls).subordinate) dominant.insert(pair);
        std::map<std::pair<std::size_t, std::size_t>, double> alpha_of;
        for (std::size_t e = 0; e < directed.edges.size(); ++e)
            alpha_of[{directed.edges[e].a, directed.edges[e].b}] = alphas[e];
        std::vector<double> out(pulls.ids.size(), 0.0);
        for (const Flow& flow : pulls.flows) {
            const double alpha = alpha_of[{flow.from, flow.to}];
            out[flow.from] += flow.amount;
            links.add({pulls.ids[flow.from], pulls.ids[flow.to]},
                      {flow.distance_km, flow.amount, alpha, alpha < backbone_alpha ? 1.0 : 0.0,
                       dominant.count({flow.from, flow.to}) > 0 ? 1.0 : 0.0});
        }
        const WeightedGraph graph = graph_of(pulls, false);
        const Centrality centrality = centrality_of(graph);
        const Communities communities =
            communities_of(graph, CommunityMethod::leiden, run.study.seed);
        for (std::size_t i = 0; i < pulls.ids.size(); ++i)
            places.add({pulls.ids[i]},
                       {out[i], centrality.strength[i], centrality.betweenness[i],
                        centrality.closeness_weighted[i], centrality.eigenvector[i],
                        static_cast<double>(communities.labels[i]), communities.modularity});
    }
    write_table(run.folder.file(table_path("city_links")), links.table(), true);
    write_table(run.folder.file(table_path("city_network")), places.table(), true);
}

}  // namespace

std::vector<Unit> link_cities(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.edges_paths.empty() || network.criteria_path.empty())
        return {};
    const Table nodes = read_table(network.nodes_path);
    for (const char* column : {"population", "gdp_usd_bn"})
        if (!nodes.has(column) || !nodes.column(column).is_number) return {};
    Unit unit{.name = "all", .outputs = {table_path("city_links"), table_path("city_network")}};
    describe_network(network, unit.inputs);
    unit.inputs.add(network.waits_count ? "waits" : "no waits");
    unit.inputs.add(static_cast<double>(run.study.seed));
    depend_on(unit.inputs, run.folder, {table_path("nodes")});
    unit.work = [&run] { link(run); };
    return {unit};
}

}  // namespace borderlens
