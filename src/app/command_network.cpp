#include <algorithm>
#include <cmath>
#include <optional>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "network/flow_structure.hpp"
#include "network/graph_measures.hpp"
#include "network/gravity.hpp"

namespace borderlens {
namespace {

Document pair_document(const FlowTable& table, std::size_t from, std::size_t to) {
    Document pair = Document::object();
    pair.set("from", table.ids[from]);
    pair.set("to", table.ids[to]);
    return pair;
}

/// Why the flows cannot be fitted; "" = they can.
std::string obstacle_to_fit(const FlowTable& table, GravityConstraint constraint) {
    const auto unknown = [](double value) { return std::isnan(value); };
    if (std::any_of(table.flows.begin(), table.flows.end(),
                    [](const Flow& flow) { return std::isnan(flow.amount); }))
        return "the flows have no column 'flow'";
    if (std::any_of(table.flows.begin(), table.flows.end(),
                    [](const Flow& flow) { return std::isnan(flow.distance_km); }))
        return "distance_km is missing (and the nodes have no lon and lat)";
    const bool needs_origin =
        constraint == GravityConstraint::none || constraint == GravityConstraint::attraction;
    const bool needs_destination =
        constraint == GravityConstraint::none || constraint == GravityConstraint::production;
    if (needs_origin && std::all_of(table.origin_mass.begin(), table.origin_mass.end(), unknown))
        return "the nodes have no origin_mass";
    if (needs_destination &&
        std::all_of(table.destination_mass.begin(), table.destination_mass.end(), unknown))
        return "the nodes have no destination_mass";
    return "";
}

void put_fit(Document& document, const FlowTable& table, const Arguments& arguments) {
    const GravityConstraint constraint = gravity_constraint_of(arguments.text("--constraint"));
    const DistanceDecay decay = distance_decay_of(arguments.text("--decay"));
    const std::string obstacle = obstacle_to_fit(table, constraint);
    Document parameters = Document::list();
    if (!obstacle.empty()) {
        log_warning("no gravity model: {}", obstacle);
        document.set("parameters", std::move(parameters));
        for (const char* key : {"deviance", "aic", "pseudo_r2"}) document.set(key, Document());
        return;
    }
    const GravityFit fit = fit_gravity(table, decay, constraint);
    for (const GravityParameter& parameter : fit.parameters) {
        Document row = Document::object();
        row.set("name", parameter.name);
        row.set("value", parameter.value);
        row.set("se", parameter.se);
        row.set("robust_se", parameter.robust_se);
        parameters.append(std::move(row));
    }
    document.set("parameters", std::move(parameters));
    document.set("deviance", fit.deviance);
    document.set("aic", fit.aic);
    document.set("pseudo_r2", fit.pseudo_r2);
    document.set("log_likelihood", fit.log_likelihood);
    document.set("explained_deviance", fit.explained_deviance);
    document.set("srmse", fit.srmse);
    document.set("decay", arguments.text("--decay"));
    document.set("constraint", arguments.text("--constraint"));
}

void put_structure(Document& document, const FlowTable& table, const WeightedGraph& graph,
                   double threshold) {
    const DominantFlows dominant = dominant_flows(table);
    Document subordinate = Document::list(), largest = Document::object();
    for (const auto& [from, to] : dominant.subordinate)
        subordinate.append(pair_document(table, from, to));
    for (std::size_t i = 0; i < table.ids.size(); ++i)
        largest.set(table.ids[i], dominant.largest_outflow[i] < table.ids.size()
                                      ? Document(table.ids[dominant.largest_outflow[i]])
                                      : Document());
    document.set("dominant", std::move(subordinate));
    document.set("largest_outflow", std::move(largest));
    const std::vector<double> alphas = disparity(graph);
    Document backbone = Document::list(), all = Document::list(), tree = Document::list();
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        Document row = pair_document(table, graph.edges[e].a, graph.edges[e].b);
        row.set("alpha", alphas[e]);
        row.set("weight", graph.edges[e].weight);
        if (alphas[e] < threshold) backbone.append(row);
        all.append(std::move(row));
    }
    for (const std::size_t e : maximum_spanning_tree(graph)) {
        Document row = pair_document(table, graph.edges[e].a, graph.edges[e].b);
        row.set("weight", graph.edges[e].weight);
        tree.append(std::move(row));
    }
    document.set("backbone", std::move(backbone));
    document.set("backbone_alpha", threshold);
    document.set("disparity", std::move(all));
    document.set("spanning_tree", std::move(tree));
}

void put_graph(Document& document, const FlowTable& table, const WeightedGraph& graph,
               CommunityMethod method, std::uint64_t seed) {
    const Centrality centrality = centrality_of(graph);
    const Communities communities = communities_of(graph, method, seed);
    Document by_id = Document::object(), labels = Document::object();
    for (std::size_t i = 0; i < table.ids.size(); ++i) {
        Document row = Document::object();
        row.set("strength", centrality.strength[i]);
        row.set("betweenness", centrality.betweenness[i]);
        row.set("closeness", centrality.closeness[i]);
        row.set("eigenvector", centrality.eigenvector[i]);
        row.set("betweenness_steps", centrality.betweenness_steps[i]);
        row.set("closeness_weighted", centrality.closeness_weighted[i]);
        by_id.set(table.ids[i], std::move(row));
        labels.set(table.ids[i], communities.labels[i]);
    }
    document.set("centrality", std::move(by_id));
    document.set("communities", std::move(labels));
    document.set("modularity", communities.modularity);
}

/// Pulls computed from sizes; they stand in for flows where none were observed.
void put_attraction(Document& document, FlowTable& table, const Table& nodes,
                    const Arguments& arguments) {
    const std::vector<std::string> columns = arguments.list("--asymmetric");
    if (columns.size() != 2)
        throw input_error("--asymmetric: found {} names, expected two: population,product",
                          columns.size());
    const FlowTable attraction = asymmetric_attraction(
        table, nodes.numbers(columns[0]), nodes.numbers(columns[1]), arguments.number("--beta"));
    Document list = Document::list();
    std::vector<double> outward(table.ids.size(), 0.0);
    for (const Flow& flow : attraction.flows) {
        Document row = pair_document(table, flow.from, flow.to);
        row.set("value", flow.amount);
        list.append(std::move(row));
        outward[flow.from] += flow.amount;
    }
    Document totals = Document::object();
    for (std::size_t i = 0; i < outward.size(); ++i) totals.set(table.ids[i], outward[i]);
    document.set("attraction", std::move(list));
    document.set("attraction_total", std::move(totals));
    if (std::isnan(table.flows.front().amount)) table = attraction;
}

void run_network(const Arguments& arguments) {
    if (arguments.text("--out") != "-")
        require_writable(arguments.text("--out"), arguments.overwrite());
    const double threshold = arguments.number("--alpha");
    if (!(threshold > 0.0 && threshold <= 1.0))
        throw input_error("--alpha: found {}, expected more than 0, to 1", threshold);
    const CommunityMethod method = community_method_of(arguments.text("--communities"));
    const std::string nodes_path = arguments.text("NODES.csv"),
                      flows_path = arguments.text("FLOWS.csv");
    const Table nodes = read_table(nodes_path);
    Document document = Document::object();
    try {
        FlowTable table = flow_table_of(nodes, read_table(flows_path));
        put_fit(document, table, arguments);
        Document attraction = Document::object();
        if (arguments.has("--asymmetric")) put_attraction(attraction, table, nodes, arguments);
        if (std::isnan(table.flows.front().amount))
            throw input_error(
                "the flows have no column 'flow'; add it, or let it be computed with "
                "--asymmetric population,product");
        const WeightedGraph graph = graph_of(table, arguments.flag("--directed"));
        put_structure(document, table, graph, threshold);
        put_graph(document, table, graph, method,
                  static_cast<std::uint64_t>(arguments.integer("--seed")));
        for (const auto& [name, value] : attraction.members()) document.set(name, value);
    } catch (const Error& error) {
        throw error.with_context(nodes_path + " with " + flows_path);
    }
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

}  // namespace

Command network_command() {
    return {
        .name = "network",
        .summary = "fit flows between cities and find the network's structure",
        .example =
            "borderlens network nodes.csv flows.csv --decay power --constraint production "
            "--out network.json",
        .positionals = {{"NODES.csv", "table: id, origin_mass, destination_mass, lon, lat"},
                        {"FLOWS.csv", "table: origin, destination, flow, distance_km"}},
        .options =
            {
                {.name = "--decay",
                 .help = "how distance lessens flows",
                 .default_value = "power",
                 .choices = {"exponential", "power"}},
                {.name = "--constraint",
                 .help = "which totals the model holds",
                 .default_value = "none",
                 .choices = {"none", "production", "attraction", "doubly"}},
                {.name = "--asymmetric",
                 .help = "population,product: directed pulls from these columns of the nodes, used "
                         "as flows where none are given"},
                {.name = "--beta", .help = "power of distance in the pulls", .default_value = "2"},
                {.name = "--alpha",
                 .help = "backbone: ties with a smaller disparity alpha",
                 .default_value = "0.05"},
                {.name = "--directed",
                 .help = "keep the directions of ties; else both are added up",
                 .is_flag = true},
                {.name = "--communities",
                 .help = "how communities are found",
                 .default_value = "leiden",
                 .choices = {"leiden", "louvain"}},
                {.name = "--seed", .help = "seed of the communities", .default_value = "1"},
                {.name = "--out",
                 .help = "JSON file, or - for standard output",
                 .default_value = "-"},
            },
        .run = run_network};
}

}  // namespace borderlens
