#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "network/current_flow.hpp"
#include "network/multigrid.hpp"
#include "support/drawing.hpp"

using namespace borderlens;

namespace {

/// Resistances drawn as digits, focal nodes as digits ('.' = none), four neighbours.
FlowProblem problem_of(const std::vector<std::string>& resistances,
                       const std::vector<std::string>& focal, int neighbours = 4) {
    const Raster<float> drawn = test::draw_floats(resistances, 1.0);
    const Raster<double> habitat(drawn.grid(), 1,
                                 std::vector<double>(drawn.values().begin(), drawn.values().end()));
    FlowProblem problem;
    problem.conductance = habitat_conductance(habitat, false);
    problem.options.neighbours = neighbours;
    const Raster<float> ids = test::draw_floats(focal, 1.0);
    for (std::int32_t id = 1; id < 10; ++id)
        for (Index cell = 0; cell < ids.grid().size(); ++cell)
            if (ids.values()[static_cast<std::size_t>(cell)] == static_cast<float>(id))
                problem.focal.push_back({cell, id});
    return problem;
}

FlowProblem rough_problem(Index size, std::uint64_t seed, int neighbours) {
    FlowProblem problem;
    problem.conductance = Raster<double>(Grid("", {0, 0}, 1.0, 1.0, size, size));
    Random random(seed);
    for (double& g : problem.conductance.values()) g = std::exp(1.5 * random.normal());
    problem.options.neighbours = neighbours;
    return problem;
}

}  // namespace

TEST_CASE("cells in a row are resistors in series, their wires the mean of their resistances") {
    // 1 - 3 - 5: wires of 2 and 4 ohm.
    const FlowResult result = pairwise_flow(problem_of({"135"}, {"1.2"}));
    CHECK(result.resistance[1] == Approx(6.0));
    CHECK(result.resistance[2] == result.resistance[1]);
    for (const double current : result.cumulative_current.values()) CHECK(current == Approx(1.0));
    FlowProblem mean_conductance = problem_of({"135"}, {"1.2"});
    mean_conductance.options.average = WireAverage::conductance;
    // (1 + 1/3) / 2 = 2/3 S and (1/3 + 1/5) / 2 = 4/15 S: 1.5 + 3.75 ohm.
    CHECK(pairwise_flow(mean_conductance).resistance[1] == Approx(5.25));
}

TEST_CASE("two ways share the current as their conductances, and a diagonal conducts 1/sqrt 2") {
    // A square of ones: two ways of two ohm side by side, 1 ohm; with the diagonal of sqrt 2 ohm
    // 1 / (1 + 1/sqrt 2).
    const FlowResult four = pairwise_flow(problem_of({"11", "11"}, {"1.", ".2"}));
    CHECK(four.resistance[1] == Approx(1.0));
    CHECK(four.cumulative_current(0, 1) == Approx(0.5));
    const FlowResult eight = pairwise_flow(problem_of({"11", "11"}, {"1.", ".2"}, 8));
    CHECK(eight.resistance[1] == Approx(1.0 / (1.0 + 1.0 / std::numbers::sqrt2)));
}

TEST_CASE("nodes that are not joined have -1, nodes on no data too, and 0 to themselves") {
    const FlowResult result = pairwise_flow(problem_of({"1.1", "1.."}, {"1.3", "24."}));
    CHECK(result.ids == std::vector<std::int32_t>{1, 2, 3, 4});
    CHECK(result.resistance ==
          std::vector<double>{0, 1, -1, -1, 1, 0, -1, -1, -1, -1, 0, -1, -1, -1, -1, 0});
}

TEST_CASE("short-circuit regions are one node, also over no data") {
    FlowProblem problem = problem_of({"11.11"}, {"1...2"});
    problem.regions = {0, 7, 7, 7, 0};
    // 1 ohm to the region and 1 ohm from it.
    CHECK(pairwise_flow(problem).resistance[1] == Approx(2.0));
    problem.regions = {7, 7, 7, 7, 7};
    CHECK(pairwise_flow(problem).resistance[1] == 0.0);
}

