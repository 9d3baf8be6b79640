#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "network/tiled_cost.hpp"
#include "network/travel_friction.hpp"

using namespace borderlens;

namespace {

/// Rough ground with barriers and, on the right, a plain that costs nothing to cross.
Raster<double> rough(Index rows, Index cols, std::uint64_t seed) {
    Random random(seed);
    Raster<double> friction(Grid("", {0, 0}, 10, 10, rows, cols));
    for (double& value : friction.values()) {
        const double u = random.uniform();
        value = u < 0.2 ? std::nan("") : 0.1 + 5.0 * random.uniform() * random.uniform();
    }
    return friction;
}

Raster<double> cut(const Raster<double>& whole, const Window& window) {
    Raster<double> part(whole.grid().crop(window));
    for (Index row = 0; row < window.rows; ++row)
        for (Index col = 0; col < window.cols; ++col)
            part(row, col) = whole(window.row0 + row, window.col0 + col);
    return part;
}

CostGround ground_of(const Raster<double>& friction, const Raster<double>& elevation) {
    CostGround ground;
    ground.grid = friction.grid();
    ground.friction = [&](const Window& window) { return cut(friction, window); };
    ground.elevation_m = [&](const Window& window) { return cut(elevation, window); };
    return ground;
}

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("cost in tiles is the cost of the whole, number by number") {
    const Raster<double> friction = rough(53, 61, 1);
    Raster<double> elevation(friction.grid());
    Random random(2);
    for (double& value : elevation.values()) value = 30.0 * random.uniform();
    const std::vector<SourceCell> sources = {{3, 4, 7}, {50, 55, 9}, {20, 30, 11}, {21, 30, 12}};
    for (const int neighbours : {4, 8, 16})
        for (const StepKind kind :
             {StepKind::friction, StepKind::conductance, StepKind::tobler, StepKind::slope})
            for (const Index tile_px : {5, 16, 40}) {
                CostOptions options;
                options.neighbours = neighbours;
                options.rule.kind = kind;
                options.max_cost = 400.0;
                const CostSurface whole(friction, &elevation, sources, options);
                TiledCostSurface tiled(ground_of(friction, elevation), sources, options,
                                       {.tile_px = tile_px});
                tiled.allocate();
                CHECK(tiled.lost_sources() == whole.lost_sources());
                const Raster<double> cost = tiled.cost(friction.grid().window());
                const Raster<std::int32_t> ids = tiled.allocation(friction.grid().window());
                CHECK(ids.values() == whole.allocation());
                Index differing = 0;
                for (Index r = 0; r < friction.rows(); ++r)
                    for (Index c = 0; c < friction.cols(); ++c)
                        differing += same(cost(r, c), whole.cost(r, c)) ? 0 : 1;
                CHECK(differing == 0);
                const CostPath a = whole.path_to(40, 10), b = tiled.path_to(40, 10);
                CHECK(a.line == b.line);
                CHECK(a.source == b.source);
                CHECK(same(a.cost, b.cost));
            }
}

TEST_CASE("a barrier opens at its gate only, and passing it takes the wait") {
    // 5 x 9 cells of 10 m, friction 1, a wall in column 4.
    Raster<double> friction(Grid("", {0, 0}, 10, 10, 5, 9), 1, 1.0);
    for (Index row = 0; row < 5; ++row) friction(row, 4) = std::nan("");
    const auto read = [&](const Window& window) { return cut(friction, window); };
    CostOptions options;
    options.neighbours = 4;
    const CostSurface closed(friction, nullptr, {{2, 0, 3}}, options);
    CHECK(std::isnan(closed.cost(2, 8)));
    // The place lies 0.6 cells off the wall; it opens cell (2, 4).
    options.gates = gates_of({{5.6, 2.5}}, {100.0}, friction.grid(), read, 2.0);
    REQUIRE(options.gates.size() == 1);
    const CostSurface open(friction, nullptr, {{2, 0, 3}}, options);
    // Gate cells reach two columns from the wall: from (2, 2), at cost 20, to (2, 5), 30 m on:
    // 20 + 100 + 30; from there three more cells.
    CHECK(open.cost(2, 2) == 20.0);
    CHECK(open.cost(2, 5) == 150.0);
    CHECK(open.cost(2, 8) == 180.0);
    CHECK(open.allocation()[2 * 9 + 8] == 3);
    const CostPath path = open.path_to(2, 8);
    CHECK(path.cost == 180.0);
    CHECK(path.line.size() > 4);
    Raster<double> level(friction.grid());
    TiledCostSurface tiled(ground_of(friction, level), {{2, 0, 3}}, options, {.tile_px = 4});
    tiled.allocate();
    for (Index r = 0; r < 5; ++r)
        for (Index c = 0; c < 9; ++c)
            CHECK(same(tiled.cost(friction.grid().window())(r, c), open.cost(r, c)));
    CHECK(tiled.allocation(friction.grid().window()).values() == open.allocation());
    CHECK(tiled.path_to(2, 8).line == path.line);
    // Twice the wait costs just that much more.
    options.gates[0].wait = 200.0;
    CHECK(CostSurface(friction, nullptr, {{2, 0, 3}}, options).cost(2, 8) == 280.0);
    // A place far from any barrier opens nothing.
    CHECK(gates_of({{0.5, 0.5}}, {0.0}, friction.grid(), read, 1.0)[0].cells.empty());
}

TEST_CASE("speeds become hours per metre, roads lie over the ground and have no height") {
    Raster<std::int32_t> codes(Grid("", {0, 0}, 10, 10, 1, 4));
    codes.values() = {1, 2, 3, no_code};
    Raster<double> friction = friction_of_classes(codes, {{1, 5.0}, {2, 60.0}, {3, 0.0}});
    CHECK(friction(0, 0) == Approx(1.0 / 5000.0));
    CHECK(friction(0, 1) == Approx(1.0 / 60000.0));
    CHECK(std::isnan(friction(0, 2)));
    CHECK(std::isnan(friction(0, 3)));
    CHECK_THROWS_WITH(friction_of_classes(codes, {{1, 5.0}}), Catch::Contains("class 2"));
    Raster<double> plain(Grid("", {0, 0}, 10, 10, 3, 3), 1, 2.0);
    BurntCells burnt;
    burnt.add(1, 1, 0.5);
    burnt.add(1, 1, 0.25);
    burnt.add(7, 7, 0.25);
    burnt.burn({0, 0, 3, 3}, plain);
    CHECK(plain(1, 1) == 0.25);
    // Of a window only what lies in it, and only where something was burnt.
    Raster<double> heights(Grid("", {0, 0}, 10, 10, 2, 2), 1, 700.0);
    burnt.blank({1, 1, 2, 2}, heights);
    CHECK(std::isnan(heights(0, 0)));
    CHECK(heights(1, 1) == 700.0);
}
