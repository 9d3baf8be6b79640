#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/effect_data.hpp"
#include "comparison/student.hpp"

using namespace borderlens;

namespace {

/// Two squares a side, four along, one pixel in each at its middle.
SquareSums drawn() {
    SquareSums sums({1.0, 2.0, 4.0}, 0, 0);
    for (Index row = 0; row < 4; ++row)
        for (Index col = 0; col < 4; ++col) {
            const std::size_t i = static_cast<std::size_t>(row * 4 + col);
            sums.pixels[i] = 2.0;
            sums.distance_km[i] = 2.0 * (static_cast<double>(col) - 1.5);
            sums.along_km[i] = 2.0 * (static_cast<double>(row) + 0.5);
        }
    return sums;
}

}  // namespace

TEST_CASE("squares become observations at their mean places") {
    const SquareSums sums = drawn();
    std::vector<double> value(16, 1.0), weight(16, 2.0);
    weight[0] = 0.0;
    value[5] = NAN;
    const EffectData data = effect_data(sums, value, weight);
    REQUIRE(data.rows.outcome.size() == 14);
    CHECK(data.rows.distance[0] == Approx(-0.5));  // the first square is left out
    CHECK(data.rows.cluster[0] == 0);
    CHECK(data.rows.cluster.back() == 3);
    CHECK(data.along_km.back() == Approx(3.5));
    CHECK(data.plane.on_right.back() == 1);
    const DiscontinuityData pairs = with_clusters(data, 2.0);
    CHECK(pairs.cluster.front() == 0);
    CHECK(pairs.cluster.back() == 1);
}

TEST_CASE("few clusters widen the interval as Student says") {
    const EffectEstimate effect{1.0, 0.3, 1.0 / 0.3, 0.0, 0.0, 0.0};
    const EffectEstimate wide = few_cluster_inference(effect, 0.16, 5.0);
    CHECK(wide.se == Approx(0.5));                        // sqrt(0.09 + 0.16)
    CHECK(wide.ci_high == Approx(1.0 + 2.570582 * 0.5));  // t of 5 degrees
    CHECK(wide.p == Approx(2.0 * student_cdf(-2.0, 5.0)));
}

TEST_CASE("bins of a picture are means with intervals from clusters") {
    DiscontinuityData rows;
    rows.distance = {-1.0, -0.9, 0.9, 1.0};
    rows.outcome = {1.0, 3.0, 5.0, 5.0};
    rows.weight = {1.0, 1.0, 1.0, 3.0};
    rows.cluster = {0, 1, 0, 1};
    const std::vector<EffectBin> bins = effect_bins(rows, 1);
    REQUIRE(bins.size() == 2);
    CHECK(bins[0].mean == Approx(2.0));
    // Scores -1 and 1: se = sqrt(2 x 2 / 1) / 2 = 1, t of one degree 12.706.
    CHECK(bins[0].high == Approx(2.0 + 12.7062).epsilon(1e-4));
    CHECK(bins[1].distance_km == Approx((0.9 + 3.0) / 4.0));
    CHECK(bins[1].high == Approx(5.0));
}
