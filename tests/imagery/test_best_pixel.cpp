#include <catch2/catch.hpp>
#include <cmath>

#include "imagery/best_pixel.hpp"
#include "imagery/composite.hpp"

using namespace borderlens;

namespace {

/// One band of one value on rows x cols pixels of 30 m.
Raster<float> look_of(float value, Index rows, Index cols) {
    return Raster<float>(Grid("", {0, 0}, 30, 30, rows, cols), 1, value);
}

}  // namespace

TEST_CASE("without clouds the look nearest to the day wins, round the year") {
    BestPixelRule rule;
    rule.target_day = 5;
    const std::vector<Raster<float>> looks = {look_of(1, 1, 1), look_of(2, 1, 1), look_of(3, 1, 1)};
    // days 30, 360 and 200 are 25, 10.25 and 170.25 days from day 5
    const Raster<float> best = best_pixels(looks, {30, 360, 200}, rule, 0);
    CHECK(best(0, 0, 0) == 2.0F);
    CHECK(best(1, 0, 0) == 3.0F);
}

TEST_CASE("beside a cloud a clear look of another day wins") {
    BestPixelRule rule;
    rule.target_day = 200;
    rule.required_distance_m = 300.0;  // 10 pixels
    Raster<float> cloudy = look_of(1, 1, 12);
    cloudy(0, 0, 0) = no_data;
    const Raster<float> other = look_of(2, 1, 12);
    const Raster<float> best = best_pixels({cloudy, other}, {200, 230}, rule, 0);
    // The other look is 30 days off: exp(-0.5) = 0.607, and far from clouds: 1 / (1 + e^-1) =
    // 0.731. The cloudy look of the day: 1 + 1 / (1 + e^(-0.2 (D - 5))), at D = 1: 1 + 0.310
    // = 1.310; at D = 3: 1 + 0.401 = 1.401. Sum of the other: 1.338.
    CHECK(best(0, 0, 0) == 2.0F);
    CHECK(best(0, 0, 1) == 2.0F);
    CHECK(best(0, 0, 3) == 1.0F);
    CHECK(best(1, 0, 0) == 1.0F);
    CHECK(best(1, 0, 1) == 2.0F);
}

TEST_CASE("windows with enough margin give the pixels of the whole") {
    BestPixelRule rule;
    rule.target_day = 190;
    rule.required_distance_m = 90.0;
    const Index reach = best_pixel_reach_px(rule, 30.0);
    REQUIRE(reach == 3);
    std::vector<Raster<float>> looks;
    for (int k = 0; k < 4; ++k) {
        looks.push_back(look_of(static_cast<float>(k), 14, 14));
        for (Index i = 0; i < 196; ++i)
            if ((i * 7 + k * 13) % 11 == 0) looks.back().band_data()[i] = no_data;
    }
    const std::vector<int> days = {150, 185, 200, 260};
    const Raster<float> whole = best_pixels(looks, days, rule, reach);
    std::vector<Raster<float>> parts;
    for (const Raster<float>& look : looks) {
        Raster<float> part(look.grid().crop({1, 2, 9, 10}), 1);
        for (Index row = 0; row < 9; ++row)
            for (Index col = 0; col < 10; ++col) part(0, row, col) = look(0, row + 1, col + 2);
        parts.push_back(part);
    }
    const Raster<float> inner = best_pixels(parts, days, rule, reach);
    for (Index row = 0; row < inner.rows(); ++row)
        for (Index col = 0; col < inner.cols(); ++col)
            CHECK(inner(0, row, col) == whole(0, row + 1, col + 2));
}

TEST_CASE("the day band names the day of the look taken, or the mean of the looks") {
    const std::vector<Raster<float>> looks = {look_of(1, 1, 1), look_of(2, 1, 1), look_of(4, 1, 1)};
    const CompositeRule medoid{CompositeMethod::medoid}, mean{CompositeMethod::mean};
    // distances to the others: 1: 4, 2: 3, 4: 5
    CHECK(day_of_year_band(looks, {100, 150, 260}, medoid, composite(looks, medoid))(0, 0, 0) ==
          150.0F);
    CHECK(day_of_year_band(looks, {100, 150, 260}, mean, composite(looks, mean))(0, 0, 0) ==
          170.0F);
    const std::vector<Raster<float>> none = {look_of(no_data, 1, 1)};
    CHECK(std::isnan(day_of_year_band(none, {100}, mean, composite(none, mean))(0, 0, 0)));
}
