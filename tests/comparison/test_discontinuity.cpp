#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "comparison/border_segments.hpp"
#include "comparison/discontinuity.hpp"
#include "comparison/discontinuity_variance.hpp"
#include "comparison/placebo_border.hpp"

using namespace borderlens;

namespace {

DiscontinuityData drawn(Index rows, double jump, std::uint64_t seed) {
    Random random(seed);
    DiscontinuityData data;
    for (Index i = 0; i < rows; ++i) {
        const double x = 2.0 * random.uniform() - 1.0;
        data.distance.push_back(x);
        data.outcome.push_back(1.0 + x + 0.5 * x * x + (x >= 0.0 ? jump : 0.0) +
                               0.3 * random.normal());
    }
    return data;
}

double neighbour_residual_by_hand(const std::vector<double>& x, const std::vector<double>& y,
                                  std::size_t at, std::size_t matches) {
    // All others within the distance of the matches-th nearest one.
    std::vector<double> gaps;
    for (std::size_t j = 0; j < x.size(); ++j)
        if (j != at) gaps.push_back(std::abs(x[j] - x[at]));
    std::sort(gaps.begin(), gaps.end());
    const double reach = gaps[matches - 1] * (1 + 1e-9) + 1e-12;
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t j = 0; j < x.size(); ++j)
        if (j != at && std::abs(x[j] - x[at]) <= reach) {
            sum += y[j];
            ++count;
        }
    return std::sqrt(count / (count + 1)) * (y[at] - sum / count);
}

}  // namespace

TEST_CASE("a jump between two exact lines is found without error") {
    DiscontinuityData data;
    for (int i = -50; i < 50; ++i) {
        const double x = (i + 0.5) / 10.0;
        data.distance.push_back(x);
        data.outcome.push_back(x < 0 ? 2 + 3 * x : 7 - x);
    }
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{2, 2, 3, 3};
    const DiscontinuityResult level = estimate_discontinuity(data, options);
    CHECK(level.conventional.estimate == Approx(5.0));  // 7 - 2
    CHECK(level.robust.estimate == Approx(5.0));
    CHECK(level.level_left == Approx(2.0));
    CHECK(level.n_h_left == 20);  // 0.05, 0.15 .. 1.95
    options.derivative = 1;
    options.order = 2;
    CHECK(estimate_discontinuity(data, options).robust.estimate == Approx(-4.0));  // -1 - 3
}

TEST_CASE("outcomes that differ by rounding alone are not tested") {
    // 0.1 + 0.2 is 0.30000000000000004: a constant as sums in unlike order leave it.
    DiscontinuityData data = drawn(400, 1.0, 15);
    for (std::size_t i = 0; i < data.outcome.size(); ++i)
        data.outcome[i] = data.outcome[i] > 0.5 ? 0.1 + 0.2 : 0.3;
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.5, 0.5, 0.8, 0.8};
    const DiscontinuityResult found = estimate_discontinuity(data, options);
    CHECK(std::abs(found.robust.estimate) < 1e-14);
    CHECK(std::isnan(found.robust.z));
    CHECK(std::isnan(found.robust.p));
    CHECK_THAT(found.notes.back(), Catch::Contains("no test"));
    std::vector<double> along_km;
    for (std::size_t i = 0; i < data.outcome.size(); ++i)
        along_km.push_back(0.02 * static_cast<double>(i));
    for (const SegmentEffect& segment : segment_effects(data, along_km, 4.0, options))
        CHECK_FALSE(segment.estimated);
    CHECK(std::isnan(placebo_borders(data, options, {0.2, -0.2}).p));

    // A jump without any scatter is one.
    for (std::size_t i = 0; i < data.outcome.size(); ++i)
        data.outcome[i] = data.distance[i] >= 0.0 ? 2.0 : 1.0;
    const DiscontinuityResult sure = estimate_discontinuity(data, options);
    CHECK(sure.robust.estimate == Approx(1.0));
    CHECK(sure.robust.p < 1e-6);
}

