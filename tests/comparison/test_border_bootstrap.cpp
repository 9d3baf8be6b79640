#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "comparison/drawn_border.hpp"
#include "comparison/side_changes.hpp"
#include "comparison/student.hpp"

using namespace borderlens;

TEST_CASE("Student quantiles agree with tables") {
    CHECK(student_half_width(0.95, 1.0) == Approx(12.706204736).epsilon(1e-9));
    CHECK(student_half_width(0.95, 10.0) == Approx(2.228138852).epsilon(1e-9));
    CHECK(student_half_width(0.99, 3.0) == Approx(5.840909310).epsilon(1e-9));
    CHECK(student_cdf(-2.228138852, 10.0) == Approx(0.025).epsilon(1e-8));
    CHECK(student_half_width(0.95, 1e9) == Approx(1.959963985).epsilon(1e-9));
}

TEST_CASE("the variogram of a correlated border is found, and that of noise is flat") {
    Random random(2);
    const BorderVariogram smooth =
        fit_border_variogram({drawn_series(4000, 1.0, 8.0, random)}, 1.0);
    CHECK(smooth.range_km == Approx(8.0).epsilon(0.35));
    CHECK(smooth.sill > 0.8);
    const BorderVariogram noise = fit_border_variogram({drawn_series(4000, 1.0, 0.0, random)}, 1.0);
    // Noise of a bin averages out as 1 / bins.
    CHECK(noise.variance_of_mean(100.0) == Approx(0.01).epsilon(0.3));
    CHECK(block_length_km(smooth, 10000.0) == Approx(6.0 * smooth.range_km));
    CHECK(block_length_km(smooth, 80.0) == 10.0);  // an eighth
}

TEST_CASE("means are weighted means and do not depend on the thread count") {
    std::vector<BorderColumn> columns = drawn_columns({}, 3);
    columns[0].weight[0] = 0.0;
    columns[0].value[1] = std::nan("");
    double sum = 0.0;
    for (std::size_t i = 2; i < columns[0].value.size(); ++i) sum += columns[0].value[i];
    set_thread_count(1);
    const BorderBootstrap one = bootstrap_border(columns);
    set_thread_count(4);
    const BorderBootstrap four = bootstrap_border(columns);
    set_thread_count(0);
    CHECK(one.means[0] ==
          Approx(sum / static_cast<double>(columns[0].value.size() - 2)).epsilon(1e-12));
    CHECK(one.replicates == four.replicates);
    CHECK(one.covariance == four.covariance);
}

TEST_CASE("what both sides share does not widen their difference") {
    DrawnBorder border;
    border.shared = 0.95;
    border.noise = 0.1;
    const BorderBootstrap bootstrap = bootstrap_border(drawn_columns(border, 5));
    const JointEstimate joint = joint_estimate(bootstrap, 0, 1);
    CHECK(joint.covariance > 0.5 * std::sqrt(joint.variance_a * joint.variance_b));
    const SideInference inference = side_inference(joint, true);
    const double separate = 2.0 * 1.96 * std::sqrt(joint.variance_a + joint.variance_b);
    CHECK(inference.difference.high - inference.difference.low < separate);
    CHECK(inference.asymmetry.contains(inference.asymmetry.value));
}

TEST_CASE("asymmetry and log ratio are one statement") {
    const SideInference inference = side_inference({0.3, 0.2, 4e-4, 3e-4, 1e-4, 20.0}, true);
    CHECK(inference.asymmetry.value == Approx(0.2));
    // (a - b) / (a + b) = tanh(ln(a / b) / 2)
    CHECK(inference.asymmetry.low == Approx(std::tanh(0.5 * inference.log_ratio.low)));
    CHECK(inference.asymmetry.high == Approx(std::tanh(0.5 * inference.log_ratio.high)));
    const SideInference none = side_inference({0.0, 0.0, 0.0, 0.0, 0.0, 20.0}, true);
    CHECK(std::isnan(none.asymmetry.value));
    CHECK(std::isnan(none.a.low));
    CHECK(none.difference.value == 0.0);
}

TEST_CASE("an event study finds a change on one side and none before it") {
    std::vector<BorderColumn> columns;
    const std::vector<double> years = {2010, 2012, 2014, 2016, 2018};
    for (std::size_t t = 0; t < years.size(); ++t) {
        DrawnBorder border;
        border.spread = 0.02;
        border.mean_a = 0.2 + (years[t] >= 2014 ? 0.1 : 0.0);
        for (const BorderColumn& column : drawn_columns(border, 100 + t)) columns.push_back(column);
    }
    const BorderBootstrap bootstrap = bootstrap_border(columns);
    const SidePeriods periods = side_periods(years);
    const EventStudy study = event_study(bootstrap, periods, 2014.0);
    CHECK(study.reference == 1);
    CHECK(interval_of(study.effect).contains(0.1));
    CHECK(interval_of(study.effect).low > 0.05);
    CHECK(interval_of(study.slope_before).contains(0.0));
    CHECK(study.values[1].effect.value == 0.0);
    CHECK(study.values[1].effect.high == 0.0);
    CHECK(study.values[3].effect.contains(0.1));
    // From 0.2 / 0.2 to 0.3 / 0.2: asymmetry 0 -> 0.2.
    CHECK(interval_of(asymmetry_change(bootstrap, periods, 0, 4)).contains(0.2));
    CHECK(interval_of(difference_change(bootstrap, periods, 0, 1)).contains(0.0));
    CHECK_THROWS_WITH(event_study(bootstrap, periods, 2009.0), Catch::Contains("0 periods before"));
}

TEST_CASE("a slope over periods is the least-squares slope of the means") {
    std::vector<BorderColumn> columns;
    for (int t = 0; t < 4; ++t) columns.push_back(drawn_columns({}, 40 + t)[0]);
    const BorderBootstrap bootstrap = bootstrap_border(columns);
    // Weights (-3, -1, 1, 3) / 10 for the years 0, 2, 4, 6 give the slope per year / 2.
    const auto& m = bootstrap.means;
    const double slope = (-3 * m[0] - m[1] + m[2] + 3 * m[3]) / 20.0;
    CHECK(slope_of(bootstrap, {0, 2, 4, 6}, {0, 1, 2, 3}).value == Approx(slope).epsilon(1e-10));
}

TEST_CASE("borders that cannot be resampled are refused") {
    BorderColumn point{{1.0, 1.0}, {1.0, 1.0}, {0.1, 0.2}};
    CHECK_THROWS_WITH(bootstrap_border({point}), Catch::Contains("two or more places"));
    BorderColumn uneven{{1.0, 2.0}, {1.0}, {0.1, 0.2}};
    CHECK_THROWS_AS(bootstrap_border({uneven}), Error);
    BorderColumn negative{{1.0, 2.0}, {1.0, -1.0}, {0.1, 0.2}};
    CHECK_THROWS_WITH(bootstrap_border({negative}), Catch::Contains("weight -1"));
}

TEST_CASE("intervals from blocks along a correlated border cover the truth", "[slow]") {
    int difference = 0;
    int asymmetry = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        BootstrapOptions options;
        options.seed = seed;
        options.replicates = 199;
        const BorderBootstrap bootstrap = bootstrap_border(drawn_columns({}, seed), options);
        const SideInference inference = side_inference(joint_estimate(bootstrap, 0, 1), true);
        difference += inference.difference.contains(0.1);
        asymmetry += inference.asymmetry.contains(0.2);
    }
    CHECK(difference >= 182);  // 91 %: 190 expected, deviation 3
    CHECK(asymmetry >= 182);
}
