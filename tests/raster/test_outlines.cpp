#include <catch2/catch.hpp>

#include "raster/outlines.hpp"

using namespace borderlens;

namespace {

Raster<std::int32_t> drawn(const std::vector<std::string>& lines) {
    Raster<std::int32_t> raster(Grid("", {100.0, 200.0}, 10.0, 10.0,
                                     static_cast<Index>(lines.size()),
                                     static_cast<Index>(lines[0].size())));
    for (Index r = 0; r < raster.rows(); ++r)
        for (Index c = 0; c < raster.cols(); ++c)
            raster(r, c) = lines[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] == 'A';
    return raster;
}

double area(const Ring& ring) {
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    return sum / 2.0;
}

}  // namespace

TEST_CASE("the outline of a rectangle has its four corners, in the grid's coordinates") {
    const auto raster = drawn({"....", ".AA.", ".AA.", "...."});
    const auto polygons = outline_of(raster, 1, raster.grid().window());
    REQUIRE(polygons.size() == 1);
    CHECK(polygons[0].outer.size() == 5);
    CHECK(polygons[0].outer.front() == Point{110.0, 190.0});
    CHECK(area(polygons[0].outer) == Approx(-400.0));  // clockwise
}

TEST_CASE("a hole belongs to the ring around it, also where a part lies inside the hole") {
    const auto raster = drawn({"AAAAA", "A...A", "A.A.A", "A...A", "AAAAA"});
    const auto polygons = outline_of(raster, 1, raster.grid().window());
    REQUIRE(polygons.size() == 2);
    const std::size_t big = polygons[0].holes.empty() ? 1 : 0;
    REQUIRE(polygons[big].holes.size() == 1);
    CHECK(area(polygons[big].outer) + area(polygons[big].holes[0]) == Approx(-1600.0));
    CHECK(area(polygons[1 - big].outer) == Approx(-100.0));
}

TEST_CASE("parts that touch at a corner are kept apart, the sum of areas is that of the cells") {
    const auto raster = drawn({"A.A", ".A.", "A.A"});
    const auto polygons = outline_of(raster, 1, raster.grid().window());
    CHECK(polygons.size() == 5);
    double sum = 0.0;
    for (const Polygon& polygon : polygons) sum += area(polygon.outer);
    CHECK(sum == Approx(-500.0));
    const auto ring = drawn({".A.", "A.A", ".A."});
    double ring_sum = 0.0;
    for (const Polygon& polygon : outline_of(ring, 1, ring.grid().window())) {
        ring_sum += area(polygon.outer);
        for (const Ring& hole : polygon.holes) ring_sum += area(hole);
    }
    CHECK(ring_sum == Approx(-400.0));
}