TEST_CASE("neighbour residuals take ties together on both sides") {
    Random random(3);
    DiscontinuityData data;
    for (int i = 0; i < 60; ++i) {
        data.distance.push_back(static_cast<double>(random.below(25)) * 0.1);
        data.outcome.push_back(random.normal());
    }
    const RegressionSide side = side_of(data, 0.0, true);
    const std::vector<double> residuals =
        neighbour_residuals(side, {0, side.rows()}, side.outcome, 3);
    for (std::size_t i = 0; i < residuals.size(); ++i)
        CHECK(residuals[i] ==
              Approx(neighbour_residual_by_hand(side.distance, side.outcome, i, 3)));
}

TEST_CASE("clusters of one row each give CR1 = HC0 times n / (n - k)") {
    DiscontinuityData data = drawn(400, 1.0, 5);
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.5, 0.5, 0.5, 0.5};
    options.variance = Variance::hc1;
    const DiscontinuityResult plain = estimate_discontinuity(data, options);
    for (Index i = 0; i < 400; ++i) data.cluster.push_back(i);
    const DiscontinuityResult clustered = estimate_discontinuity(data, options);
    // (n - 1) / (n - k) * n / (n - 1) = n / (n - k): the HC1 factor.
    CHECK(clustered.conventional.se == Approx(plain.conventional.se).epsilon(1e-12));
    CHECK(clustered.robust.se == Approx(plain.robust.se).epsilon(1e-12));
    CHECK(clustered.robust.estimate == Approx(plain.robust.estimate).epsilon(1e-12));
}

TEST_CASE("clusters of one row each give CR2 = HC2 and CR3 = HC3") {
    DiscontinuityData data = drawn(300, 1.0, 6);
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.5, 0.6, 0.8, 0.9};
    std::vector<double> plain;
    for (const Variance variance : {Variance::hc2, Variance::hc3}) {
        options.variance = variance;
        plain.push_back(estimate_discontinuity(data, options).robust.se);
    }
    for (Index i = 0; i < 300; ++i) data.cluster.push_back(i);
    options.variance = Variance::hc2;
    CHECK(estimate_discontinuity(data, options).robust.se == Approx(plain[0]).epsilon(1e-9));
    options.variance = Variance::hc3;
    CHECK(estimate_discontinuity(data, options).robust.se == Approx(plain[1]).epsilon(1e-9));
}

TEST_CASE("clusters of one row each give nearest neighbours times CR1's factor") {
    DiscontinuityData data = drawn(400, 1.0, 14);
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.5, 0.5, 0.5, 0.5};
    const DiscontinuityResult plain = estimate_discontinuity(data, options);
    for (Index i = 0; i < 400; ++i) data.cluster.push_back(i);
    options.variance = Variance::nn_cluster;
    const DiscontinuityResult clustered = estimate_discontinuity(data, options);
    // n / (n - 2) on either side, and 100 or more rows there.
    const double ratio = clustered.conventional.se / plain.conventional.se;
    CHECK(ratio > 1.0);
    CHECK(ratio < std::sqrt(50.0 / 48.0));
    // All rows in two clusters: what they share adds up.
    for (Index i = 0; i < 400; ++i) data.cluster[i] = i % 2;
    CHECK(estimate_discontinuity(data, options).conventional.se !=
          Approx(plain.conventional.se).epsilon(0.01));
}

TEST_CASE("order 0 compares weighted means, also where a side has one distinct distance") {
    DiscontinuityData data;
    data.distance = {-1, -1, -2, -2, 0, 0, 1, 1};
    data.outcome = {1, 3, 7, 9, 6, 8, 4, 2};
    DiscontinuityOptions options;
    options.order = 0;
    options.kernel = Kernel::uniform;
    options.bandwidths = Bandwidths{1.0, 0.5, 2.0, 1.0};
    // Left of 0 within 1: the mean of 1 and 3; right within 0.5: of 6 and 8.
    CHECK(estimate_discontinuity(data, options).conventional.estimate == Approx(5.0));
    data.distance = {-1, -3, -2, -2, 0, 0, 1, 1};
    CHECK_THROWS_WITH(estimate_discontinuity(data, options), Catch::Contains("1 observations"));
}