TEST_CASE(
    "a focal node of several cells is short-circuited while its pair is solved, and only then") {
    // Ids 1 at both ends, 2 in the middle, 3 beside it: from 1 to 2 two ways of two ohm.
    const FlowProblem problem = problem_of({"11111"}, {"1.231"});
    const FlowResult result = pairwise_flow(problem);
    CHECK(result.resistance[1] == Approx(1.0));
    // From 2 to 3 the cells of 1 are plain cells at dead ends: 1 ohm.
    CHECK(result.resistance[5] == Approx(1.0));
    // In one-to-all all are joined: from 2, 1 ohm to 3 beside 2 ohm to 1 on the left: 2/3.
    const FlowResult all = one_to_all_flow(problem);
    CHECK(all.resistance[1] == Approx(2.0 / 3.0));
}

TEST_CASE("Foster's theorem: conductance times resistance over all wires adds up to n - 1") {
    const FlowProblem base = rough_problem(6, 3, 8);
    FlowProblem problem = base;
    for (Index cell = 0; cell < 36; ++cell)
        problem.focal.push_back({cell, static_cast<std::int32_t>(cell + 1)});
    const FlowResult result = pairwise_flow(problem);
    const Circuit circuit = build_circuit(problem.conductance, {}, problem.options);
    double sum = 0.0;
    for (const Wire& wire : circuit.wires)
        sum += wire.conductance *
               result.resistance[static_cast<std::size_t>(wire.from * 36 + wire.to)];
    CHECK(sum == Approx(35.0).epsilon(1e-10));
    for (std::size_t i = 0; i < 36; ++i)
        for (std::size_t j = 0; j < 36; ++j) {
            CHECK(result.resistance[i * 36 + j] == result.resistance[j * 36 + i]);
            // Effective resistance is a distance.
            CHECK(result.resistance[i * 36 + j] <=
                  result.resistance[i * 36] + result.resistance[j] + 1e-12);
        }
}

TEST_CASE("raising a conductance never raises a resistance, and ten times all is a tenth") {
    FlowProblem problem = rough_problem(8, 5, 8);
    problem.focal = {{3, 1}, {60, 2}};
    const double before = pairwise_flow(problem).resistance[1];
    FlowProblem tenfold = problem;
    for (double& g : tenfold.conductance.values()) g *= 10.0;
    CHECK(pairwise_flow(tenfold).resistance[1] == Approx(before / 10.0).epsilon(1e-12));
    problem.conductance(4, 4) *= 5.0;
    CHECK(pairwise_flow(problem).resistance[1] <= before);
}

TEST_CASE("advanced: sources, grounds of a conductance and direct grounds") {
    // 1 A into the left of a row of three ones; 0.5 S to ground at the right: 1 + 1 + 2 ohm.
    const FlowProblem problem = problem_of({"111"}, {"..."});
    const FlowField field = advanced_flow(problem, {1, 0, 0}, {0, 0, 0.5}, Conflict::keep_all);
    CHECK(field.voltage(0, 0) == Approx(4.0));
    CHECK(field.voltage(0, 2) == Approx(2.0));
    CHECK(field.current(0, 2) == Approx(1.0));
    const FlowField direct =
        advanced_flow(problem, {1, 0, 0}, {0, direct_ground, 0}, Conflict::keep_all);
    CHECK(direct.voltage(0, 0) == Approx(1.0));
    CHECK(direct.voltage(0, 2) == 0.0);
    // A source on a ground of 1 S keeps both: half goes that way (1 S beside 1 ohm + 1 ohm + 0).
    const FlowField both =
        advanced_flow(problem, {3, 0, 0}, {1, 0, direct_ground}, Conflict::keep_all);
    CHECK(both.voltage(0, 0) == Approx(2.0));
    const FlowField without =
        advanced_flow(problem, {3, 0, 0}, {1, 0, direct_ground}, Conflict::remove_ground);
    CHECK(without.voltage(0, 0) == Approx(6.0));
    CHECK_THROWS_WITH(
        advanced_flow(problem, {3, 0, 0}, {1, 0, direct_ground}, Conflict::remove_source),
        Catch::Contains("nothing flows"));
}

