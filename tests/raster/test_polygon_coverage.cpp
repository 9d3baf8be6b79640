#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "raster/polygon_coverage.hpp"

using namespace borderlens;

namespace {

/// 4 x 4 cells of 1 with the lower left corner at (0, 0).
const Grid grid("", {0.0, 4.0}, 1.0, 1.0, 4, 4);

Polygon box(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}};
}

double total(const std::vector<Polygon>& polygons, const Grid& on) {
    double sum = 0.0;
    for (const CoverageSpan& span : polygon_coverage(polygons, on))
        sum += span.fraction * static_cast<double>(span.cols);
    return sum;
}

}  // namespace

TEST_CASE("a box covers quarters, halves and whole cells") {
    const Raster<float> found = coverage_raster({box(0.5, 0.5, 2.5, 2.5)}, grid);
    CHECK(found(1, 0) == 0.25f);
    CHECK(found(1, 1) == 0.5f);
    CHECK(found(2, 1) == 1.0f);
    CHECK(found(3, 2) == 0.25f);
    CHECK(found(0, 0) == 0.0f);
    CHECK(found(2, 3) == 0.0f);
}

TEST_CASE("rings may run either way, holes too") {
    Polygon ring = box(0.0, 0.0, 4.0, 4.0);
    ring.holes.push_back(box(1.0, 1.0, 2.5, 3.0).outer);
    const double expected = 16.0 - 3.0;
    CHECK(total({ring}, grid) == Approx(expected));
    std::reverse(ring.outer.begin(), ring.outer.end());
    CHECK(total({ring}, grid) == Approx(expected));
    std::reverse(ring.holes[0].begin(), ring.holes[0].end());
    CHECK(total({ring}, grid) == Approx(expected));
    CHECK(coverage_raster({ring}, grid)(1, 1) == 0.0f);
}

TEST_CASE("polygons that reach beyond the grid are cut at its frame") {
    CHECK(total({box(-5.0, -5.0, 9.0, 9.0)}, grid) == 16.0);
    CHECK(total({box(-5.0, 1.0, 0.5, 2.0)}, grid) == 0.5);
    CHECK(total({box(5.0, 1.0, 7.0, 2.0)}, grid) == 0.0);
    CHECK(total({box(-5.0, 1.0, -3.0, 2.0)}, grid) == 0.0);
    // A diamond around the grid's upper left corner: a quarter of it lies inside, 2 x 2 / 2
    const Polygon diamond{{{-2, 4}, {0, 2}, {2, 4}, {0, 6}, {-2, 4}}, {}};
    CHECK(total({diamond}, grid) == Approx(2.0));
}

TEST_CASE("rounding of coordinates makes no slivers beyond grid lines") {
    const Grid fine("", {70.1, 45.3}, 1.0 / 4800, 1.0 / 4800, 2000, 2000);
    const double x = 70.1 + 37.0 / 4800, y = 45.3 - 91.0 / 4800;
    const auto spans = polygon_coverage({box(x, y - 10.0 / 4800, x + 10.0 / 4800, y)}, fine);
    REQUIRE(spans.size() == 10);
    for (const CoverageSpan& span : spans) {
        CHECK(span.col == 37);
        CHECK(span.cols == 10);
        CHECK(span.fraction == 1.0);
    }
}

TEST_CASE("covered area equals the area of random triangles, on any grid") {
    Random random(5);
    for (int i = 0; i < 200; ++i) {
        Point p[3];
        for (Point& one : p) one = {4.0 * random.uniform(), 4.0 * random.uniform()};
        const double area = 0.5 * std::abs((p[1].x - p[0].x) * (p[2].y - p[0].y) -
                                           (p[2].x - p[0].x) * (p[1].y - p[0].y));
        const Polygon triangle{{p[0], p[1], p[2], p[0]}, {}};
        CHECK(total({triangle}, grid) == Approx(area).margin(1e-9));
        const Grid finer("", {0.0, 4.0}, 0.125, 0.0625, 64, 32);
        CHECK(total({triangle}, finer) * 0.125 * 0.0625 == Approx(area).margin(1e-9));
    }
}

TEST_CASE("a coordinate that is no number is refused") {
    CHECK_THROWS_AS(polygon_coverage({{{{0, 0}, {1, NAN}, {1, 1}, {0, 0}}, {}}}, grid), Error);
}
