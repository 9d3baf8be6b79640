// Les Miserables: disparity filter and centralities.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "conformance/shared_case.hpp"
#include "network/flow_structure.hpp"
#include "network/graph_measures.hpp"

using namespace borderlens;
using test::shared_case;

TEST_CASE("backbone and centralities of Les Miserables agree with the reference") {
    const auto files = shared_case("lesmis");
    if (!files) return;
    const Table edges = read_table(files->folder + "/input_edges.csv");
    const Document& expected = files->expected;
    FlowTable table;
    Table nodes, flows;
    std::vector<std::string> ids;
    for (const auto& entry : expected.at("closeness").members()) ids.push_back(entry.first);
    nodes.set("id", ids);
    flows.set("origin", edges.texts("a"));
    flows.set("destination", edges.texts("b"));
    flows.set("flow", edges.numbers("weight"));
    table = flow_table_of(nodes, flows);
    const WeightedGraph graph = graph_of(table, false);
    CHECK(static_cast<Index>(graph.size) == expected.at("n").as_integer());
    CHECK(static_cast<Index>(graph.edges.size()) == expected.at("m").as_integer());
    const std::vector<double> alphas = disparity(graph);
    double tree_weight = 0.0;
    for (const std::size_t e : maximum_spanning_tree(graph)) tree_weight += graph.edges[e].weight;
    CHECK(tree_weight == expected.at("max_spanning_tree_weight").as_number());
    for (std::size_t e = 0; e < alphas.size(); ++e) {
        const std::string pair = table.ids[graph.edges[e].a] + "|" + table.ids[graph.edges[e].b];
        CHECK(std::abs(alphas[e] - expected.at("disparity_alpha").at(pair).as_number()) <= 1e-9);
    }
    for (const auto& [threshold, count] : expected.at("kept_edges_by_alpha").members()) {
        Index kept = 0;
        for (const double alpha : alphas) kept += alpha < std::stod(threshold) ? 1 : 0;
        CHECK(kept == count.as_integer());
    }
    const Centrality centrality = centrality_of(graph);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        INFO(ids[i]);
        CHECK(std::abs(centrality.betweenness[i] -
                       expected.at("betweenness_weighted_1_over_w").at(ids[i]).as_number()) <=
              1e-7);
        CHECK(std::abs(centrality.betweenness_steps[i] -
                       expected.at("betweenness_unweighted").at(ids[i]).as_number()) <= 1e-7);
        CHECK(std::abs(centrality.closeness[i] - expected.at("closeness").at(ids[i]).as_number()) <=
              1e-9);
    }
    // Known from the literature on this network: about six groups, modularity near 0.56.
    CHECK(communities_of(graph, CommunityMethod::leiden, 1).modularity > 0.55);
}
