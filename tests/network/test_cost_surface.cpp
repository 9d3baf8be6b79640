#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "network/cost_surface.hpp"
#include "support/drawing.hpp"

using namespace borderlens;

namespace {

Raster<double> ground(const std::vector<std::string>& lines, double cell_m = 1.0) {
    const Raster<float> drawn = test::draw_floats(lines, cell_m);
    return Raster<double>(drawn.grid(), 1,
                          std::vector<double>(drawn.values().begin(), drawn.values().end()));
}

/// Heavy-tailed friction with holes: what a bucket queue could get wrong.
Raster<double> rough(Index rows, Index cols, std::uint64_t seed, double cell_m = 30.0) {
    Random random(seed);
    Raster<double> friction(Grid("", {0.0, 0.0}, cell_m, cell_m, rows, cols));
    for (double& value : friction.values())
        value = random.uniform() < 0.1 ? NAN : std::exp(3.0 * random.normal());
    return friction;
}

/// Least costs by relaxing every move until nothing changes (Bellman-Ford): slow and plain.
std::vector<double> plain_costs(const Raster<double>& friction, const Raster<double>* elevation,
                                const std::vector<SourceCell>& sources,
                                const CostOptions& options) {
    CostField field(friction.rows(), friction.cols(), friction.grid().pixel_width(),
                    friction.grid().pixel_height(), options.neighbours, options.rule);
    for (Index r = 0; r < friction.rows(); ++r)
        for (Index c = 0; c < friction.cols(); ++c)
            field.set_ground(field.at(r, c), friction(r, c), elevation ? (*elevation)(r, c) : 0.0);
    std::vector<double> costs(static_cast<std::size_t>(friction.grid().size()), unreached);
    const auto at = [&](Index r, Index c) {
        return static_cast<std::size_t>(r * friction.cols() + c);
    };
    for (const SourceCell& s : sources)
        if (!field.is_barrier(field.at(s.row, s.col))) costs[at(s.row, s.col)] = 0.0;
    for (bool changed = true; changed;) {
        changed = false;
        for (Index r = 0; r < friction.rows(); ++r)
            for (Index c = 0; c < friction.cols(); ++c)
                for (const Move& move : field.moves()) {
                    if (!friction.grid().window().contains(r + move.rows, c + move.cols)) continue;
                    const double reached = costs[at(r, c)] + field.step(field.at(r, c), move);
                    double& known = costs[at(r + move.rows, c + move.cols)];
                    if (!(reached < known)) continue;
                    known = reached;
                    changed = true;
                }
    }
    return costs;
}

}  // namespace

TEST_CASE("a straight walk over even ground costs distance times friction") {
    // Friction 2, cells of 10 m: five cells to the right are 5 * 10 * 2 = 100, one diagonal step
    // 10 sqrt 2 * 2, a knight's move 10 sqrt 5 * 2.
    const Raster<double> friction = ground({"222222", "222222", "222222"}, 10.0);
    CostOptions options;
    options.neighbours = 16;
    const CostSurface surface(friction, nullptr, {{0, 0, 7}}, options);
    CHECK(surface.cost(0, 5) == 100.0);
    CHECK(surface.cost(1, 1) == Approx(20.0 * std::sqrt(2.0)).epsilon(1e-14));
    CHECK(surface.cost(1, 2) == Approx(20.0 * std::sqrt(5.0)).epsilon(1e-14));
    CHECK(surface.allocation()[17] == 7);
}

TEST_CASE("a step costs the mean of the two frictions, a knight's move that of four cells") {
    const Raster<double> friction = ground({"19", "53", "27"});
    CostOptions options;
    options.neighbours = 4;
    CHECK(CostSurface(friction, nullptr, {{0, 0, 1}}, options).cost(1, 0) == 3.0);
    // From (0,0) to (2,1) past (1,0) and (1,1): (1 + 5 + 3 + 7) / 4 * sqrt 5 = 8.944; by way of
    // (1,1): (1 + 3) / 2 * sqrt 2 + (3 + 7) / 2 = 7.83, which is less.
    options.neighbours = 16;
    CHECK(CostSurface(friction, nullptr, {{0, 0, 1}}, options).cost(2, 1) ==
          Approx(2.0 * std::sqrt(2.0) + 5.0).epsilon(1e-14));
}

