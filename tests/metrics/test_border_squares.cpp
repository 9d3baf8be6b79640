#include <catch2/catch.hpp>
#include <numeric>

#include "metrics/border_squares.hpp"

using namespace borderlens;

TEST_CASE("squares part the zone by side, distance and place along the line") {
    const SquareScheme scheme{0.5, 1.0, 2.0};
    CHECK(scheme.across() == 2);
    CHECK(scheme.along() == 4);
    CHECK(scheme.count() == 16);
    // Columns of a row: b 0.5-1, b 0-0.5, a 0-0.5, a 0.5-1.
    CHECK(scheme.square_of(-600, 0) == 0);
    CHECK(scheme.square_of(-1, 0) == 1);
    CHECK(scheme.square_of(0, 0) == 2);
    CHECK(scheme.square_of(1000, 0) == 3);
    CHECK(scheme.square_of(1, 700) == 4 + 2);
    CHECK(scheme.square_of(1001, 0) == -1);
    CHECK(scheme.square_of(std::numeric_limits<double>::quiet_NaN(), 0) == -1);
}

TEST_CASE("squares grow where there would be too many of them") {
    // 2 x 10 km x 100 km = 2000 km2 in at most 500 squares: 2 km a side.
    CHECK(square_scheme(10, 100, 0.5, 500).square_km == Approx(2.0));
    CHECK(square_scheme(10, 100, 3.0, 500).square_km == Approx(3.0));
}

TEST_CASE("squares hold the sums of their pixels, whatever the tiles") {
    const Grid grid("", {0, 40}, 10, 10, 4, 4);
    Raster<float> distance(grid), along(grid), value(grid);
    Raster<std::int32_t> classes(grid);
    for (Index row = 0; row < 4; ++row)
        for (Index col = 0; col < 4; ++col) {
            distance(row, col) = 10.0F * static_cast<float>(col) - 15.0F;
            along(row, col) = 10.0F * static_cast<float>(3 - row) + 5.0F;
            classes(row, col) = col == 3 ? -1 : static_cast<std::int32_t>(col % 2);
            value(row, col) = row == 0 ? no_data : static_cast<float>(row);
        }
    const SquareScheme scheme{0.02, 0.02, 0.04};
    SquareSums sums(scheme, 2, 1);
    sums.add({distance, along, classes, {&value}});
    // The upper right square (side a, 20-40 m along) holds columns 2, 3 of rows 0, 1.
    const std::size_t square = static_cast<std::size_t>(scheme.square_of(5, 25));
    CHECK(sums.pixels[square] == 4);
    CHECK(sums.classed_px[square] == 2);    // column 3 has no class
    CHECK(sums.class_px[0][square] == 2);   // column 2
    CHECK(sums.value_sum[0][square] == 2);  // row 1 only: 1 + 1
    CHECK(sums.value_px[0][square] == 2);
    CHECK(sums.distance_km[square] == Approx(4 * 0.010));  // 5, 15, 5, 15 m
    CHECK(sums.x_km[square] / 4 == Approx(0.030));
    CHECK(std::accumulate(sums.pixels.begin(), sums.pixels.end(), 0.0) == 16);
}
