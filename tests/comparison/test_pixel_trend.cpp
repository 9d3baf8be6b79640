#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/pixel_trend.hpp"
#include "comparison/trend.hpp"

using namespace borderlens;

namespace {

/// One row of pixels; values[p] are those of period p.
std::vector<Raster<float>> drawn(const std::vector<std::vector<float>>& values) {
    std::vector<Raster<float>> rasters;
    for (const auto& row : values)
        rasters.emplace_back(Grid("", {0.0, 0.0}, 1.0, 1.0, 1, static_cast<Index>(row.size())), 1,
                             row);
    return rasters;
}

}  // namespace

TEST_CASE("every pixel has the trend of its own series") {
    // Rising by 0.2 in two years each time; falling with a step back; too few values; all equal.
    const auto trends = pixel_trends(drawn({{0.1F, 0.9F, 0.1F, 0.5F},
                                            {0.3F, 0.7F, NAN, 0.5F},
                                            {0.5F, 0.8F, 0.2F, 0.5F},
                                            {0.7F, 0.4F, 0.3F, 0.5F},
                                            {0.9F, 0.2F, NAN, 0.5F}}),
                                     {2012, 2014, 2016, 2018, 2020}, {0, 0, 0, 0, 0});
    CHECK(trends(0, 0, 0) == Approx(0.1));
    CHECK(trends(1, 0, 0) == Approx(1.0));
    // S = 10, var = 5 x 4 x 15 / 18 = 16.667, z = 9 / 4.0825 = 2.2045.
    CHECK(trends(2, 0, 0) == Approx(0.02749).epsilon(1e-3));
    CHECK(trends(1, 0, 1) == Approx(-0.8));  // nine falls, one rise of ten pairs
    CHECK(trends(3, 0, 2) == 3.0F);
    CHECK(std::isnan(trends(0, 0, 2)));
    CHECK(trends(0, 0, 3) == 0.0F);
    CHECK(std::isnan(trends(2, 0, 3)));
}

TEST_CASE("seasons of a pixel are compared with themselves only") {
    // Springs rise by 1 a year, autumns too, far below them: plainly there is hardly a trend.
    const auto values = drawn({{10.0F}, {0.0F}, {11.0F}, {1.0F}, {12.0F}, {2.0F}});
    const std::vector<double> year = {2015.3, 2015.7, 2016.3, 2016.7, 2017.3, 2017.7};
    const auto trends = pixel_trends(values, year, {4, 9, 4, 9, 4, 9});
    CHECK(trends(0, 0, 0) == Approx(1.0));
    CHECK(trends(1, 0, 0) == Approx(1.0));
}

TEST_CASE("counts of pixels add, and the discovery level keeps false ones few") {
    TrendCounts left, right;
    for (int i = 0; i < 10; ++i) left.add(0.1F, 1.0F, 0.001F);
    for (int i = 0; i < 10; ++i) right.add(-0.1F, -0.5F, 0.04F);
    for (int i = 0; i < 80; ++i) right.add(0.0F, 0.1F, 0.6F);
    right.add(NAN, NAN, NAN);
    left += right;
    CHECK(left.pixels == 100.0);
    CHECK(left.share(1, 0.05) == Approx(0.1));
    CHECK(left.share(-1, 0.05) == Approx(0.1));
    // 0.001 <= 0.05 x 10 / 100 holds, 0.04 <= 0.05 x 20 / 100 does not.
    CHECK(left.discovery_level(0.05) == Approx(0.001));
    CHECK(left.share(-1, left.discovery_level(0.05)) == 0.0);
    CHECK(TrendCounts{.pixels = 1.0}.discovery_level(0.05) < 0.0);
}