TEST_CASE(
    "with the mean of conductances a step is 1 over it, and never dearer than the other mean") {
    const Raster<double> friction = ground({"19", "53", "27"});
    CostOptions options;
    options.neighbours = 4;
    options.rule.kind = StepKind::conductance;
    // Frictions 1 and 5: 1 / ((1 + 1/5) / 2) = 5/3, where the mean of frictions is 3.
    CHECK(CostSurface(friction, nullptr, {{0, 0, 1}}, options).cost(1, 0) ==
          Approx(5.0 / 3.0).epsilon(1e-14));
    // The knight's move from (0,0) to (2,1) past (1,0) and (1,1), as one step: sqrt 5 over
    // (1 + 1/5 + 1/3 + 1/7) / 4 = 5.335; by way of (1,1) it is sqrt 2 / ((1 + 1/3) / 2) +
    // 1 / ((1/3 + 1/7) / 2) = 6.321.
    options.neighbours = 16;
    CHECK(CostSurface(friction, nullptr, {{0, 0, 1}}, options).cost(2, 1) ==
          Approx(4.0 * std::sqrt(5.0) / (1.0 + 1.0 / 5.0 + 1.0 / 3.0 + 1.0 / 7.0)));
    // Free ground beside any other is free, and no data is still a barrier.
    const Raster<double> gap = ground({"1.2", "..0"});
    options.neighbours = 8;
    const CostSurface around(gap, nullptr, {{0, 2, 1}}, options);
    CHECK(around.cost(1, 2) == 0.0);
    CHECK(std::isnan(around.cost(0, 0)));
    const Raster<double> wide = rough(20, 20, 9);
    const CostSurface by_conductance(wide, nullptr, {{4, 4, 1}}, options);
    options.rule.kind = StepKind::friction;
    const CostSurface by_friction(wide, nullptr, {{4, 4, 1}}, options);
    for (Index r = 0; r < 20; ++r)
        for (Index c = 0; c < 20; ++c)
            if (!std::isnan(by_friction.cost(r, c)))
                CHECK(by_conductance.cost(r, c) <= by_friction.cost(r, c) * (1.0 + 1e-12));
}

TEST_CASE("costs equal those of plain relaxation, bit for bit, for every kind of step") {
    for (const std::uint64_t seed : {1, 2, 3})
        for (const int neighbours : {4, 8, 16})
            for (const StepKind kind : {StepKind::friction, StepKind::conductance, StepKind::tobler,
                                        StepKind::langmuir, StepKind::slope}) {
                const Raster<double> friction = rough(23, 31, seed);
                Raster<double> elevation(friction.grid());
                Random random(seed + 10);
                for (double& z : elevation.values()) z = 20.0 * random.normal();
                CostOptions options;
                options.neighbours = neighbours;
                options.rule.kind = kind;
                const std::vector<SourceCell> sources = {{3, 4, 1}, {20, 28, 2}, {11, 15, 3}};
                const CostSurface surface(friction, &elevation, sources, options);
                const std::vector<double> expected =
                    plain_costs(friction, &elevation, sources, options);
                for (Index i = 0; i < friction.grid().size(); ++i) {
                    const double cost = surface.cost(i / 31, i % 31);
                    const double wanted = expected[static_cast<std::size_t>(i)];
                    REQUIRE((std::isnan(cost) ? unreached : cost) == wanted);
                }
            }
}

TEST_CASE("the cost between two cells is the same both ways on friction alone") {
    const Raster<double> friction = rough(20, 20, 5);
    const CostSurface from_a(friction, nullptr, {{2, 3, 1}}, {});
    const CostSurface from_b(friction, nullptr, {{17, 14, 1}}, {});
    CHECK(from_a.cost(17, 14) == Approx(from_b.cost(2, 3)).epsilon(1e-12));
}

