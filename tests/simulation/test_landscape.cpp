#include <catch2/catch.hpp>
#include <cmath>

#include "simulation/landscape.hpp"
#include "simulation/noise.hpp"
#include "simulation/settlement.hpp"

using namespace borderlens;

namespace {

const Bounds twelve_km{450000.0, 4880000.0, 462000.0, 4892000.0};

/// Settled places (roads left out) by side, counted every 15 m.
std::array<double, 2> settled_count(const SimulatedLandscape& landscape, int year) {
    std::array<double, 2> counts{};
    for (double y = twelve_km.min_y + 7.0; y < twelve_km.max_y; y += 15.0)
        for (double x = twelve_km.min_x + 7.0; x < twelve_km.max_x; x += 15.0) {
            const Material material = landscape.material(x, y, year);
            if (class_of(material) != land::built_up || material == Material::asphalt ||
                material == Material::rail_ballast)
                continue;
            counts[static_cast<std::size_t>(landscape.border().side_of(x, y))] += 1.0;
        }
    return counts;
}

}  // namespace

TEST_CASE("noise is a function of seed and place, centred on zero") {
    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < 20000; ++i) {
        const double value = place_normal(5, i, 17);
        sum += value;
        squares += value * value;
    }
    // Standard errors of the mean and the variance of 20,000 draws: 0.007 and about 0.009.
    CHECK(std::abs(sum / 20000.0) < 0.03);
    CHECK(std::abs(squares / 20000.0 - 1.0) < 0.04);
    CHECK(smooth_noise(3, 10.25, -7.5) == smooth_noise(3, 10.25, -7.5));
    CHECK(smooth_noise(3, 10.25, -7.5) != smooth_noise(4, 10.25, -7.5));
    // At whole numbers the lattice's own value, whatever was asked before.
    const double at_corner = smooth_noise(3, 11.0, -7.0);
    (void)smooth_noise(3, 500.5, 80.25);
    CHECK(smooth_noise(3, 11.0, -7.0) == at_corner);
    CHECK(at_corner == 2.0 * place_uniform(3, 11, -7) - 1.0);
}

TEST_CASE("floor_index agrees with std::floor on both sides of zero") {
    for (const double x : {-2.0, -1.5, -0.25, 0.0, 0.75, 3.0, 1e9 + 0.5})
        CHECK(floor_index(x) == static_cast<Index>(std::floor(x)));
}

TEST_CASE("the border line divides places by their easting") {
    const SimulatedBorder border(twelve_km, 3);
    for (const double y : {4880100.0, 4886000.0, 4891900.0}) {
        const double x = border.easting_at(y);
        CHECK(border.side_of(x + 1.0, y) == Side::a);
        CHECK(border.side_of(x - 1.0, y) == Side::b);
        // Across the line's direction it is nearer than along the parallel.
        CHECK(border.distance_m(x + 100.0, y) <= 100.0);
        CHECK(border.distance_m(x + 100.0, y) > 60.0);
    }
    CHECK(border.points().front().y < twelve_km.min_y);
    CHECK(border.points().back().y > twelve_km.max_y);
}

TEST_CASE("the landscape has every class and differs between seeds") {
    const SimulatedLandscape landscape(twelve_km, {}, 2), same(twelve_km, {}, 2),
        other(twelve_km, {}, 3);
    std::array<int, land::class_count + 1> counts{};
    int different = 0;
    for (double y = twelve_km.min_y + 20.0; y < twelve_km.max_y; y += 40.0)
        for (double x = twelve_km.min_x + 20.0; x < twelve_km.max_x; x += 40.0) {
            const ClassCode code = landscape.land_class(x, y, 2024);
            ++counts[code];
            CHECK(code == same.land_class(x, y, 2024));
            different += code == other.land_class(x, y, 2024) ? 0 : 1;
        }
    for (int code = 1; code <= land::class_count; ++code) {
        INFO(class_name(static_cast<ClassCode>(code)));
        CHECK(counts[static_cast<std::size_t>(code)] > 20);
    }
    CHECK(different > 10000);  // of 90,000
}

TEST_CASE("the growth that was asked for is the growth that is there") {
    for (const auto& [growth_a, growth_b] : {std::pair{0.09, 0.025}, {0.02, 0.06}}) {
        LandscapeRules rules;
        rules.growth_a = growth_a;
        rules.growth_b = growth_b;
        const SimulatedLandscape landscape(twelve_km, rules, 11);
        const auto before = settled_count(landscape, 2013), after = settled_count(landscape, 2024);
        const auto rate = [&](std::size_t side) {
            return std::pow(after[side] / before[side], 1.0 / 11.0) - 1.0;
        };
        // Whole blocks: of about 250 in 2013 a side a few more or less, 3 % of 11 years' growth.
        CHECK(rate(0) == Approx(growth_a).margin(0.006));
        CHECK(rate(1) == Approx(growth_b).margin(0.006));
    }
}

TEST_CASE("a settlement without growth stays as it is") {
    Settlement town;
    town.radius_m = 500.0;
    town.growth = 0.0;
    for (double x = -700.0; x < 700.0; x += 13.0)
        CHECK(settlement_material(town, x, 40.0, 2013) == settlement_material(town, x, 40.0, 2035));
}

TEST_CASE("panels come in their year, on cleared ground of the year before") {
    const SolarPlant plant{{0.0, 0.0}, 300.0, 200.0, 2019, Side::a};
    CHECK_FALSE(plant_material(plant, 10.0, 10.0, 2017));
    CHECK(*plant_material(plant, 10.0, 10.0, 2018) == Material::cleared_ground);
    CHECK(class_of(*plant_material(plant, 10.0, 10.0, 2019)) == land::photovoltaics);
    CHECK_FALSE(plant_material(plant, 310.0, 10.0, 2024));
}

TEST_CASE("nothing settled lies across the border from its centre") {
    LandscapeRules rules;
    rules.growth_a = 0.25;
    const SimulatedLandscape landscape(twelve_km, rules, 2);
    for (const Settlement& town : landscape.layout().settlements)
        CHECK(landscape.border().side_of(town.center.x, town.center.y) == town.side);
    // With a quarter a year side a's towns reach the river by 2040; side b's count must not feel
    // it.
    LandscapeRules calm = rules;
    calm.growth_a = 0.0;
    CHECK(settled_count(landscape, 2040)[1] ==
          settled_count(SimulatedLandscape(twelve_km, calm, 2), 2040)[1]);
}

TEST_CASE("a row of cells is made of the materials of its places") {
    const SimulatedLandscape landscape(twelve_km, {}, 4);
    std::vector<double> xs;
    for (double x = twelve_km.min_x - 100.0; x < twelve_km.max_x + 100.0; x += 5.0) xs.push_back(x);
    for (double y = twelve_km.min_y + 12.5; y < twelve_km.max_y; y += 410.0) {
        const std::vector<SimulatedCell> row = landscape.row(xs, y, 2020);
        REQUIRE(row.size() == xs.size());
        for (std::size_t k = 0; k < xs.size(); ++k)
            REQUIRE(row[k].material == landscape.material(xs[k], y, 2020));
    }
}
