#include <catch2/catch.hpp>

#include "base/random.hpp"
#include "raster/polygon_coverage.hpp"
#include "raster/polygons.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

namespace {

double signed_area(const Ring& ring) {
    double sum = 0.0;
    for (std::size_t i = 1; i < ring.size(); ++i)
        sum += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
    return 0.5 * sum;
}

}  // namespace

TEST_CASE("a cell becomes a square, counter-clockwise") {
    const auto found = outlines(label_components(draw({"A"}), Connectivity::eight));
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].polygons.size() == 1);
    CHECK(found[0].polygons[0].outer.size() == 5);
    CHECK(signed_area(found[0].polygons[0].outer) == 100.0);
}

TEST_CASE("holes and the islands in them are told apart") {
    const auto found = outlines(
        label_components(draw({"AAAAA", "A...A", "A.A.A", "A...A", "AAAAA"}), Connectivity::eight));
    REQUIRE(found.size() == 2);
    REQUIRE(found[0].polygons.size() == 1);
    REQUIRE(found[0].polygons[0].holes.size() == 1);
    CHECK(signed_area(found[0].polygons[0].holes[0]) == -900.0);
    CHECK(found[0].polygons[0].outer.size() == 5);  // corners only
    CHECK(found[1].polygons[0].holes.empty());
}

TEST_CASE("cells that meet at a corner become two polygons of one patch") {
    const auto found = outlines(label_components(draw({"A.", ".A"}), Connectivity::eight));
    REQUIRE(found.size() == 1);
    CHECK(found[0].polygons.size() == 2);
}

TEST_CASE("a hole belongs to the part of the patch that surrounds it") {
    const auto found = outlines(
        label_components(draw({"A....", ".AAA.", ".A.A.", ".AAA.", "....A"}), Connectivity::eight));
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].polygons.size() == 3);
    for (const Polygon& polygon : found[0].polygons)
        CHECK(polygon.holes.size() == (signed_area(polygon.outer) == 900.0 ? 1U : 0U));
}

TEST_CASE("outlines cover exactly the cells they were drawn around") {
    Raster<ClassCode> map(Grid("", {500.0, 900.0}, 5.0, 5.0, 40, 50));
    Random random(8);
    for (ClassCode& code : map.values()) code = static_cast<ClassCode>(random.below(3));
    for (const Connectivity way : {Connectivity::four, Connectivity::eight}) {
        const auto labelled = label_components(map, way);
        const auto found = outlines(labelled);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const Raster<float> cover = coverage_raster(found[i].polygons, map.grid());
            for (Index r = 0; r < map.rows(); ++r)
                for (Index c = 0; c < map.cols(); ++c)
                    if (cover(r, c) !=
                        (labelled.labels(r, c) == static_cast<std::int32_t>(i + 1) ? 1.0f : 0.0f))
                        FAIL("patch " << i << " row " << r << " column " << c);
        }
    }
}
