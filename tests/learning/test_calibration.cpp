#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "learning/calibration.hpp"
#include "learning/label_noise.hpp"

using namespace borderlens;

namespace {

/// One feature tells two classes apart up to an overlap; groups of ten rows of one class.
Samples two_classes(Index rows, double distance, std::uint64_t seed) {
    Random random(seed);
    Samples samples;
    samples.features = {"signal"};
    samples.legend = {{1, "field", {}}, {2, "town", {}}};
    for (Index row = 0; row < rows; ++row) {
        const int position = static_cast<int>(row / 10 % 2);
        samples.values.push_back(static_cast<float>(distance * position + random.normal()));
        samples.classes.push_back(static_cast<std::uint8_t>(position));
        samples.groups.push_back(row / 10);
    }
    return samples;
}

/// `rows` rows that are right `right` times of ten while the model says `said`.
std::pair<std::vector<float>, Samples> told(Index rows, int right, float said) {
    Samples samples = two_classes(rows, 0.0, 1);
    std::vector<float> shares;
    for (Index row = 0; row < rows; ++row) {
        const bool is_right = row % 10 < right;
        const bool first = (samples.classes[static_cast<std::size_t>(row)] == 0) == is_right;
        shares.push_back(first ? said : 1.0F - said);
        shares.push_back(first ? 1.0F - said : said);
    }
    return {shares, samples};
}

}  // namespace

TEST_CASE("reliability counts how often what is said is so") {
    // Says 0.95, is right 8 times of 10: log loss -(0.8 ln 0.95 + 0.2 ln 0.05) = 0.6402;
    // Brier 0.8 * 2 * 0.05^2 + 0.2 * 2 * 0.95^2 = 0.365; calibration error 0.15.
    const auto [shares, samples] = told(200, 8, 0.95F);
    const Reliability seen = reliability_of(shares, samples);
    CHECK(seen.log_loss == Approx(0.6402).margin(0.0005));
    CHECK(seen.brier == Approx(0.365).margin(0.0005));
    CHECK(seen.expected_error == Approx(0.15).margin(0.0005));
    REQUIRE(seen.bins.size() == 1);
    CHECK(seen.bins[0].rows == 200);
    CHECK(seen.bins[0].right_share == Approx(0.8));
    CHECK(std::isnan(reliability_of({}, samples.select({})).brier));
}

TEST_CASE("the best power makes an overconfident model say what is so") {
    // odds of 19 must become odds of 4: power = ln 4 / ln 19 = 0.4708
    const auto [shares, samples] = told(200, 8, 0.95F);
    const double power = best_power(shares, samples);
    CHECK(power == Approx(std::log(4.0) / std::log(19.0)).margin(0.005));
    CHECK(reliability_of(shares, samples, power).expected_error < 0.005);
}

TEST_CASE("calibration is taken only where it gains on groups it was not fitted on") {
    ForestOptions options;
    options.trees = 30;
    options.min_leaf = 1;  // fully grown: sure of itself where classes overlap
    const Forest sure = train_forest(two_classes(600, 1.0, 3), options).forest;
    const Calibration found = calibrate(sure, two_classes(600, 1.0, 4), 1);
    CHECK(found.power < 1.0);
    CHECK(found.after.log_loss < found.before.log_loss);
    const Calibration none = calibrate(sure, two_classes(10, 1.0, 5), 1);  // one group
    CHECK(none.power == 1.0);
}

TEST_CASE("raised shares sum to one and keep their order") {
    std::vector<float> shares = {0.6F, std::nanf(""), 0.3F, std::nanf(""), 0.1F, std::nanf("")};
    raise_shares(shares, 2, 2.0);
    // 0.36 + 0.09 + 0.01 = 0.46
    CHECK(shares[0] == Approx(0.36F / 0.46F));
    CHECK(shares[2] == Approx(0.09F / 0.46F));
    CHECK(std::isnan(shares[1]));
}

TEST_CASE("labels that forests trained elsewhere contradict are dropped, right ones are kept") {
    Samples samples = two_classes(2000, 6.0, 6);
    std::vector<bool> wrong(2000, false);
    Random random(7);
    for (std::size_t row = 0; row < 2000; ++row)
        if (random.uniform() < 0.15) {
            wrong[row] = true;
            samples.classes[row] = static_cast<std::uint8_t>(1 - samples.classes[row]);
        }
    Index wrong_rows = 0, wrong_kept = 0;
    const std::vector<Index> kept = believable_rows(samples, {});
    for (const bool is_wrong : wrong) wrong_rows += is_wrong;
    for (const Index row : kept) wrong_kept += wrong[static_cast<std::size_t>(row)];
    // The usual shares are those of rows some of which are wrong themselves: not all are found.
    CHECK(wrong_kept < wrong_rows / 4);
    CHECK(static_cast<Index>(kept.size()) - wrong_kept > (2000 - wrong_rows) * 95 / 100);
    // Two groups cannot be dealt into three folds: everything is kept.
    CHECK(believable_rows(two_classes(20, 6.0, 6), {}).size() == 20);
}
