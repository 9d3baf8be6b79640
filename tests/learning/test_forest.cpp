#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "learning/forest.hpp"
#include "learning/forest_file.hpp"

using namespace borderlens;

namespace {

/// Two features: "signal" tells the class up to an overlap, "noise" tells nothing.
Samples two_classes(Index rows, double distance, std::uint64_t seed) {
    Random random(seed);
    Samples samples;
    samples.features = {"signal", "noise"};
    samples.legend = {{3, "field", {1, 2, 3}}, {7, "town", {4, 5, 6}}};
    for (Index row = 0; row < rows; ++row) {
        const int position = static_cast<int>(row % 2);
        samples.values.push_back(static_cast<float>(distance * position + random.normal()));
        samples.values.push_back(static_cast<float>(random.normal()));
        samples.classes.push_back(static_cast<std::uint8_t>(position));
        samples.groups.push_back(row / 10);
    }
    return samples;
}

ForestOptions few_trees() {
    ForestOptions options;
    options.trees = 30;
    options.seed = 5;
    return options;
}

}  // namespace

TEST_CASE("the same samples and seed give the same bytes whatever the thread count") {
    const Samples samples = two_classes(400, 2.0, 1);
    set_thread_count(1);
    const std::string one = forest_to_bytes(train_forest(samples, few_trees()).forest);
    set_thread_count(5);
    const std::string five = forest_to_bytes(train_forest(samples, few_trees()).forest);
    set_thread_count(0);
    CHECK(one == five);
    ForestOptions other = few_trees();
    other.seed = 6;
    CHECK(forest_to_bytes(train_forest(samples, other).forest) != one);
}

TEST_CASE("out-of-bag accuracy is honest: chance on classes that cannot be told apart") {
    ForestOptions options = few_trees();
    options.trees = 60;
    options.min_leaf = 1;
    // Fully grown trees know every row of their bag; only rows outside it may judge them.
    const TrainedForest trained = train_forest(two_classes(600, 0.0, 2), options);
    CHECK(trained.out_of_bag.overall() == Approx(0.5).margin(0.07));
}

TEST_CASE("out-of-bag accuracy is near the best possible of two overlapping classes") {
    // Means 2 apart, deviation 1: the best rule is right in Phi(1) = 0.841 of the cases.
    const TrainedForest trained = train_forest(two_classes(2000, 2.0, 3), few_trees());
    CHECK(trained.out_of_bag.overall() == Approx(0.82).margin(0.04));
}

TEST_CASE("importance is high for the feature that tells the classes, near zero for noise") {
    const TrainedForest trained = train_forest(two_classes(1000, 4.0, 4), few_trees());
    CHECK(trained.importance[0] > 0.3);
    CHECK(std::abs(trained.importance[1]) < 0.03);
}

TEST_CASE("a forest judged on other rows of the same kind does as well as out of bag") {
    const TrainedForest trained = train_forest(two_classes(2000, 3.0, 5), few_trees());
    const Judgement judged = judge_forest(trained.forest, two_classes(2000, 3.0, 6));
    CHECK(judged.confusion.overall() == Approx(trained.out_of_bag.overall()).margin(0.03));
    // Right in 93 of 100 rows: better than knowing nothing (ln 2, 0.5), worse than knowing all (0).
    CHECK((judged.log_loss > 0.0 && judged.log_loss < 0.4));
    CHECK((judged.brier > 0.0 && judged.brier < 0.25));
}

TEST_CASE("a balanced forest finds the rare class more often") {
    Samples samples = two_classes(1200, 1.5, 7);
    std::vector<Index> rows;
    for (Index row = 0; row < samples.rows(); ++row)
        if (row % 2 == 0 || row % 20 == 1) rows.push_back(row);
    const Samples rare = samples.select(rows);
    ForestOptions options = few_trees();
    options.min_leaf = 10;
    const double plain = train_forest(rare, options).out_of_bag.producers(1);
    options.balanced = true;
    CHECK(train_forest(rare, options).out_of_bag.producers(1) > plain + 0.1);
}

TEST_CASE("a class without rows is dropped from the legend") {
    Samples samples = two_classes(100, 3.0, 8);
    samples.legend.insert(samples.legend.begin(), {1, "nowhere", {}});
    for (std::uint8_t& position : samples.classes) ++position;
    const Forest forest = train_forest(samples, few_trees()).forest;
    REQUIRE(forest.legend.size() == 2);
    CHECK(forest.legend[0].code == 3);
}

TEST_CASE("classes the forest never met count as wrong, and are matched by code") {
    const TrainedForest trained = train_forest(two_classes(400, 6.0, 10), few_trees());
    Samples more = two_classes(90, 6.0, 11);
    more.legend.insert(more.legend.begin(), {1, "unknown", {}});
    for (std::size_t row = 0; row < more.classes.size(); ++row)
        more.classes[row] = row < 30 ? std::uint8_t{0} : std::uint8_t(more.classes[row] + 1);
    const Confusion confusion = judge_forest(trained.forest, more).confusion;
    CHECK(confusion.counts[0][0] == 0);
    CHECK(confusion.producers(1) > 0.9);
    CHECK(confusion.producers(2) > 0.9);
}

TEST_CASE("what cannot be trained is refused with a reason") {
    Samples one_class = two_classes(50, 1.0, 9);
    for (std::uint8_t& position : one_class.classes) position = 0;
    CHECK_THROWS_WITH(train_forest(one_class, few_trees()), Catch::Contains("at least two"));
    ForestOptions deep = few_trees();
    deep.depth = 26;
    CHECK_THROWS_WITH(train_forest(two_classes(50, 1.0, 9), deep), Catch::Contains("1 to 25"));
}

TEST_CASE("shares of the confusion matrix follow its counts") {
    Confusion confusion(2);
    confusion.counts = {{8, 2}, {1, 9}};
    CHECK(confusion.overall() == Approx(17.0 / 20.0));
    CHECK(confusion.users(0) == Approx(8.0 / 9.0));
    CHECK(confusion.producers(1) == Approx(9.0 / 10.0));
}
