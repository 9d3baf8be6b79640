#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "comparison/border_segments.hpp"
#include "comparison/placebo_border.hpp"

using namespace borderlens;

namespace {

DiscontinuityData border_with(double jump, Index rows, std::uint64_t seed) {
    Random random(seed);
    DiscontinuityData data;
    for (Index i = 0; i < rows; ++i) {
        const double x = 40.0 * random.uniform() - 20.0;
        data.distance.push_back(x);
        data.outcome.push_back(0.02 * x + 0.001 * x * x + (x >= 0.0 ? jump : 0.0) +
                               0.3 * random.normal());
    }
    return data;
}

}  // namespace

TEST_CASE("a true border stands out among moved lines, no border does not") {
    const DiscontinuityData data = border_with(0.6, 4000, 1);
    const std::vector<double> shifts = placebo_shifts(data, 0.0, 1.0, 200);
    CHECK(shifts.size() >= 20);
    const PlaceboBorders real = placebo_borders(data, {}, shifts);
    CHECK(real.p == Approx(1.0 / (1.0 + static_cast<double>(real.placebos.size()))));
    for (const PlaceboEffect& effect : real.placebos) CHECK(std::abs(effect.robust.estimate) < 0.6);
    const PlaceboBorders none = placebo_borders(border_with(0.0, 4000, 2), {}, shifts);
    CHECK(none.p > 0.05);
}

TEST_CASE("lines without enough observations are counted, not fatal") {
    const DiscontinuityData data = border_with(0.5, 600, 3);
    const PlaceboBorders result = placebo_borders(data, {}, {-5.0, 5.0, 19.99, 30.0});
    CHECK(result.failed >= 1);
    CHECK(result.placebos.size() + static_cast<std::size_t>(result.failed) == 4);
    CHECK_THROWS_AS(placebo_borders(data, {}, {0.0}), Error);
}

TEST_CASE("segments show where along the line the effect is") {
    Random random(14);
    DiscontinuityData data;
    std::vector<double> along;
    for (int i = 0; i < 6000; ++i) {
        const double x = 20.0 * random.uniform() - 10.0;
        along.push_back(60.0 * random.uniform());
        data.distance.push_back(x);
        const bool town = along.back() >= 20.0 && along.back() < 40.0;
        data.outcome.push_back((x >= 0.0 && town ? 1.0 : 0.0) + 0.3 * random.normal());
    }
    along.back() = 95.0;  // alone in the last segment
    const auto segments = segment_effects(data, along, 20.0, {});
    REQUIRE(segments.size() == 5);
    CHECK(segments[1].adjusted_p < 0.001);
    CHECK(segments[1].result.robust.ci_low < 1.0);
    CHECK(segments[1].result.robust.ci_high > 1.0);
    CHECK(segments[0].adjusted_p > 0.05);
    CHECK_FALSE(segments[3].estimated);
    CHECK(segments[4].n == 1);
    CHECK(std::isnan(segments[4].adjusted_p));
}

TEST_CASE("a plane on each side is met exactly at a corner of the line") {
    // Side a is the quadrant x, y >= 0: distance to the line runs round the corner, planes do not.
    Random random(5);
    PlaneData data;
    for (int i = 0; i < 3000; ++i) {
        const double x = 10.0 * random.uniform() - 5.0;
        const double y = 10.0 * random.uniform() - 5.0;
        const bool a = x >= 0.0 && y >= 0.0;
        data.x_km.push_back(x);
        data.y_km.push_back(y);
        data.on_right.push_back(a ? 1 : 0);
        data.outcome.push_back(a ? 2.0 + x - 3.0 * y : 0.5 - x + y);
    }
    const auto effects = boundary_point_effects(data, {0.0, 2.0}, {0.0, 0.0}, {1.5, 60, 0.95});
    REQUIRE(effects[0].estimated);
    CHECK(effects[0].conventional.estimate == Approx(1.5));  // 2 - 0.5
    CHECK(effects[1].robust.estimate == Approx(5.5));        // (2 + 2) - (0.5 - 2)
}

TEST_CASE("effects at points of the line cover the truth with their own bandwidth", "[slow]") {
    int covered = 0;
    const int runs = 200;
    for (int run = 0; run < runs; ++run) {
        Random random(derive_seed(11, "points", run));
        PlaneData data;
        for (int i = 0; i < 1500; ++i) {
            const double x = 10.0 * random.uniform() - 5.0;
            const double y = 10.0 * random.uniform() - 5.0;
            const bool a = x >= 0.0 && y >= 0.0;
            data.x_km.push_back(x);
            data.y_km.push_back(y);
            data.on_right.push_back(a ? 1 : 0);
            data.outcome.push_back((a ? 0.5 : 0.0) + std::sin(0.4 * x) + 0.05 * y * y +
                                   0.4 * random.normal());
        }
        const PointEffect effect = boundary_point_effects(data, {0.0}, {0.0})[0];
        covered += effect.estimated && effect.robust.ci_low <= 0.5 && 0.5 <= effect.robust.ci_high;
    }
    CHECK(covered >= 180);
}
