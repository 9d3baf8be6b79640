#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "features/temporal.hpp"

using namespace borderlens;

namespace {

constexpr double turn = 2.0 * std::numbers::pi / 365.25;

}  // namespace

TEST_CASE("harmonics of a series made of harmonics come back") {
    std::vector<double> days, values;
    for (int day = 18000; day < 18730; day += 23) {
        days.push_back(day);
        values.push_back(0.4 + 0.2 * std::cos(turn * day) - 0.1 * std::sin(2 * turn * day));
    }
    const auto found = harmonic_coefficients(days, values);
    CHECK(found[0] == Approx(0.4));
    CHECK(found[1] == Approx(0.2));
    CHECK(found[2] == Approx(0.0).margin(1e-9));
    CHECK(found[4] == Approx(-0.1));
    // six values support one harmonic, two none
    CHECK(std::isnan(harmonic_coefficients({1, 60, 120, 180, 240, 300}, {1, 2, 3, 4, 5, 6})[3]));
    CHECK(std::isnan(harmonic_coefficients({1, 60}, {1, 2})[0]));
}

TEST_CASE("two crops a year are two greening cycles") {
    std::vector<double> days, one, two, flat;
    for (int day = 0; day < 365; day += 12) {
        days.push_back(day);
        one.push_back(0.4 - 0.3 * std::cos(turn * day));
        two.push_back(0.4 - 0.3 * std::cos(2 * turn * day));
        flat.push_back(0.2);
    }
    CHECK(greening_cycles(days, one) == 1);
    CHECK(greening_cycles(days, two) == 2);
    CHECK(greening_cycles(days, flat) == 0);
}

TEST_CASE("temporal features are made pixel by pixel, missing looks left out") {
    const Grid grid("", {0, 0}, 1, 1, 1, 2);
    std::vector<Date> dates;
    std::vector<Raster<float>> looks;
    for (int month = 1; month <= 5; ++month) {
        dates.push_back({2020, month, 15});
        looks.emplace_back(grid, 1, std::vector<float>{0.1f * static_cast<float>(month), no_data});
    }
    const FeatureStack features = temporal_features("NDVI", dates, looks);
    REQUIRE(features.names.size() == 12);
    CHECK(features.names[2] == "NDVI_p50");
    CHECK(features.values(2, 0, 0) == Approx(0.3));
    // p90: rank 3.6 -> 0.46, p10: rank 0.4 -> 0.14
    CHECK(features.values(5, 0, 0) == Approx(0.32));
    CHECK(features.values(6, 0, 0) == Approx(0.3));
    for (Index band = 0; band < 12; ++band) CHECK(std::isnan(features.values(band, 0, 1)));
    for (const TemporalFeature& feature : all_temporal_features()) {
        CHECK_FALSE(feature.unit.empty());
        CHECK_FALSE(feature.source.empty());
    }
}