TEST_CASE("one to all and all to one: strengths, pairs and what is not joined") {
    FlowProblem problem = problem_of({"111.1"}, {"1.2.3"});
    CHECK(one_to_all_flow(problem).resistance == std::vector<double>{2.0, 2.0, -1.0});
    CHECK(all_to_one_flow(problem).resistance == std::vector<double>{0.0, 0.0, -1.0});
    problem.strengths = {{1, 5.0}};
    CHECK(one_to_all_flow(problem).resistance[0] == Approx(2.0));
    CHECK(one_to_all_flow(problem).cumulative_current(0, 1) == Approx(6.0));
    problem.choice = {false, {1, 2, 3}, {{1, 3}}};
    CHECK(one_to_all_flow(problem).resistance == std::vector<double>{-1.0, -1.0, -1.0});
    CHECK(pairwise_flow(problem).resistance[1] == -1.0);
}

TEST_CASE("multigrid and the factor agree on a rough network") {
    // 70 x 70 cells: 4899 unknowns, two levels.
    const FlowProblem problem = rough_problem(70, 11, 8);
    const Circuit circuit = build_circuit(problem.conductance, {}, problem.options);
    std::vector<std::int32_t> nodes;
    for (std::int32_t i = 0; i < 4900; ++i) nodes.push_back(i);
    std::vector<std::uint8_t> grounded(4900, 0);
    grounded[4899] = 1;
    std::vector<double> injected(4900, 0.0);
    injected[17] = 1.0;
    const std::vector<double> exact =
        CircuitSolver(circuit, nodes, {}, grounded).voltages(injected);
    std::vector<SparseEntry> entries;
    for (const Wire& wire : circuit.wires) {
        entries.push_back({wire.from, wire.from, wire.conductance});
        if (wire.to == 4899) continue;
        entries.push_back({wire.to, wire.to, wire.conductance});
        entries.push_back({wire.from, wire.to, -wire.conductance});
        entries.push_back({wire.to, wire.from, -wire.conductance});
    }
    const Multigrid multigrid(sparse_rows(4899, 4899, entries));
    CHECK(multigrid.levels() > 1);
    injected.pop_back();
    std::vector<double> iterated;
    REQUIRE(multigrid.solve(injected, 1e-12, 200, iterated));
    for (std::size_t i = 0; i < 4899; ++i) CHECK(iterated[i] == Approx(exact[i]).epsilon(1e-8));
}

TEST_CASE("unusable habitats are answered with one clear line") {
    const Grid grid("", {0, 0}, 1.0, 1.0, 1, 2);
    CHECK_THROWS_WITH(habitat_conductance(Raster<double>(grid, 1, {1.0, 0.0}), false),
                      Catch::Contains("resistance is 0 at row 0, column 1"));
    CHECK_THROWS_WITH(habitat_conductance(Raster<double>(grid, 1, {1.0, -9999.0}), true),
                      Catch::Contains("declare its no-data"));
    CHECK_THROWS_WITH(habitat_conductance(Raster<double>(grid, 1, {NAN, 0.0}), true),
                      Catch::Contains("no cell of the habitat conducts"));
    CHECK_THROWS_WITH(pairwise_flow(problem_of({"11"}, {"1."})),
                      Catch::Contains("found 1 focal nodes"));
    FlowProblem problem = problem_of({"11"}, {"12"}, 6);
    CHECK_THROWS_WITH(pairwise_flow(problem), Catch::Contains("expected 4 or 8"));
}