TEST_CASE("doubling friction doubles cost, and more friction or fewer moves never make it less") {
    const Raster<double> friction = rough(25, 25, 6);
    Raster<double> doubled = friction, raised = friction;
    for (double& value : doubled.values()) value *= 2.0;
    for (Index i = 0; i < 25; ++i) raised(12, i) += 3.0;
    const std::vector<SourceCell> sources = {{1, 1, 1}};
    CostOptions options;
    const CostSurface base(friction, nullptr, sources, options);
    const CostSurface twice(doubled, nullptr, sources, options);
    const CostSurface more(raised, nullptr, sources, options);
    options.neighbours = 4;
    const CostSurface fewer(friction, nullptr, sources, options);
    for (Index r = 0; r < 25; ++r)
        for (Index c = 0; c < 25; ++c) {
            if (std::isnan(base.cost(r, c))) continue;
            CHECK(twice.cost(r, c) == 2.0 * base.cost(r, c));
            CHECK(more.cost(r, c) >= base.cost(r, c));
            CHECK((std::isnan(fewer.cost(r, c)) || fewer.cost(r, c) >= base.cost(r, c)));
        }
}

TEST_CASE("no data is a barrier, a gap lets through, and --max leaves farther cells out") {
    const Raster<double> wall = ground({"11.11", "11.11", "11.11"});
    const CostSurface closed(wall, nullptr, {{0, 0, 1}}, {});
    CHECK(std::isnan(closed.cost(0, 4)));
    CHECK(std::isnan(closed.cost(0, 2)));
    CHECK(closed.allocation()[4] == 0);
    CHECK(closed.path_to(0, 4).line.empty());
    const Raster<double> gap = ground({"11.11", "11.11", "11111"});
    CHECK(CostSurface(gap, nullptr, {{2, 0, 1}}, {}).cost(2, 4) == 4.0);
    CostOptions options;
    options.max_cost = 2.0;
    const CostSurface near(gap, nullptr, {{2, 0, 1}}, options);
    CHECK(near.cost(2, 2) == 2.0);
    CHECK(std::isnan(near.cost(2, 3)));
}

TEST_CASE("ground that costs nothing is crossed for nothing and still knows its source") {
    const Raster<double> friction = ground({"1000001", "1000001"});
    const CostSurface surface(friction, nullptr, {{0, 0, 5}}, {});
    CHECK(surface.cost(0, 5) == 0.5);
    CHECK(surface.cost(0, 6) == 1.0);
    for (const std::int32_t source : surface.allocation()) CHECK(source == 5);
    const CostPath path = surface.path_to(1, 6);
    CHECK(path.source == 5);
    CHECK(path.line.size() == 7);
    const Raster<double> nothing = ground({"00", "00"});
    CHECK(CostSurface(nothing, nullptr, {{0, 0, 3}}, {}).allocation() ==
          std::vector<std::int32_t>{3, 3, 3, 3});
}

TEST_CASE("allocation names the source whose own surface is the cheapest") {
    const Raster<double> friction = rough(40, 40, 9);
    std::vector<SourceCell> sources;
    Random random(4);
    while (sources.size() < 5) {
        const SourceCell s{random.below(40), random.below(40),
                           static_cast<std::int32_t>(sources.size() + 1)};
        if (!std::isnan(friction(s.row, s.col))) sources.push_back(s);
    }
    const CostSurface all(friction, nullptr, sources, {});
    const std::vector<std::int32_t> allocation = all.allocation();
    for (const SourceCell& source : sources) {
        const CostSurface one(friction, nullptr, {source}, {});
        for (Index i = 0; i < 1600; ++i)
            if (allocation[static_cast<std::size_t>(i)] == source.id)
                CHECK(one.cost(i / 40, i % 40) == all.cost(i / 40, i % 40));
    }
}

