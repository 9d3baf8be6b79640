#include <catch2/catch.hpp>
#include <cfloat>
#include <cmath>
#include <limits>
#include <opencv2/ml.hpp>

#include "base/random.hpp"
#include "learning/compiled_forest.hpp"
#include "learning/opencv_tree.hpp"

using namespace borderlens;

namespace {

struct Case {
    cv::Ptr<cv::ml::RTrees> model;
    Forest forest;
    cv::Mat pixels;  ///< [pixel][feature]
};

/// A forest on noise around class means, and pixels that hit thresholds exactly as well as not.
Case random_case(int features, int classes, int trees, int depth, bool whole_numbers,
                 std::uint64_t seed, int rows = 600, int count = 1000) {
    Random random(seed);
    const auto value = [&](int c, int f) {
        const double noisy = 100.0 * ((c * 7 + f * 3) % 5) + 150.0 * random.normal();
        return static_cast<float>(whole_numbers ? std::round(noisy) : noisy);
    };
    cv::Mat samples(rows, features, CV_32F), labels(rows, 1, CV_32S);
    for (int r = 0; r < rows; ++r) {
        labels.at<int>(r) = r % classes;
        for (int f = 0; f < features; ++f) samples.at<float>(r, f) = value(r % classes, f);
    }
    Case made;
    made.model = cv::ml::RTrees::create();
    made.model->setMaxDepth(depth);
    made.model->setMinSampleCount(2);
    made.model->setTermCriteria(cv::TermCriteria(cv::TermCriteria::COUNT, trees, 0.0));
    cv::theRNG().state = seed + 1;
    made.model->train(cv::ml::TrainData::create(samples, cv::ml::ROW_SAMPLE, labels));
    Legend legend;
    for (int c = 0; c < classes; ++c) legend.push_back({c, std::to_string(c), {}});
    std::vector<std::string> names;
    for (int f = 0; f < features; ++f) names.push_back("f" + std::to_string(f));
    made.forest = opencv_forest(*made.model, names, legend);
    made.pixels.create(count, features, CV_32F);
    for (int i = 0; i < count; ++i)
        for (int f = 0; f < features; ++f) made.pixels.at<float>(i, f) = value(i % 7, f);
    // Exact thresholds, their neighbours, and the ends of the number line.
    for (int i = 0; i < count / 2; ++i) {
        const Tree& tree = made.forest.trees[static_cast<std::size_t>(random.below(trees))];
        const TreeNode& node =
            tree[static_cast<std::size_t>(random.below(static_cast<Index>(tree.size())))];
        if (node.child == 0) continue;
        float hit = node.threshold;
        if (i % 3 == 1) hit = std::nextafter(hit, FLT_MAX);
        if (i % 3 == 2) hit = std::nextafter(hit, -FLT_MAX);
        made.pixels.at<float>(i, static_cast<int>(node.feature)) = hit;
    }
    const float ends[] = {std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity(), -FLT_MAX, 0.0F, -0.0F};
    for (int i = 0; i < 5 && i < count; ++i)
        for (int f = i % 2; f < features; f += 2) made.pixels.at<float>(i, f) = ends[i];
    return made;
}

ForestAnswer answer_of(const Case& one, const CompiledForest& compiled,
                       const CompiledForest::Wanted& wanted) {
    cv::Mat columns;
    cv::transpose(one.pixels, columns);
    std::vector<const float*> bands;
    for (int f = 0; f < columns.rows; ++f) bands.push_back(columns.ptr<float>(f));
    return compiled.predict(bands, one.pixels.rows, wanted);
}

void check_against_opencv(const Case& one) {
    const CompiledForest compiled(one.forest);
    cv::Mat votes, labels;
    one.model->getVotes(one.pixels, votes, 0);
    one.model->predict(one.pixels, labels);
    for (const ForestPath path : {ForestPath::plain, ForestPath::avx2, ForestPath::avx512}) {
        if (!CompiledForest::can_run(path)) continue;
        CompiledForest::Wanted wanted;
        wanted.decision = Decision::votes;
        wanted.votes = true;
        wanted.path = path;
        const ForestAnswer answer = answer_of(one, compiled, wanted);
        Index wrong_labels = 0, wrong_votes = 0;
        const int classes = votes.cols;
        for (int i = 0; i < one.pixels.rows; ++i) {
            const std::size_t pixel = static_cast<std::size_t>(i);
            wrong_labels += static_cast<int>(labels.at<float>(i)) != answer.labels[pixel];
            for (int c = 0; c < classes; ++c)
                wrong_votes += votes.at<int>(i + 1, c) !=
                               answer.votes[pixel * static_cast<std::size_t>(classes) +
                                            static_cast<std::size_t>(c)];
        }
        INFO("path " << static_cast<int>(path));
        CHECK(wrong_labels == 0);
        CHECK(wrong_votes == 0);
    }
}

}  // namespace

