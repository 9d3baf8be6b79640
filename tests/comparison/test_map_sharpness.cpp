#include <catch2/catch.hpp>

#include "comparison/map_sharpness.hpp"

using namespace borderlens;

TEST_CASE("sharpness turns mapped shares back into true ones") {
    // True share 0.35, found at 0.90, false at 0.05: mapped 0.315 + 0.0325 = 0.3475. Samples of
    // 1000 a map class hold 0.315 / 0.3475 = 906.5 and 0.035 / 0.6525 = 53.64 of the class.
    const MapConfusion samples{{"class", "rest"}, {{906.475, 93.525}, {53.640, 946.360}}};
    const SharpnessEstimate map = map_sharpness(samples, {0.3475, 0.6525}, 0, 1);
    CHECK(map.best.sharpness == Approx(0.85).epsilon(1e-4));
    CHECK(map.best.false_share == Approx(0.05).epsilon(1e-3));
    CHECK(map.best.true_share(0.3475) == Approx(0.35).epsilon(1e-4));
    CHECK_FALSE(map.is_blunt);
    CHECK(map.draws.size() > 100);
    // The deviation of the sharpness over draws is about 0.01 at such samples.
    CHECK(sharpened_variance(0.1, map) < 0.1 * 0.1 * 0.02 * 0.02);
    CHECK(sharpened_variance(0.1, map) > 0.0);
    CHECK(sharpened_variance(0.0, map) == 0.0);
}

TEST_CASE("a map that guesses is blunt") {
    const MapConfusion samples{{"class", "rest"}, {{20, 80}, {20, 80}}};
    CHECK(map_sharpness(samples, {0.5, 0.5}, 0, 1).is_blunt);
}

TEST_CASE("no contrast on the map stays none, with little left open") {
    const MapConfusion samples{{"class", "rest"}, {{90, 10}, {5, 95}}};
    const SharpnessEstimate map = map_sharpness(samples, {0.3, 0.7}, 0, 1);
    const Contrast slope{0.0, 1e-6, 20.0, {-0.5, 0.0, 0.5, 0.0}};
    // Both periods of side a are mapped alike: every draw gives zero.
    const Contrast open = with_sharpness(slope, {0.3, 0.2, 0.3, 0.4}, map, map);
    CHECK(open.variance == Approx(1e-6));
    CHECK(with_sharpness(slope, {0.3, 0.2, 0.4, 0.4}, map, map).variance > 1.01e-6);
}

TEST_CASE("sides with samples enough have their own, the others share theirs") {
    const MapConfusion a{{"x", "y"}, {{30, 10}, {1, 5}}}, b{{"x", "y"}, {{20, 20}, {3, 40}}};
    const SideConfusions sides = side_confusions(a, b);
    CHECK(sides.common == std::vector<char>{0, 1});
    CHECK(sides.a.counts[0] == std::vector<double>{30, 10});
    CHECK(sides.b.counts[1] == std::vector<double>{4, 45});
    CHECK(sides.together.counts[0] == std::vector<double>{50, 30});
    // Row x is independent, row y common: covariance 0.5 x 0.5 x s (1 - s) / 48 with s = 4 / 49.
    const MapErrorVariance error = map_error_of({0.5, 0.5}, {0.5, 0.5}, sides, 0);
    CHECK(error.covariance == Approx(0.25 * (4.0 / 49.0) * (45.0 / 49.0) / 48.0));
}