TEST_CASE("a path's steps add up to the cost of its end, and it has the length it is drawn with") {
    const Raster<double> friction = rough(40, 40, 12);
    CostOptions options;
    options.neighbours = 16;
    const CostSurface surface(friction, nullptr, {{20, 20, 4}}, options);
    for (Index i = 0; i < 1600; i += 37) {
        const CostPath path = surface.path_to(i / 40, i % 40);
        if (std::isnan(surface.cost(i / 40, i % 40))) continue;
        CHECK(path.cost == surface.cost(i / 40, i % 40));
        CHECK(path.line.front() == friction.grid().center(20, 20));
        CHECK(path.line.back() == friction.grid().center(i / 40, i % 40));
        double length = 0.0;
        for (std::size_t k = 1; k < path.line.size(); ++k)
            length += std::hypot(path.line[k].x - path.line[k - 1].x,
                                 path.line[k].y - path.line[k - 1].y);
        CHECK(path.length_m == Approx(length));
        CHECK(path.source == 4);
    }
}

TEST_CASE("walking: Tobler's speed on the level is 5.04 km/h and uphill is slower than down") {
    // 6 exp(-3.5 * 0.05) = 5.0367 km/h; fastest at a slope of -0.05: 6 km/h.
    CHECK(tobler_speed_mps(0.0) * 3.6 == Approx(5.0367).epsilon(1e-4));
    CHECK(tobler_speed_mps(-0.05) * 3.6 == Approx(6.0));
    const Raster<double> friction = ground({"111"}, 100.0);
    Raster<double> slope(friction.grid());
    slope(0, 1) = 20.0;
    slope(0, 2) = 40.0;
    CostOptions options;
    options.rule.kind = StepKind::tobler;
    const CostSurface up(friction, &slope, {{0, 0, 1}}, options);
    CHECK(up.cost(0, 2) == Approx(200.0 / tobler_speed_mps(0.2)));
    const CostSurface down(friction, &slope, {{0, 2, 1}}, options);
    CHECK(down.cost(0, 0) == Approx(200.0 / tobler_speed_mps(-0.2)));
    options.toward_sources = true;
    CHECK(CostSurface(friction, &slope, {{0, 0, 1}}, options).cost(0, 2) ==
          Approx(down.cost(0, 0)));
}

TEST_CASE("walking: Langmuir's rule on level ground, up, gently and steeply down") {
    StepRule rule;
    rule.kind = StepKind::langmuir;
    // 100 m with friction 1: 72 s + 100; up 10 m: + 60 s; down 10 m: - 19.998 s; down 30 m, slope
    // -0.3 < -0.2125: + 59.994 s.
    CHECK(step_cost(rule, 100.0, 1.0, 0.0) == Approx(172.0));
    CHECK(step_cost(rule, 100.0, 1.0, 10.0) == Approx(232.0));
    CHECK(step_cost(rule, 100.0, 1.0, -10.0) == Approx(152.002));
    CHECK(step_cost(rule, 100.0, 1.0, -30.0) == Approx(231.994));
    rule.langmuir.gentle_descent_s_per_m = 6.0;  // 0.72 - 6 * 0.2125 < 0
    CHECK_THROWS_WITH(require_positive_steps(rule), Catch::Contains("less than nothing"));
}

