#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "border/border_field.hpp"
#include "border/geodesic_sides.hpp"
#include "border/line_pieces.hpp"
#include "border/zones.hpp"

using namespace borderlens;

TEST_CASE("left of the line's direction is side a, at the true distance") {
    const BorderLine line({{{0, 0}, {0, 100}}});  // runs north: left is west
    CHECK(line.locate({-30, 50}).signed_distance_m == Approx(30));
    CHECK(line.locate({40, 50}).signed_distance_m == Approx(-40));
    CHECK(line.locate({40, 50}).along_m == Approx(50));
    CHECK(line.with_side_a({40, 50}).locate({40, 50}).signed_distance_m == Approx(40));
}

TEST_CASE("at a bend both neighbours decide the side") {
    // A spike: east, then back west just above. The place beside its tip has the tip nearest.
    const BorderLine line({{{0, 0}, {100, 0}, {0, 10}}});
    CHECK(line.locate({110, 0}).signed_distance_m ==
          Approx(-10));  // right of both, seen from the tip
    CHECK_FALSE(line.locate({110, 0}).beyond_end);
}

TEST_CASE("places nearest to an end of the line are outside the zone") {
    const BorderLine line({{{0, 0}, {0, 100}}});
    CHECK(line.locate({5, 120}).beyond_end);
    CHECK_FALSE(line.locate({5, 100}).beyond_end);
    const BorderField field = border_field(line, Grid("", {-50, 150}, 10, 10, 20, 10), 40);
    CHECK(std::isnan(field.signed_distance_m(0, 5)));       // y = 145, beyond the end
    CHECK(field.signed_distance_m(8, 6) == Approx(-15.0));  // x = 15, y = 65
    CHECK(std::isnan(field.signed_distance_m(8, 0)));       // x = -45: farther than 40
}

TEST_CASE("parts that share an end are joined, whatever their direction") {
    const BorderLine line({{{0, 0}, {0, 50}}, {{0, 100}, {0, 50}}});
    REQUIRE(line.chains().size() == 1);
    CHECK(line.length_m() == Approx(100));
    CHECK_FALSE(line.locate({5, 50}).beyond_end);
}

TEST_CASE("a line that cannot part two sides is one clear error each") {
    using Catch::Contains;
    CHECK_THROWS_WITH(BorderLine({{{1, 1}}}), Contains("fewer than two different points"));
    CHECK_THROWS_WITH(BorderLine({{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}),
                      Contains("crosses itself"));
    CHECK_THROWS_WITH(BorderLine({{{0, 0}, {NAN, 1}}}), Contains("outside the range"));
    const BorderLine line({{{0, 0}, {0, 100}}});
    CHECK_THROWS_WITH(line.clipped({5000, 5000, 6000, 6000}, 1000), Contains("no part of it"));
}

TEST_CASE("the field computed in tiles equals the field computed whole") {
    Polyline wave;
    for (int i = 0; i <= 400; ++i)
        wave.push_back({500.0 + 200.0 * std::sin(i * 0.1), static_cast<double>(i * 5)});
    const BorderLine line({wave});
    const Grid whole("", {0, 2000}, 10, 10, 200, 100);
    const BorderField all = border_field(line, whole, 300);
    const Window part{37, 11, 90, 60};
    const BorderField tile = border_field(line, whole.crop(part), 300);
    for (Index row = 0; row < part.rows; ++row)
        for (Index col = 0; col < part.cols; ++col) {
            const float a = all.signed_distance_m(part.row0 + row, part.col0 + col);
            const float b = tile.signed_distance_m(row, col);
            REQUIRE(((std::isnan(a) && std::isnan(b)) || a == b));
        }
}

TEST_CASE("bands and segments number sides and parts as their schemes say") {
    const BorderLine line({{{0, 0}, {0, 4000}}});
    const BorderField field = border_field(line, Grid("", {-3000, 4000}, 1000, 1000, 4, 6), 3000);
    const ZoneMap bands = band_map(field, {0, 1, 3});
    const ZoneScheme scheme = band_scheme({0, 1, 3});
    REQUIRE(scheme.zones.size() == 4);
    CHECK(scheme.zones[3].side == "b");
    CHECK(scheme.zones[3].band == "1-3");
    CHECK(bands(0, 2) == 1);  // 500 m west: side a, band 0-1
    CHECK(bands(0, 3) == 2);
    CHECK(bands(0, 0) == 3);
    CHECK(bands(0, 5) == 4);
    const ZoneMap segments = segment_map(field, 4.0, 2.0);
    CHECK(segments(3, 2) == 1);  // y = 500: km 0-2
    CHECK(segments(0, 3) == 4);  // y = 3500: km 2-4, side b
    CHECK(segment_scheme(4.0, 2.0).zones[2].name == "km 2-4");
    CHECK_THROWS_AS(band_scheme({0, 0}), Error);
}

TEST_CASE("geodesic distances agree with the ellipsoid") {
    // One degree of longitude on the equator is 6378.137 km * pi / 180 = 111.319491 km.
    const auto east = geodesic_sides({{{0, -1}, {0, 1}}}, {-1, 0}, {{1, 0}, {-0.5, 0}});
    CHECK(east[0].signed_distance_km == Approx(-111.319491).epsilon(2e-6));
    CHECK(east[1].signed_distance_km == Approx(55.659745).epsilon(2e-6));
    // From 44 N to 45 N along the meridian: 111.1223 km (Vincenty on WGS 84: 111,122.3 m).
    const auto north = geodesic_sides({{{79.9, 44}, {80.1, 44}}}, {80, 45}, {{80, 45}});
    CHECK(north[0].signed_distance_km == Approx(111.1223).epsilon(1e-5));
}

TEST_CASE("swapped or projected coordinates are refused") {
    CHECK_THROWS_WITH(geodesic_sides({{{0, 0}, {0, 1}}}, {1, 0.5}, {{500000, 4900000}}),
                      Catch::Contains("swapped or projected"));
}

TEST_CASE("pieces of the line are cut at their places along it") {
    const BorderLine line({{{0, 0}, {100, 0}, {100, 100}}});
    CHECK(point_at(line, 50) == Point{50, 0});
    CHECK(point_at(line, 130) == Point{100, 30});
    CHECK(point_at(line, 1000) == Point{100, 100});
    const std::vector<Polyline> bend = piece_of(line, 90, 120);
    REQUIRE(bend.size() == 1);
    CHECK(bend[0] == Polyline{{90, 0}, {100, 0}, {100, 20}});
    CHECK(piece_of(line, 200, 300).empty());
}

TEST_CASE("a line in two parts gives a piece of each") {
    const BorderLine line({{{0, 0}, {100, 0}}, {{0, 500}, {100, 500}}});
    CHECK(piece_of(line, 50, 150).size() == 2);
}
