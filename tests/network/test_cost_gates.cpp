#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "network/cost_gates.hpp"
#include "network/travel_friction.hpp"

using namespace borderlens;

namespace {

/// Letters: a, b = passable ground of that side, ~ = water, # = the line's cells.
struct Drawn {
    Raster<double> friction;
    Raster<float> side;
    Window window;
};

Drawn drawn(const std::vector<std::string>& rows) {
    const Grid grid("", {0.0, 0.0}, 1.0, 1.0, static_cast<Index>(rows.size()),
                    static_cast<Index>(rows[0].size()));
    Drawn made{Raster<double>(grid, 1, std::numeric_limits<double>::quiet_NaN()),
               Raster<float>(grid, 1, -1.0F), grid.window()};
    for (Index r = 0; r < grid.rows(); ++r) {
        bool beyond = false;  // the line runs top to bottom, side a on its left
        for (Index c = 0; c < grid.cols(); ++c) {
            const char letter = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
            beyond = beyond || letter == '#';
            made.side(r, c) = beyond ? -1.0F : 1.0F;
            if (letter == 'a' || letter == 'b') made.friction(r, c) = 1.0;
        }
    }
    return made;
}

}  // namespace

TEST_CASE("a crossing joins the nearest ground on either side of a river") {
    const Drawn ground = drawn({"aa~~#~bb", "aa~~#~~b", "aaa~#~bb"});
    const CostGate gate = gate_over({4.5, 0.5}, 9.5, ground.window, ground.friction, ground.side);
    // From the line's cell (0, 4): (0, 1) is 3 cells away, (2, 2) sqrt(8); on side b (0, 6) is 2.
    REQUIRE(gate.cells.size() == 2);
    CHECK(gate.cells[0] == GroundCell{2, 2});
    CHECK(gate.cells[1] == GroundCell{0, 6});
    CHECK(gate.wait == 9.5);
}

TEST_CASE("a crossing with no ground on one side opens nothing") {
    const Drawn ground = drawn({"aa~~#~~~", "aa~~#~~~"});
    CHECK(gate_over({4.5, 0.5}, 1.0, ground.window, ground.friction, ground.side).cells.empty());
}

TEST_CASE("every class of the land-use lens has a speed on foot, water and plants stop") {
    CHECK(walking_speed_kmh("grass_steppe") > walking_speed_kmh("cropland"));
    CHECK(walking_speed_kmh("water") == 0.0);
    CHECK(walking_speed_kmh("photovoltaics") == 0.0);
    CHECK(std::isnan(walking_speed_kmh("lawn")));
}
