#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/quality_flag.hpp"
#include "comparison/side_inference.hpp"
#include "comparison/stretch_inference.hpp"

using namespace borderlens;

TEST_CASE("the interval of a share that may be nothing but map error reaches zero") {
    JointEstimate estimate;
    estimate.a = 0.010;  // 0.010 - 1.96 x 0.006 < 0
    estimate.variance_a = 0.006 * 0.006;
    estimate.b = 0.030;  // 0.030 - 1.96 x 0.006 = 0.018 > 0: logit limits
    estimate.variance_b = 0.006 * 0.006;
    const SideInference sides = side_inference(estimate, true);
    CHECK(sides.a.low == 0.0);
    CHECK(sides.a.high > 0.022);
    // logit(0.03) = -3.4761; step = 1.96 x 0.006 / (0.03 x 0.97) = 0.40412.
    CHECK(sides.b.low == Approx(1.0 / (1.0 + std::exp(3.4761 + 0.40412))).epsilon(1e-4));
}

TEST_CASE("a class that no trial found has the limit of a run without a find") {
    JointEstimate estimate;
    estimate.a = 0.0;
    estimate.b = 0.2;
    estimate.variance_b = 0.03 * 0.03;
    estimate.trials_a = 100;
    const SideInference sides = side_inference(estimate, true);
    CHECK(sides.a.low == 0.0);
    CHECK(sides.a.high == Approx(1.0 - std::pow(0.025, 0.01)));  // 0.0362
    CHECK(sides.difference.high < 0.0);
    CHECK(sides.difference.contains(-0.2));
    CHECK(sides.asymmetry.low == Approx(-1.0));
    CHECK(sides.asymmetry.high > -1.0);
    estimate.trials_a = 0.0;
    CHECK_FALSE(side_inference(estimate, true).a.has_interval());
}

TEST_CASE("absent on both sides is no certain equality") {
    JointEstimate estimate;
    estimate.a = estimate.b = 0.0;
    estimate.trials_a = estimate.trials_b = 50;
    const SideInference sides = side_inference(estimate, true);
    CHECK(sides.difference.low < -0.05);
    CHECK(sides.difference.high > 0.05);
    CHECK(std::isnan(sides.asymmetry.value));
}

TEST_CASE("a stretch takes correlation from the line and spread from itself") {
    BorderVariogram independent;  // nugget only: a mean over 10 bins has a tenth of the variance
    independent.bin_km = 1.0;
    BorderColumn a, b;
    for (int i = 0; i < 10; ++i) {
        a.along_km.push_back(i + 0.5);
        a.weight.push_back(1.0);
        a.value.push_back(i % 2 == 0 ? 0.2 : 0.4);
        b = a;
    }
    for (double& value : b.value) value = 0.6 - value;  // moves against a
    const StretchEstimate stretch = stretch_estimate(a, b, independent, 10.0);
    CHECK(stretch.independent == Approx(10.0));
    CHECK_FALSE(stretch.too_short);
    CHECK(stretch.joint.variance_a == Approx(0.01 / 9.0));  // population variance 0.01
    CHECK(stretch.joint.covariance == Approx(-0.01 / 9.0));
    CHECK(stretch.joint.degrees == Approx(9.0));
}

TEST_CASE("a stretch shorter than values are alike says so") {
    BorderVariogram smooth{0.0, 1.0, 50.0, 1.0};
    BorderColumn a;
    for (int i = 0; i < 5; ++i) {
        a.along_km.push_back(i);
        a.weight.push_back(1.0);
        a.value.push_back(0.1 * i);
    }
    const StretchEstimate stretch = stretch_estimate(a, a, smooth, 5.0);
    CHECK(stretch.too_short);
    CHECK(stretch.joint.degrees == Approx(2.563).epsilon(1e-3));  // summed over 800 x 800 pairs
}

TEST_CASE("a variance knows more values than a mean, and no more than there are") {
    const BorderVariogram alike{0.0, 1.0, 4.0, 1.0};
    // Over 40 km a mean is worth 1 / 0.18 = 5.6 values; squares are alike over 2 km, 1 / 0.095.
    CHECK(alike.variance_of_mean(40.0) == Approx(0.18));
    CHECK(alike.variance_degrees(40.0) == Approx(10.95).epsilon(1e-3));  // 800 x 800 pairs
    const BorderVariogram independent{2.0, 0.0, 0.0, 1.0};
    CHECK(independent.variance_degrees(10.0) == Approx(9.0));
    // Values hardly bent over the stretch vary in one way only.
    const BorderVariogram smooth{0.0, 1.0, 5000.0, 1.0};
    CHECK(smooth.variance_degrees(5.0) == Approx(2.5).epsilon(0.01));
}

TEST_CASE("flags say which images differ clearly") {
    CHECK(is_unequal({6.0, 3.9, no_value, no_value}));  // 6 > 1.5 x 3.9
    CHECK_FALSE(is_unequal({6.0, 4.1, no_value, no_value}));
    CHECK(is_unequal({5.0, 5.0, 0.15, 0.0}));
    CHECK_FALSE(is_unequal({}));
    QualityFlag flag;
    CHECK(flag.text() == "ok");
    flag.raise(true, "few");
    flag.raise(false, "negative");
    flag.raise(true, "one_sided");
    CHECK(flag.text() == "few;one_sided");
}
