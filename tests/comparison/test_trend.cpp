#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "comparison/trend.hpp"

using namespace borderlens;

TEST_CASE("Mann-Kendall counts rises and falls") {
    // 1 2 3 4 5: 10 rises; variance 5 * 4 * 15 / 18 = 16.667; z = 9 / 4.0825.
    const TrendTest rising = mann_kendall({1, 2, 3, 4, 5});
    CHECK(rising.s == 10);
    CHECK(rising.variance == Approx(300.0 / 18.0));
    CHECK(rising.tau == Approx(1.0));
    CHECK(rising.z == Approx(9.0 / std::sqrt(300.0 / 18.0)));
    CHECK(rising.p == Approx(0.0275).margin(1e-4));
}

TEST_CASE("ties lessen the variance and the pairs of tau-b") {
    // 1 2 2 3: s = 5; variance (4*3*13 - 2*1*9) / 18 = 138 / 18; pairs sqrt(6 * 5).
    const TrendTest tied = mann_kendall({1, 2, 2, 3});
    CHECK(tied.s == 5);
    CHECK(tied.variance == Approx(138.0 / 18.0));
    CHECK(tied.tau == Approx(5.0 / std::sqrt(30.0)));
    const TrendTest flat = mann_kendall({2, 2, 2, 2});
    CHECK(std::isnan(flat.p));
    CHECK(mann_kendall({1, std::nan(""), 2, 3}).n == 3);
}

TEST_CASE("the Sen slope is the median of pair slopes, with its line") {
    // Slopes of (0, 1), (1, 3), (2, 4), (4, 20): 2, 1.5, 4.75, 1, 17/3, 8 -> median (2 + 4.75) / 2.
    const SenLine line = sen_line({0, 1, 2, 4}, {1, 3, 4, 20});
    CHECK(line.slope.value == Approx(3.375));
    // value - slope * time: 1, -0.375, -2.75, 6.5 -> median (1 - 0.375) / 2
    CHECK(line.intercept == Approx(0.3125));
    CHECK(std::isnan(line.slope.low));  // four values cannot bound a slope at 95 %
}

TEST_CASE("seasons are compared with themselves only") {
    // Two seasons far apart, each rising 1, 2, 3: s = 3 + 3, variance 2 * 66 / 18.
    const std::vector<double> values = {1, 101, 2, 102, 3, 103};
    const std::vector<int> season = {0, 1, 0, 1, 0, 1};
    const TrendTest test = seasonal_kendall(values, season);
    CHECK(test.s == 6);
    CHECK(test.variance == Approx(2.0 * 66.0 / 18.0));
    const SenLine line = seasonal_sen_line({0, 0.5, 1, 1.5, 2, 2.5}, values, season);
    CHECK(line.slope.value == Approx(1.0));
    // Both seasons move as one: the covariance doubles the variance.
    const TrendTest correlated = seasonal_kendall_correlated(values, season, {0, 0, 1, 1, 2, 2});
    CHECK(correlated.variance == Approx(2.0 * test.variance));
    CHECK_THROWS_AS(seasonal_kendall_correlated({1, 2, 3}, {0, 1, 0}, {0, 0, 1}), Error);
}

TEST_CASE("Sen intervals cover the slope and Mann-Kendall keeps its level") {
    Random random(8);
    int covered = 0;
    int alarms = 0;
    const int runs = 600;
    std::vector<double> time;
    for (int t = 0; t < 20; ++t) time.push_back(2000 + t);
    for (int run = 0; run < runs; ++run) {
        std::vector<double> values;
        std::vector<double> noise;
        for (const double t : time) {
            noise.push_back(random.normal());
            values.push_back(0.1 * t + noise.back());
        }
        covered += sen_line(time, values).slope.contains(0.1);
        alarms += mann_kendall(noise).p < 0.05;
    }
    CHECK(covered > 552);  // 92 %
    CHECK(covered < 589);  // 98 %
    CHECK(alarms > 12);    // 2 %
    CHECK(alarms < 48);    // 8 %
}
