#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "comparison/specialisation.hpp"

using namespace borderlens;

TEST_CASE("location quotients compare a place's mix with that of all places") {
    // Halls 6 of 10 and 1 of 10; of all, 7 of 20: 0.6 / 0.35 and 0.1 / 0.35.
    const ActivityTable quotients = location_quotients({{6, 4}, {1, 9}});
    CHECK(quotients[0][0] == Approx(0.6 / 0.35));
    CHECK(quotients[1][0] == Approx(0.1 / 0.35));
    CHECK(quotients[1][1] == Approx(0.9 / 0.65));
}

TEST_CASE("mixes are alike whatever the places' size, and unlike where nothing is shared") {
    const ActivityTable unlike = mix_dissimilarity({{6, 4, 0}, {60, 40, 0}, {0, 0, 5}});
    CHECK(unlike[0][1] == Approx(0.0).margin(1e-12));
    CHECK(unlike[0][2] == Approx(1.0));
    CHECK(unlike[2][0] == unlike[0][2]);
}

TEST_CASE("a place without any activity has no quotient; amounts below zero are refused") {
    CHECK(std::isnan(location_quotients({{0, 0}, {1, 1}})[0][0]));
    CHECK(std::isnan(mix_dissimilarity({{0, 0}, {1, 1}})[0][1]));
    CHECK(location_quotients({}).empty());
    CHECK_THROWS_AS(location_quotients({{1, -1}}), Error);
    CHECK_THROWS_AS(mix_dissimilarity({{1, 1}, {1}}), Error);
}