TEST_CASE("units of outcome and distance do not change the finding") {
    const DiscontinuityData data = drawn(500, 0.4, 7);
    DiscontinuityData scaled = data;
    for (double& x : scaled.distance) x = 1000.0 * x + 250.0;
    for (double& y : scaled.outcome) y = 1e-3 * y;
    DiscontinuityOptions options;
    const DiscontinuityResult a = estimate_discontinuity(data, options);
    options.cutoff = 250.0;
    const DiscontinuityResult b = estimate_discontinuity(scaled, options);
    CHECK(b.bandwidths.h_left == Approx(1000.0 * a.bandwidths.h_left).epsilon(1e-8));
    CHECK(b.robust.z == Approx(a.robust.z).epsilon(1e-8));
    CHECK(b.robust.estimate == Approx(1e-3 * a.robust.estimate).epsilon(1e-8));
}

TEST_CASE("a whole weight counts a row that often in the estimate") {
    DiscontinuityData data = drawn(200, 0.4, 8);
    DiscontinuityData doubled = data;
    for (Index i = 0; i < 200; i += 2) {
        doubled.distance.push_back(data.distance[i]);
        doubled.outcome.push_back(data.outcome[i]);
    }
    for (Index i = 0; i < 200; ++i) data.weight.push_back(i % 2 == 0 ? 2.0 : 1.0);
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.5, 0.5, 0.7, 0.7};
    CHECK(estimate_discontinuity(data, options).robust.estimate ==
          Approx(estimate_discontinuity(doubled, options).robust.estimate).epsilon(1e-10));
}

TEST_CASE("covariates equal the regression with one coefficient for both sides") {
    // y = jump + 4 z without noise: taking z out leaves the jump alone.
    Random random(9);
    DiscontinuityData data;
    data.covariates.resize(2);
    for (int i = 0; i < 300; ++i) {
        const double x = 2.0 * random.uniform() - 1.0;
        const double z = 1e6 * random.normal();
        data.distance.push_back(x);
        data.covariates[0].push_back(z);
        data.covariates[1].push_back(2.0 * z);  // collinear: must not matter
        data.outcome.push_back((x >= 0 ? 0.7 : 0.0) + x + 4e-6 * z);
    }
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.5, 0.5, 0.5, 0.5};
    CHECK(estimate_discontinuity(data, options).robust.estimate == Approx(0.7).epsilon(1e-9));
}

TEST_CASE("a covariate that does not vary changes nothing") {
    DiscontinuityData data = drawn(300, 0.4, 20);
    const DiscontinuityResult without = estimate_discontinuity(data, {});
    data.covariates.push_back(std::vector<double>(300, 7.0));
    const DiscontinuityResult with = estimate_discontinuity(data, {});
    CHECK(with.robust.estimate == Approx(without.robust.estimate).epsilon(1e-9));
    CHECK(with.robust.se == Approx(without.robust.se).epsilon(1e-9));
}

TEST_CASE("every bandwidth rule answers, and coverage-error-optimal ones are narrower") {
    const DiscontinuityData data = drawn(800, 0.4, 10);
    const auto width = [&](BandwidthRule rule) {
        DiscontinuityOptions options;
        options.rule = rule;
        return estimate_discontinuity(data, options).bandwidths;
    };
    const Bandwidths rd = width(BandwidthRule::mserd);
    const Bandwidths sum = width(BandwidthRule::msesum);
    const Bandwidths two = width(BandwidthRule::msetwo);
    // 800^(-1 / (4 * 5)): p / ((3 + p)(3 + 2p)) with p = 1.
    CHECK(width(BandwidthRule::cerrd).h_left ==
          Approx(rd.h_left * std::pow(800.0, -1.0 / 20.0)).epsilon(1e-12));
    CHECK(width(BandwidthRule::cerrd).b_left == Approx(rd.b_left));
    CHECK(width(BandwidthRule::msecomb1).h_left == std::min(rd.h_left, sum.h_left));
    std::vector<double> three = {rd.h_right, sum.h_right, two.h_right};
    std::sort(three.begin(), three.end());
    CHECK(width(BandwidthRule::msecomb2).h_right == three[1]);
    CHECK(width(BandwidthRule::certwo).h_right < two.h_right);
    CHECK(width(BandwidthRule::cersum).h_right < sum.h_right);
}