TEST_CASE(
    "on slopes speeds of the ground go by Tobler, up otherwise than down, roads as if level") {
    // 10 m at friction 5; 1 m up in 10 m, down again: Tobler's exp(-3.5 |s + 0.05|) over that at 0.
    const Raster<double> friction = ground({"555"}, 10.0);
    Raster<double> height(friction.grid(), 1, {100.0, 101.0, 100.0});
    CostOptions options;
    options.rule.kind = StepKind::slope;
    const double step = friction(0, 0) * 10.0, up = step * std::exp(3.5 * (0.15 - 0.05)),
                 down = step * std::exp(3.5 * (0.05 - 0.05));
    CHECK(CostSurface(friction, &height, {{0, 0, 1}}, options).cost(0, 1) == Approx(up));
    CHECK(CostSurface(friction, &height, {{0, 0, 1}}, options).cost(0, 2) == Approx(up + down));
    CHECK(CostSurface(friction, &height, {{0, 1, 1}}, options).cost(0, 0) == Approx(down));
    options.toward_sources = true;
    CHECK(CostSurface(friction, &height, {{0, 1, 1}}, options).cost(0, 0) == Approx(up));
    // A road's height is not known: steps from and to it are level. Walking rules stop there.
    height(0, 1) = NAN;
    CHECK(CostSurface(friction, &height, {{0, 0, 1}}, options).cost(0, 2) == Approx(2.0 * step));
    options.rule.kind = StepKind::tobler;
    CHECK(std::isnan(CostSurface(friction, &height, {{0, 0, 1}}, options).cost(0, 2)));
}

TEST_CASE("a given curve replaces Tobler's: straight between its points, held beyond them") {
    StepRule rule;
    rule.kind = StepKind::tobler;
    rule.curve = slope_curve_of(parse_csv("slope,speed_kmh\n-0.1,36\n0,18\n0.2,7.2\n", "curve"));
    // 10, 5 and 2 m/s; half way up 3.5 m/s.
    CHECK(step_cost(rule, 100.0, 2.0, 0.0) == Approx(40.0));
    CHECK(step_cost(rule, 70.0, 1.0, 7.0) == Approx(20.0));
    CHECK(step_cost(rule, 100.0, 1.0, 90.0) == Approx(50.0));
    CHECK(step_cost(rule, 100.0, 1.0, -90.0) == Approx(10.0));
    // Over ground with a speed of its own: half as fast at 3.5 m/s against 5 is 10/7 as long.
    rule.kind = StepKind::slope;
    CHECK(step_cost(rule, 70.0, 1.0, 7.0) == Approx(100.0));
    const auto curve = [](const char* rows) {
        return slope_curve_of(parse_csv(std::string("slope,speed_kmh\n") + rows, "curve"));
    };
    CHECK_THROWS_WITH(curve("0,5\n"), Catch::Contains("found 1 rows; expected two or more"));
    CHECK_THROWS_WITH(curve("0.1,5\n0.2,4\n"), Catch::Contains("from downhill or level"));
    CHECK_THROWS_WITH(curve("0,5\n0,4\n"), Catch::Contains("row 2: slope is 0"));
    CHECK_THROWS_WITH(curve("0,5\n0.1,0\n"), Catch::Contains("row 2: speed_kmh is 0"));
    CHECK_THROWS_WITH(slope_curve_of(parse_csv("slope,kmh\n0,1\n", "curve")),
                      Catch::Contains("speed_kmh"));
}

TEST_CASE("unusable input to a cost surface is answered with one clear line") {
    const Raster<double> friction = ground({"11", "1."});
    Raster<double> negative = friction;
    negative(1, 0) = -3.0;
    CHECK_THROWS_WITH(CostSurface(negative, nullptr, {{0, 0, 1}}, {}),
                      Catch::Contains("friction is -3 at row 1, column 0"));
    CHECK_THROWS_WITH(CostSurface(friction, nullptr, {{1, 1, 1}}, {}),
                      Catch::Contains("none of the 1 source cells"));
    CHECK_THROWS_WITH(CostSurface(friction, nullptr, {}, {}), Catch::Contains("source"));
    CostOptions options;
    options.neighbours = 6;
    CHECK_THROWS_WITH(CostSurface(friction, nullptr, {{0, 0, 1}}, options),
                      Catch::Contains("expected 4, 8 or 16"));
    options.neighbours = 8;
    options.rule.kind = StepKind::tobler;
    CHECK_THROWS_WITH(CostSurface(friction, nullptr, {{0, 0, 1}}, options),
                      Catch::Contains("--dem"));
    CHECK(CostSurface(friction, nullptr, {{0, 0, 1}, {1, 1, 2}}, {}).lost_sources() == 1);
}