TEST_CASE("labels and votes are OpenCV's on every path, for any number of features and trees") {
    std::uint64_t seed = 10;
    for (const int features : {1, 2, 10, 16, 17, 32, 33, 60, 64, 65, 100})
        for (const int trees : {1, 7, 16, 40}) {
            INFO(features << " features, " << trees << " trees");
            check_against_opencv(random_case(features, 3, trees, 12, features % 2 == 0, ++seed));
        }
}

TEST_CASE("shallow trees, many classes and odd pixel counts change nothing") {
    check_against_opencv(random_case(5, 2, 20, 1, true, 1, 100, 1));
    check_against_opencv(random_case(5, 30, 33, 25, false, 2, 900, 63));
    check_against_opencv(random_case(8, 9, 100, 25, true, 3, 900, 131));
}

TEST_CASE("ties go to the lower class as in OpenCV") {
    // Two trees on two classes tie wherever they disagree.
    const Case one = random_case(3, 2, 2, 4, true, 77);
    const CompiledForest compiled(one.forest);
    CompiledForest::Wanted wanted;
    wanted.decision = Decision::votes;
    wanted.votes = true;
    const ForestAnswer answer = answer_of(one, compiled, wanted);
    Index ties = 0;
    for (std::size_t i = 0; i < answer.labels.size(); ++i)
        if (answer.votes[2 * i] == 1) {
            ++ties;
            CHECK(answer.labels[i] == 0);
        }
    CHECK(ties > 0);
    check_against_opencv(one);
}

TEST_CASE("a forest too large for packed nodes is walked node by node with the same answer") {
    // 10,000 trees of seven random thresholds: more than the 65,535 ranks 16 bits can tell apart.
    Random random(21);
    Forest forest;
    forest.features = {"x"};
    forest.legend = {{1, "a", {}}, {2, "b", {}}};
    forest.leaves.labels = {0, 1};
    forest.leaves.shares = {65535, 0, 0, 65535};
    for (int t = 0; t < 10000; ++t) {
        Tree tree;
        for (std::uint32_t i = 0; i < 15; ++i)
            tree.push_back({static_cast<float>(random.uniform()), i < 7 ? 2 * i + 1 : 0,
                            i < 7 ? 0 : static_cast<std::uint32_t>(random.below(2))});
        forest.trees.push_back(tree);
    }
    const CompiledForest compiled(forest);
    CHECK_FALSE(compiled.is_packed());
    std::vector<float> x;
    for (int i = 0; i < 70; ++i) x.push_back(static_cast<float>(random.uniform()));
    CompiledForest::Wanted wanted;
    wanted.votes = true;
    const ForestAnswer answer = compiled.predict({x.data()}, 70, wanted);
    for (std::size_t i = 0; i < x.size(); ++i) {
        Index ones = 0;
        for (const Tree& tree : forest.trees) ones += leaf_of(tree, &x[i]) == 1;
        CHECK(answer.votes[2 * i + 1] == ones);
    }
}

TEST_CASE("a pixel with NaN or OpenCV's missing value in any feature gets no label") {
    Case one = random_case(4, 2, 9, 6, true, 9, 300, 70);
    one.pixels.at<float>(3, 2) = std::numeric_limits<float>::quiet_NaN();
    one.pixels.at<float>(66, 0) = FLT_MAX;
    CompiledForest::Wanted wanted;
    wanted.shares = true;
    const ForestAnswer answer = answer_of(one, CompiledForest(one.forest), wanted);
    for (const std::size_t pixel : {std::size_t{3}, std::size_t{66}}) {
        CHECK(answer.labels[pixel] == no_label);
        CHECK(std::isnan(answer.shares[pixel]));
        CHECK(std::isnan(answer.shares[70 + pixel]));
    }
    CHECK(answer.labels[4] != no_label);
    CHECK(answer.shares[4] + answer.shares[74] == Approx(1.0));
}

TEST_CASE("shares are the mean of the leaves' shares") {
    // One split at 0.5 per tree; tree 1: (1, 0) | (0.25, 0.75), tree 2 a single leaf (0.5, 0.5).
    Forest forest;
    forest.features = {"x"};
    forest.legend = {{1, "a", {}}, {2, "b", {}}};
    forest.leaves.labels = {0, 1, 0};
    forest.leaves.shares = {65535, 0, 16384, 49151, 32768, 32767};
    forest.trees = {{{0.5F, 1, 0}, {0.0F, 0, 0}, {0.0F, 0, 1}}, {{0.0F, 0, 2}}};
    const std::vector<float> x = {0.5F, 0.6F};
    CompiledForest::Wanted wanted;
    wanted.shares = true;
    const ForestAnswer answer = CompiledForest(forest).predict({x.data()}, 2, wanted);
    CHECK(answer.shares[0] == Approx((1.0 + 0.5) / 2).margin(1e-4));
    CHECK(answer.shares[1] == Approx((0.25 + 0.5) / 2).margin(1e-4));
    CHECK(answer.labels == std::vector<std::uint16_t>{0, 1});
}