TEST_CASE("repeated distances are seen, said and do not break the pilots") {
    Random random(11);
    DiscontinuityData data;
    for (int i = 0; i < 2000; ++i) {
        const double x = 0.05 * (static_cast<double>(random.below(40)) - 20.0) + 0.025;
        data.distance.push_back(x);
        data.outcome.push_back(x + (x >= 0 ? 1.0 : 0.0) + 0.1 * random.normal());
    }
    const DiscontinuityResult found = estimate_discontinuity(data, {});
    CHECK(found.distinct_left == 20);
    REQUIRE(found.notes.size() == 1);
    CHECK_THAT(found.notes[0], Catch::Contains("20 distinct of"));
    CHECK(found.robust.estimate == Approx(1.0).margin(0.1));
}

TEST_CASE("a donut leaves out what is near, a placebo what is across") {
    DiscontinuityData data = drawn(400, 1.0, 12);
    DiscontinuityOptions options;
    options.bandwidths = Bandwidths{0.4, 0.4, 0.4, 0.4};
    options.donut = 0.1;
    const DiscontinuityResult holed = estimate_discontinuity(data, options);
    Index left = 0;
    for (const double x : data.distance) left += x < 0 && x <= -0.1;
    CHECK(holed.n_left == left);
    const DiscontinuityData right = one_side_of(data, 0.0, true);
    CHECK(*std::min_element(right.distance.begin(), right.distance.end()) >= 0.0);
    options.donut = 0.0;
    options.cutoff = 0.5;
    const DiscontinuityResult placebo = estimate_discontinuity(right, options);
    CHECK(std::abs(placebo.robust.z) < 4.0);
}

TEST_CASE("what cannot be estimated is said with numbers and advice") {
    DiscontinuityData data = drawn(100, 1.0, 13);
    DiscontinuityOptions options;
    options.cutoff = 5.0;
    CHECK_THROWS_WITH(estimate_discontinuity(data, options),
                      Catch::Contains("100 observations left and 0 right"));
    options.cutoff = 0.0;
    options.bandwidths = Bandwidths{1e-6, 1e-6, 1e-6, 1e-6};
    CHECK_THROWS_WITH(estimate_discontinuity(data, options),
                      Catch::Contains("distinct distances") && Catch::Contains("--bandwidth"));
    options.bandwidths = Bandwidths{-1, 1, 1, 1};
    CHECK_THROWS_WITH(estimate_discontinuity(data, options), Catch::Contains("positive"));
    options.bandwidths.reset();
    options.derivative = 2;
    CHECK_THROWS_WITH(estimate_discontinuity(data, options), Catch::Contains("derivative"));
    options.derivative = 0;
    data.outcome[3] = std::nan("");
    CHECK_THROWS_WITH(estimate_discontinuity(data, options), Catch::Contains("outcome"));
    data.outcome.assign(100, 1.0);
    CHECK_THROWS_WITH(estimate_discontinuity(data, options), Catch::Contains("vary too little"));
}

TEST_CASE("robust intervals cover the true jump, the false-alarm rate is nominal", "[slow]") {
    int covered = 0;
    int alarms = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const EffectEstimate effect =
            estimate_discontinuity(drawn(600, 0.3, 1000 + seed), {}).robust;
        covered += effect.ci_low <= 0.3 && 0.3 <= effect.ci_high;
        alarms += estimate_discontinuity(drawn(600, 0.0, 5000 + seed), {}).robust.p < 0.05;
    }
    CHECK(covered >= 180);  // 190 expected, 3 standard deviations are 9
    CHECK(alarms <= 20);    // 10 expected
}
