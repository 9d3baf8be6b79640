#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "comparison/interval.hpp"

using namespace borderlens;

TEST_CASE("the interval of a difference joins the distances that push the same way") {
    // Newcombe 1998, table II example (a): 56/70 - 48/80 with Wilson intervals, method 10.
    const Interval a = {0.8, 0.69183, 0.87695};
    const Interval b = {0.6, 0.49045, 0.70038};
    const Interval difference = difference_of(a, b);
    CHECK(difference.value == Approx(0.2));
    CHECK(difference.low == Approx(0.0524).margin(2e-4));
    CHECK(difference.high == Approx(0.3339).margin(2e-4));
}

TEST_CASE("symmetric intervals give Fieller's interval of a ratio") {
    // (a - r b)^2 = (sa^2 + r^2 sb^2) with half widths sa = 2, sb = 1: roots of
    // 24 r^2 - 100 r + 96 = 0 for a = 10, b = 5.
    const Interval ratio = ratio_of({10, 8, 12}, {5, 4, 6});
    const double root = std::sqrt(100.0 * 100.0 - 4.0 * 24.0 * 96.0);
    CHECK(ratio.low == Approx((100.0 - root) / 48.0));
    CHECK(ratio.high == Approx((100.0 + root) / 48.0));
    const Interval log_ratio = log_ratio_of({10, 8, 12}, {5, 4, 6});
    CHECK(log_ratio.value == Approx(std::log(2.0)));
    CHECK(log_ratio.low == Approx(std::log(ratio.low)));
}

TEST_CASE("the asymmetry's limits are those of the ratio, and swapping sides turns them round") {
    const Interval a = {0.3, 0.2, 0.45};
    const Interval b = {0.1, 0.05, 0.2};
    const Interval forth = asymmetry_of(a, b);
    const Interval back = asymmetry_of(b, a);
    CHECK(forth.value == Approx(0.5));  // 0.2 / 0.4
    CHECK(forth.low < 0.5);
    CHECK(forth.high > 0.5);
    CHECK(back.value == Approx(-forth.value));
    CHECK(back.low == Approx(-forth.high));
    CHECK(back.high == Approx(-forth.low));
}

TEST_CASE("nothing on one side is an asymmetry of one, and its interval stays within -1 to 1") {
    const Interval none = {0.0, 0.0, 0.02};
    const Interval some = {0.1, 0.08, 0.12};
    const Interval asymmetry = asymmetry_of(none, some);
    CHECK(asymmetry.value == -1.0);
    CHECK(asymmetry.low == -1.0);
    CHECK(asymmetry.high > -1.0);
    CHECK(asymmetry.high < -0.5);
    CHECK(std::isnan(log_ratio_of(none, some).value));
    const Interval wide = {0.1, -0.05, 0.25};  // a normal approximation that runs below zero
    CHECK(asymmetry_of(some, wide).high == 1.0);
    CHECK(std::isnan(log_ratio_of(some, wide).high));
    CHECK_FALSE(std::isnan(log_ratio_of(some, wide).low));
}

TEST_CASE("missing intervals and undefined ratios are NaN, never a guess") {
    CHECK(std::isnan(difference_of({1, no_value, no_value}, {2, 1, 3}).low));
    CHECK(difference_of({1, no_value, no_value}, {2, 1, 3}).value == -1.0);
    CHECK(std::isnan(asymmetry_of({0, 0, 0}, {0, 0, 0}).value));
    CHECK(std::isnan(asymmetry_of({-1, -2, 0}, {2, 1, 3}).low));
    CHECK(asymmetry_of({-1, -2, 0}, {2, 1, 3}).value == Approx(-3.0));
    CHECK(std::isnan(log_ratio_of({-1, -2, 0}, {2, 1, 3}).value));
    CHECK(std::isnan(difference_of({}, {1, 0, 2}).value));
}

TEST_CASE("exact numbers have exact comparisons") {
    const Interval asymmetry = asymmetry_of({3, 3, 3}, {1, 1, 1});
    CHECK(asymmetry.low == Approx(0.5));
    CHECK(asymmetry.high == Approx(0.5));
    CHECK(difference_of({3, 3, 3}, {1, 1, 1}).low == Approx(2.0));
}

TEST_CASE("intervals of difference, log ratio and asymmetry cover the truth") {
    const double mean_a = 0.30;
    const double mean_b = 0.20;
    const double se = 0.02;
    Random random(4);
    int difference = 0;
    int log_ratio = 0;
    int asymmetry = 0;
    const int runs = 4000;
    for (int run = 0; run < runs; ++run) {
        const auto drawn = [&](double mean) {
            const double value = mean + se * random.normal();
            return Interval{value, value - 1.96 * se, value + 1.96 * se};
        };
        const Interval a = drawn(mean_a);
        const Interval b = drawn(mean_b);
        difference += difference_of(a, b).contains(0.1);
        log_ratio += log_ratio_of(a, b).contains(std::log(1.5));
        asymmetry += asymmetry_of(a, b).contains(0.2);
    }
    // 95 % of 4000 with a standard deviation of 13.8.
    CHECK(std::abs(difference - 3800) < 55);
    CHECK(std::abs(log_ratio - 3800) < 55);
    CHECK(std::abs(asymmetry - 3800) < 55);
}
