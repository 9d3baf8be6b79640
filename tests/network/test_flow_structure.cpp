#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "network/flow_structure.hpp"
#include "network/graph_measures.hpp"

using namespace borderlens;

namespace {

FlowTable flows_of(std::size_t places, const std::vector<Flow>& flows) {
    FlowTable table;
    for (std::size_t i = 0; i < places; ++i) table.ids.push_back(std::string(1, char('a' + i)));
    table.flows = flows;
    return table;
}

/// Two triangles of weight 3 joined by one tie of weight 1.
FlowTable two_triangles() {
    return flows_of(6, {{0, 1, 3, 1},
                        {1, 2, 3, 1},
                        {2, 0, 3, 1},
                        {3, 4, 3, 1},
                        {4, 5, 3, 1},
                        {5, 3, 3, 1},
                        {2, 3, 1, 1}});
}

}  // namespace

TEST_CASE("a place is subordinate to where its largest flow goes if that place is larger") {
    // Inflows: a 12, b 5, c 4. b and c send most to a; a sends most to b, which is smaller.
    const DominantFlows dominant =
        dominant_flows(flows_of(4, {{0, 1, 5, 1}, {0, 2, 4, 1}, {1, 0, 7, 1}, {2, 0, 5, 1}}));
    CHECK(dominant.subordinate == std::vector<std::pair<std::size_t, std::size_t>>{{1, 0}, {2, 0}});
    CHECK(dominant.largest_outflow == std::vector<std::size_t>{1, 0, 0, 4});
    CHECK(dominant.inflow == std::vector<double>{12, 5, 4, 0});
}

TEST_CASE("both directions of a pair add up to one tie, directed ones stay apart") {
    const FlowTable table = flows_of(3, {{0, 1, 2, 1}, {1, 0, 5, 1}, {1, 2, 0, 1}});
    const WeightedGraph graph = graph_of(table, false);
    REQUIRE(graph.edges.size() == 1);
    CHECK(graph.edges[0].weight == 7.0);
    CHECK(graph_of(table, true).edges.size() == 2);
}

TEST_CASE("disparity is Serrano's alpha, the smaller of both ends, 1 at ends of one tie") {
    // a holds ties of 6, 3 and 1 (strength 10): (1 - 0.6)^2, (1 - 0.3)^2, (1 - 0.1)^2.
    const auto star =
        disparity(graph_of(flows_of(4, {{0, 1, 6, 1}, {0, 2, 3, 1}, {3, 0, 1, 1}}), false));
    CHECK(star[0] == Approx(0.16));
    CHECK(star[1] == Approx(0.49));
    CHECK(star[2] == Approx(0.81));
    CHECK(disparity(graph_of(flows_of(2, {{0, 1, 6, 1}}), false))[0] == 1.0);
    // Twice the flow changes nothing, and neither does giving each tie in both directions.
    const auto doubled = disparity(graph_of(
        flows_of(
            4,
            {{0, 1, 6, 1}, {1, 0, 6, 1}, {0, 2, 3, 1}, {2, 0, 3, 1}, {3, 0, 1, 1}, {0, 3, 1, 1}}),
        false));
    for (std::size_t e = 0; e < 3; ++e) CHECK(doubled[e] == Approx(star[e]));
    // Directed: outflows of a are 6 and 3; the tie from d is d's only one and a's only inflow.
    const auto directed =
        disparity(graph_of(flows_of(4, {{0, 1, 6, 1}, {0, 2, 3, 1}, {3, 0, 1, 1}}), true));
    CHECK(directed[0] == Approx(1.0 / 3.0));
    CHECK(directed[2] == 1.0);
}

TEST_CASE("the maximum spanning tree leaves out the weakest tie of each round") {
    const WeightedGraph graph =
        graph_of(flows_of(4, {{0, 1, 4, 1}, {1, 2, 2, 1}, {0, 2, 3, 1}, {2, 3, 1, 1}}), false);
    CHECK(maximum_spanning_tree(graph) == std::vector<std::size_t>{0, 2, 3});
}

TEST_CASE("centrality counts ways and steps as drawn") {
    // a - b - c in a row, d alone.
    const Centrality centrality =
        centrality_of(graph_of(flows_of(4, {{0, 1, 2, 1}, {1, 2, 4, 1}}), false));
    CHECK(centrality.strength == std::vector<double>{2, 6, 4, 0});
    CHECK(centrality.betweenness == std::vector<double>{0, 1, 0, 0});
    CHECK(centrality.betweenness_steps == std::vector<double>{0, 1, 0, 0});
    // b: 2 reached in 2 steps, times 2 / 3. a: 2 reached in 3 steps, times 2 / 3.
    CHECK(centrality.closeness[1] == Approx(2.0 / 3.0));
    CHECK(centrality.closeness[0] == Approx(4.0 / 9.0));
    CHECK(centrality.closeness[3] == 0.0);
    // Lengths 1/2 and 1/4: a reaches b at 0.5 and c at 0.75.
    CHECK(centrality.closeness_weighted[0] == Approx(2.0 / 1.25 * 2.0 / 3.0));
    double squares = 0.0;
    for (const double value : centrality.eigenvector) squares += value * value;
    CHECK(squares == Approx(1.0));
    CHECK(centrality.eigenvector[1] > centrality.eigenvector[2]);
}

TEST_CASE("two triangles are two communities, by either method, with the same seed the same") {
    const WeightedGraph graph = graph_of(two_triangles(), false);
    for (const CommunityMethod method : {CommunityMethod::leiden, CommunityMethod::louvain}) {
        const Communities found = communities_of(graph, method, 4);
        CHECK(found.labels == std::vector<int>{1, 1, 1, 2, 2, 2});
        // Inside 9 of 19 each, strengths 19 of 38: 2 * (9 / 19 - 0.25).
        CHECK(found.modularity == Approx(2.0 * (9.0 / 19.0 - 0.25)));
        CHECK(communities_of(graph, method, 4).labels == found.labels);
    }
    CHECK(communities_of(graph_of(two_triangles(), true), CommunityMethod::leiden, 1).labels ==
          std::vector<int>{1, 1, 1, 2, 2, 2});
    CHECK(communities_of(WeightedGraph{2, false, {}}, CommunityMethod::leiden, 1).labels ==
          std::vector<int>{1, 2});
}

TEST_CASE("the asymmetric pull of the larger economy is larger in proportion") {
    FlowTable pairs = flows_of(2, {{0, 1, NAN, 10}, {1, 0, NAN, 10}});
    // sqrt(4 * 9 * 1 * 1) = 6; 9 / 10 * 6 / 100 and 1 / 10 * 6 / 100.
    const FlowTable pulls = asymmetric_attraction(pairs, {4, 1}, {9, 1}, 2.0);
    CHECK(pulls.flows[0].amount == Approx(0.054));
    CHECK(pulls.flows[1].amount == Approx(0.006));
    CHECK_THROWS_WITH(asymmetric_attraction(pairs, {4, NAN}, {9, 1}, 2.0),
                      Catch::Contains("'b': its population is missing"));
    pairs.flows[0].distance_km = 0.0;
    CHECK_THROWS_WITH(asymmetric_attraction(pairs, {4, 1}, {9, 1}, 2.0),
                      Catch::Contains("distance_km"));
}
