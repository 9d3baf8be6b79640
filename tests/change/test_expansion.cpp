#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "change/expansion.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

TEST_CASE("patches are typed by what surrounded them") {
    // 1 open, 2 built, '.' no data. A hole filled, a wing added, an island.
    const auto before =
        draw({"1111111111", "1222111111", "1212111111", "1222111111", "1111111111", "1111111111"});
    const auto after =
        draw({"1111111111", "1222211111", "1222211111", "1222211111", "1111111111", "1111111122"});
    const Expansion result = find_expansion(before, after, Connectivity::four, 1.0);
    REQUIRE(result.patches.size() == 3);
    CHECK(result.built_before == 8);
    CHECK(result.built_after == 14);
    // The wing: 3 cells in a column; ring 12 cells of which the 3 to the left are old.
    CHECK(result.patches[0].index == Approx(100.0 * 3 / 12));
    CHECK(result.patches[0].type == ExpansionType::edge);
    CHECK(result.patches[1].index == 100.0);
    CHECK(result.patches[1].type == ExpansionType::infill);
    CHECK(result.patches[2].index == 0.0);
    CHECK(result.patches[2].type == ExpansionType::outlying);
    CHECK(result.mean_index == Approx((25.0 + 100.0) / 3));
    CHECK(result.area_weighted_index == Approx((25.0 * 3 + 100.0) / 6));
}

TEST_CASE("a wider ring reaches farther; cells without data are in none") {
    const auto before = draw({"2.1111"});
    const auto after = draw({"2.1211"});
    CHECK(find_expansion(before, after, Connectivity::eight, 1.0).patches[0].index == 0.0);
    // Within 3 cells: 2 at distance 3, '.' left out, 1 at 1, 1 at 1, 1 at 2.
    CHECK(find_expansion(before, after, Connectivity::eight, 3.0).patches[0].index ==
          Approx(100.0 / 4));
}

TEST_CASE("no new patch has no mean index") {
    const auto map = draw({"1122"});
    const Expansion result = find_expansion(map, map, Connectivity::eight, 1.0);
    CHECK(result.patches.empty());
    CHECK(std::isnan(result.mean_index));
}

TEST_CASE("land consumption over population growth is undefined without growth") {
    const LandConsumption rates = land_consumption(100, 150, 1e6, 1.2e6, 10);
    CHECK(rates.land_consumption_rate == Approx(0.05));
    CHECK(rates.population_growth_rate == Approx(std::log(1.2) / 10));
    CHECK(rates.ratio == Approx(0.05 / (std::log(1.2) / 10)));
    CHECK(std::isnan(land_consumption(100, 150, 1e6, 1e6, 10).ratio));
    CHECK(std::isnan(land_consumption(100, 150, 1e6, 1e6, 0).land_consumption_rate));
    CHECK(std::isnan(land_consumption(0, 150, 1e6, 2e6, 5).ratio));
}

TEST_CASE("patches found strip by strip are those found at once") {
    // Growth in random blots over 200 x 37 cells; strips of few rows come from the small grid.
    Raster<ClassCode> before(Grid("", {0, 0}, 1, 1, 200, 37)), after = before;
    Random random(7);
    for (std::size_t i = 0; i < before.values().size(); ++i) {
        const double u = random.uniform();
        before.values()[i] = u < 0.05 ? no_class : u < 0.3 ? cell_built : cell_open;
        after.values()[i] = before.values()[i] == cell_open && random.uniform() < 0.4
                                ? cell_built
                                : before.values()[i];
    }
    const Expansion whole = find_expansion(before, after, Connectivity::eight, 2.5);
    const NewPatches strips =
        find_new_patches(code_source(before), code_source(after), Connectivity::eight, 2.5,
                         {.strip_cells = 37 * 3, .cache_bytes = 1000});
    REQUIRE(strips.patches.size() == whole.patches.size());
    for (std::size_t p = 0; p < whole.patches.size(); ++p) {
        CHECK(strips.patches[p].cells == whole.patches[p].cells);
        CHECK(strips.patches[p].ring_built == whole.patches[p].ring_built);
        CHECK(strips.patches[p].ring_open == whole.patches[p].ring_open);
    }
}
