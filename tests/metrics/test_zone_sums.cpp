#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "metrics/landscape.hpp"
#include "metrics/zone_sums.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

namespace {

void check_same(const ZoneSums& a, const ZoneSums& b) {
    REQUIRE(a.zones.size() == b.zones.size());
    for (const auto& [id, sum] : a.zones) {
        const ZoneSum& other = b.zones.at(id);
        CHECK(sum.cells == other.cells);
        CHECK(sum.sides == other.sides);
        CHECK(sum.boundary_sides == other.boundary_sides);
        for (const auto& [name, values] : sum.values) {
            CHECK(values.cells == other.values.at(name).cells);
            CHECK(values.mean == Approx(other.values.at(name).mean).epsilon(1e-12));
            CHECK(values.squares == Approx(other.values.at(name).squares).epsilon(1e-10));
        }
    }
}

struct Maps {
    Raster<ClassCode> classes, zones;
    Raster<double> values;
};

Maps random_maps(Index rows, Index cols) {
    const Grid grid("", {0, 0}, 10, 10, rows, cols);
    Maps maps{Raster<ClassCode>(grid), Raster<ClassCode>(grid), Raster<double>(grid)};
    Random random(4);
    for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < cols; ++c) {
            maps.classes(r, c) = static_cast<ClassCode>(random.below(4));
            maps.zones(r, c) = static_cast<ClassCode>((r / 7 + c / 9) % 4);
            maps.values(r, c) = random.uniform() < 0.1 ? NAN : random.normal();
        }
    return maps;
}

ValueLayer layer_of(const Raster<double>& values) {
    return {"ndvi", [&values](const Window& window) {
                Raster<double> part(values.grid().crop(window));
                for (Index r = 0; r < window.rows; ++r)
                    for (Index c = 0; c < window.cols; ++c)
                        part(r, c) = values(window.row0 + r, window.col0 + c);
                return part;
            }};
}

}  // namespace

TEST_CASE("cells, edges and boundary of drawn zones") {
    const Raster<ClassCode> classes = draw({"AAB", "AB."});
    const Raster<ClassCode> zones = draw({"112", "111"});
    const ZoneSums found =
        sum_zones(code_source(classes), code_source(zones), {}, classes.grid().window());
    const ZoneSum& one = found.zones.at(1);
    CHECK(one.cells == std::map<std::int32_t, Index>{{1, 3}, {2, 1}});
    CHECK(one.sides == SideCounts{{{1, 1}, 2}, {{1, 2}, 2}});
    // Map's edge: 2 above, 2 left, 2 below; 1 to zone 2, 1 to the cell without class
    CHECK(one.boundary_sides == 8);
    CHECK(one.edge_sides() == 2);
    CHECK(one.share(2) == 0.25);
    CHECK(one.share(9) == 0.0);
    CHECK(found.zones.at(2).boundary_sides == 4);
    const auto rows = found.measures(1, 10.0, {{1, "grass"}});
    CHECK(rows[0].metric == "ta");
    CHECK(rows[0].value == Approx(0.04));
    CHECK(rows[2].value == Approx(500.0));  // 20 m / 0.04 ha
    CHECK(rows[3].metric == "ca grass");
}

TEST_CASE("halo pixels are never counted twice: tiled equals untiled") {
    const Maps maps = random_maps(61, 83);
    const auto sum = [&](Index block_px) {
        return sum_zones(code_source(maps.classes), code_source(maps.zones),
                         {layer_of(maps.values)}, maps.classes.grid().window(), block_px);
    };
    const ZoneSums whole = sum(1000);
    for (const Index block_px : {1, 7, 32}) check_same(sum(block_px), whole);
}

TEST_CASE("two halves make the whole") {
    const Maps maps = random_maps(40, 50);
    const auto sum = [&](const Window& part) {
        return sum_zones(code_source(maps.classes), code_source(maps.zones),
                         {layer_of(maps.values)}, part, 16);
    };
    const ZoneSums whole = sum({0, 0, 40, 50});
    ZoneSums left = sum({0, 0, 40, 23});
    left += sum({0, 23, 40, 27});
    check_same(left, whole);
    ZoneSums upper = sum({0, 0, 11, 50});
    ZoneSums lower = sum({11, 0, 20, 50});
    lower += sum({31, 0, 9, 50});  // grouped the other way
    upper += lower;
    check_same(upper, whole);
}

TEST_CASE("zone sums and zone landscapes count the same cells, edges and boundaries") {
    const Maps maps = random_maps(45, 37);
    const ZoneSums sums = sum_zones(code_source(maps.classes), code_source(maps.zones), {},
                                    maps.classes.grid().window());
    const auto landscapes = measure_zones(code_source(maps.classes), code_source(maps.zones), {});
    REQUIRE(sums.zones.size() == landscapes.size());
    for (const auto& [id, landscape] : landscapes) {
        const ZoneSum& zone = sums.zones.at(id);
        CHECK(zone.classed_cells() == landscape.cells);
        CHECK(zone.edge_sides() == landscape.edge_sides);
        CHECK(zone.boundary_sides == landscape.boundary_sides);
        for (const ClassSums& one : landscape.classes) CHECK(zone.cells.at(one.code) == one.cells);
    }
}
