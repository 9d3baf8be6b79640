#include <catch2/catch.hpp>
#include <cmath>

#include "raster/resample.hpp"

using namespace borderlens;

namespace {

PixelMap map_of(std::vector<double> x, std::vector<double> y, double scale) {
    PixelMap map;
    map.rows = static_cast<Index>(y.size());
    map.cols = static_cast<Index>(x.size());
    map.separable = true;
    map.x = std::move(x);
    map.y = std::move(y);
    map.scale_x = map.scale_y = scale;
    return map;
}

/// The same places as a map that is not separable.
PixelMap spread(const PixelMap& map) {
    PixelMap all = map;
    all.separable = false;
    all.x.clear();
    all.y.clear();
    for (Index row = 0; row < map.rows; ++row)
        for (Index col = 0; col < map.cols; ++col) {
            all.x.push_back(map.x_at(row, col));
            all.y.push_back(map.y_at(row, col));
        }
    return all;
}

Raster<float> ramp(Index rows, Index cols) {
    Raster<float> raster(Grid("", {0, 0}, 1, 1, rows, cols));
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col)
            raster(row, col) = static_cast<float>(10 * row + col);
    return raster;
}

Raster<float> resampled(const Raster<float>& source, const PixelMap& map, Resampling method) {
    Raster<float> target(Grid("", {0, 0}, 1, 1, map.rows, map.cols));
    resample(source.view(), source.grid().window(), map, method, target.view());
    return target;
}

}  // namespace

TEST_CASE("bilinear and cubic resampling keep a plane a plane") {
    const Raster<float> source = ramp(8, 8);
    const PixelMap map = map_of({3.25, 3.75, 4.25}, {3.25, 3.75}, 0.5);
    for (const Resampling method : {Resampling::bilinear, Resampling::cubic}) {
        const Raster<float> target = resampled(source, map, method);
        // value at (x, y) of the plane is 10 (y - 0.5) + (x - 0.5)
        CHECK(target(0, 0) == Approx(10 * 2.75 + 2.75));
        CHECK(target(1, 2) == Approx(10 * 3.25 + 3.75));
        const Raster<float> other = resampled(source, spread(map), method);
        for (std::size_t i = 0; i < 6; ++i)
            CHECK(other.values()[i] == Approx(target.values()[i]).epsilon(1e-6));
    }
}

TEST_CASE("one missing pixel spoils every target pixel it has weight in, and no other") {
    Raster<float> source = ramp(6, 6);
    source(2, 2) = no_data;
    const PixelMap map = map_of({1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4.25}, {2.5}, 0.5);
    const Raster<float> target = resampled(source, map, Resampling::bilinear);
    // the centre of pixel 2 is at 2.5: places less than 1 px from it are touched
    const bool missing[] = {false, true, true, true, true, false, false};
    for (Index col = 0; col < 7; ++col) CHECK(std::isnan(target(0, col)) == missing[col]);
}

TEST_CASE("larger target pixels average all of the source") {
    const Raster<float> source = ramp(9, 9);
    const Raster<float> target = resampled(source, map_of({4.5}, {4.5}, 3.0), Resampling::bilinear);
    CHECK(target(0, 0) == Approx(44.0));
    Raster<float> holed = source;
    holed(3, 6) = no_data;  // two columns right of the centre: within the stretched kernel
    CHECK(std::isnan(resampled(holed, map_of({4.5}, {4.5}, 3.0), Resampling::bilinear)(0, 0)));
}

TEST_CASE("the source's edge is used as far as it goes, outside is no data") {
    const Raster<float> source = ramp(4, 4);
    const Raster<float> target =
        resampled(source, map_of({-0.1, 0.1, 3.9, 4.1}, {2.5}, 1.0), Resampling::bilinear);
    CHECK(std::isnan(target(0, 0)));
    CHECK(target(0, 1) == Approx(20.0));
    CHECK(target(0, 2) == Approx(23.0));
    CHECK(std::isnan(target(0, 3)));
}

TEST_CASE("places on pixel centres are taken over exactly") {
    const PixelMap map = map_of({2.5, 3.5 + 1e-7}, {1.5}, 1.0);
    CHECK(map.aligned());
    CHECK_FALSE(map_of({2.5, 3.6}, {1.5}, 1.0).aligned());
    CHECK(resampled(ramp(5, 5), map, Resampling::cubic)(0, 1) == 13.0f);
}

TEST_CASE("a bad pixel spoils the target pixels whose area it touches") {
    Raster<std::uint8_t> bad(Grid("", {0, 0}, 20, 20, 3, 3));
    bad(1, 1) = 1;
    // target pixels half as large, nested: columns 2 and 3 lie in source column 1
    const PixelMap nested = map_of({0.25, 0.75, 1.25, 1.75, 2.25, 2.75}, {1.25}, 0.5);
    Raster<std::uint8_t> target(Grid("", {0, 0}, 10, 10, 1, 6));
    const Raster<std::uint8_t>& source = bad;
    touch(source.view(), bad.grid().window(), nested, 0.0, target.view());
    CHECK(target.values() == std::vector<std::uint8_t>{0, 0, 1, 1, 0, 0});
    touch(source.view(), bad.grid().window(), nested, 0.5, target.view());
    CHECK(target.values() == std::vector<std::uint8_t>{0, 1, 1, 1, 1, 0});
}
