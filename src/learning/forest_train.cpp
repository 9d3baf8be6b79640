#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <opencv2/ml.hpp>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "learning/forest.hpp"
#include "learning/opencv_tree.hpp"

namespace borderlens {
namespace {

/// A tree as OpenCV grew it, with the class each leaf votes for and the rows it was grown on.
struct GrownTree {
    Tree nodes;                              // leaves: feature = number of the leaf in this tree
    std::vector<std::uint16_t> labels;       // per leaf
    std::vector<std::vector<Index>> counts;  // [leaf][class] of all training rows
    std::vector<bool> in_bag;                // per row
};

constexpr std::uint8_t not_judged = 255;  // a row in the bag of a tree; classes are fewer than that

void check_options(const Samples& samples, const ForestOptions& options) {
    const auto require = [](Index value, Index low, Index high, const char* what) {
        if (value < low || value > high)
            throw input_error("{}: found {}, expected {} to {}", what, value, low, high);
    };
    require(options.trees, 1, 10000, "number of trees");
    require(options.depth, 1, deepest_tree, "tree depth");
    require(options.min_leaf, 1, 1000000, "least rows of a leaf");
    require(options.mtry, 0, static_cast<Index>(samples.features.size()), "features per split");
    Index with_rows = 0;
    for (const Index count : samples.class_counts()) with_rows += count > 0;
    if (with_rows < 2)
        throw input_error(
            "the samples hold {} class(es) with usable pixels, expected at least two; "
            "label more classes inside the image",
            with_rows);
}

/// The rows a tree is offered: all, or as many with every class equally often, drawn with
/// replacement (OpenCV's own priors have no effect on RTrees).
std::vector<Index> offered_rows(const Samples& samples, bool balanced, std::uint64_t seed) {
    std::vector<Index> offered(static_cast<std::size_t>(samples.rows()));
    std::iota(offered.begin(), offered.end(), Index{0});
    if (!balanced) return offered;
    std::vector<std::vector<Index>> rows_of(samples.legend.size());
    for (const Index row : offered)
        rows_of[samples.classes[static_cast<std::size_t>(row)]].push_back(row);
    Random random(derive_seed(seed, "balance"));
    for (std::size_t i = 0; i < offered.size(); ++i) {
        const std::vector<Index>& rows = rows_of[i % rows_of.size()];
        offered[i] = rows[static_cast<std::size_t>(random.below(static_cast<Index>(rows.size())))];
    }
    return offered;
}

GrownTree grow_tree(const Samples& samples, const ForestOptions& options, Index number) {
    const int rows = static_cast<int>(samples.rows());
    const int features = static_cast<int>(samples.features.size());
    const std::uint64_t seed = derive_seed(options.seed, "tree", number) | 1;
    const std::vector<Index> offered = offered_rows(samples, options.balanced, seed);
    cv::Mat values(rows, features, CV_32F), responses(rows, 1, CV_32S);
    for (int i = 0; i < rows; ++i) {
        const Index row = offered[static_cast<std::size_t>(i)];
        std::copy_n(samples.row(row), features, values.ptr<float>(i));
        responses.at<int>(i) = samples.classes[static_cast<std::size_t>(row)];
    }
    // OpenCV numbers the classes it meets; here they are all there: balanced draws take them in
    // turn.
    const auto data = cv::ml::TrainData::create(values, cv::ml::ROW_SAMPLE, responses);
    const auto model = cv::ml::RTrees::create();
    model->setMaxDepth(static_cast<int>(options.depth));
    model->setMinSampleCount(static_cast<int>(2 * options.min_leaf - 1));
    model->setActiveVarCount(static_cast<int>(options.mtry));
    model->setTermCriteria(cv::TermCriteria(cv::TermCriteria::COUNT, 1, 0.0));
    cv::theRNG().state = seed;
    model->train(data);
    OpenCvTree tree = opencv_tree(*model, 0);
    GrownTree grown;
    grown.nodes = std::move(tree.nodes);
    grown.labels = std::move(tree.labels);
    // OpenCV draws the bag first of all: the same draws again tell which rows the tree saw.
    grown.in_bag.assign(static_cast<std::size_t>(rows), false);
    cv::RNG replay(seed);
    for (int i = 0; i < rows; ++i)
        grown.in_bag[static_cast<std::size_t>(
            offered[static_cast<std::size_t>(replay.uniform(0, rows))])] = true;
    grown.counts.assign(grown.labels.size(), std::vector<Index>(samples.legend.size(), 0));
    for (Index row = 0; row < samples.rows(); ++row)
        ++grown.counts[leaf_of(grown.nodes, samples.row(row))]
                      [samples.classes[static_cast<std::size_t>(row)]];
    return grown;
}

/// Counts as shares of 65535 that sum to it exactly: largest remainders first, then lower classes.
std::vector<std::uint16_t> shares_of(const std::vector<Index>& counts, std::uint16_t label,
                                     const std::vector<double>& weights) {
    std::vector<double> exact(counts.size(), 0.0);
    double total = 0.0;
    for (std::size_t c = 0; c < counts.size(); ++c)
        total += exact[c] = static_cast<double>(counts[c]) * weights[c];
    // A leaf always holds the rows it was grown on; the label guards against rounding in OpenCV.
    if (total <= 0.0) total = exact[label] = 1.0;
    std::vector<std::uint16_t> shares(counts.size());
    std::vector<std::pair<double, std::size_t>> remainders;
    std::uint32_t sum = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        const double scaled = exact[c] / total * whole_share;
        shares[c] = static_cast<std::uint16_t>(std::floor(scaled));
        sum += shares[c];
        remainders.emplace_back(std::floor(scaled) - scaled, c);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; sum < whole_share; ++i, ++sum)
        ++shares[remainders[i % remainders.size()].second];
    return shares;
}

/// Equal weights of rows, or of classes where the forest is balanced.
std::vector<double> class_weights(const Samples& samples, bool balanced) {
    std::vector<double> weights(samples.legend.size(), 1.0);
    if (!balanced) return weights;
    const std::vector<Index> counts = samples.class_counts();
    for (std::size_t c = 0; c < weights.size(); ++c)
        if (counts[c] > 0) weights[c] = 1.0 / static_cast<double>(counts[c]);
    return weights;
}

/// Joins the trees; leaves that say the same become one row of the leaf table.
void join_trees(std::vector<GrownTree>& grown, const std::vector<double>& weights, Forest& forest) {
    std::map<std::vector<std::uint16_t>, std::uint32_t> known;
    for (GrownTree& tree : grown) {
        std::vector<std::uint32_t> row_of_leaf;
        for (std::size_t leaf = 0; leaf < tree.labels.size(); ++leaf) {
            std::vector<std::uint16_t> says =
                shares_of(tree.counts[leaf], tree.labels[leaf], weights);
            says.push_back(tree.labels[leaf]);
            const auto [place, is_new] =
                known.emplace(says, static_cast<std::uint32_t>(forest.leaves.labels.size()));
            if (is_new) {
                forest.leaves.labels.push_back(says.back());
                forest.leaves.shares.insert(forest.leaves.shares.end(), says.begin(),
                                            says.end() - 1);
            }
            row_of_leaf.push_back(place->second);
        }
        for (TreeNode& node : tree.nodes)
            if (node.child == 0) node.feature = row_of_leaf[node.feature];
        forest.trees.push_back(std::move(tree.nodes));
    }
}

/// Out-of-bag vote of one tree for every row, `not_judged` where the row was in its bag.
std::vector<std::uint8_t> out_of_bag_votes(const Forest& forest, const Tree& tree,
                                           const std::vector<bool>& in_bag,
                                           const Samples& samples) {
    std::vector<std::uint8_t> votes(in_bag.size(), not_judged);
    for (std::size_t row = 0; row < in_bag.size(); ++row)
        if (!in_bag[row])
            votes[row] = static_cast<std::uint8_t>(
                forest.leaves.labels[leaf_of(tree, samples.row(static_cast<Index>(row)))]);
    return votes;
}

/// Loss of right votes per feature when its values are permuted among out-of-bag rows of one tree.
std::vector<double> tree_importance(const Forest& forest, Index number,
                                    const std::vector<std::uint8_t>& votes, const Samples& samples,
                                    std::uint64_t seed) {
    constexpr Index most_rows =
        1000;  // chosen: a tree's share is known to 1.6 %, the mean far better
    Random random(derive_seed(seed, "importance", number));
    std::vector<Index> rows;
    for (std::size_t row = 0; row < votes.size(); ++row)
        if (votes[row] != not_judged) rows.push_back(static_cast<Index>(row));
    for (std::size_t i = 0; i + 1 < rows.size(); ++i)
        std::swap(
            rows[i],
            rows[i + static_cast<std::size_t>(random.below(static_cast<Index>(rows.size() - i)))]);
    if (static_cast<Index>(rows.size()) > most_rows) rows.resize(most_rows);
    const std::size_t features = samples.features.size();
    std::vector<double> losses(features, 0.0);
    if (rows.empty()) return losses;
    std::vector<float> changed(features);
    const Tree& tree = forest.trees[static_cast<std::size_t>(number)];
    for (std::size_t f = 0; f < features; ++f) {
        Index lost = 0;
        // The rows are in random order: the next one's value is a permutation of all of them.
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t row = static_cast<std::size_t>(rows[i]);
            std::copy_n(samples.row(rows[i]), features, changed.begin());
            changed[f] = samples.row(rows[(i + 1) % rows.size()])[f];
            const auto label = forest.leaves.labels[leaf_of(tree, changed.data())];
            lost += (votes[row] == samples.classes[row]) - (label == samples.classes[row]);
        }
        losses[f] = static_cast<double>(lost) / static_cast<double>(rows.size());
    }
    return losses;
}

Confusion out_of_bag_confusion(const std::vector<std::vector<std::uint8_t>>& votes,
                               const Samples& samples) {
    Confusion confusion(samples.legend.size());
    std::vector<Index> tally(samples.legend.size());
    for (std::size_t row = 0; row < samples.classes.size(); ++row) {
        std::fill(tally.begin(), tally.end(), 0);
        bool judged = false;
        for (const auto& tree : votes)
            if (tree[row] != not_judged) {
                ++tally[tree[row]];
                judged = true;
            }
        if (!judged) continue;
        const auto winner = std::max_element(tally.begin(), tally.end()) - tally.begin();
        ++confusion.counts[samples.classes[row]][static_cast<std::size_t>(winner)];
    }
    return confusion;
}

}  // namespace

std::uint32_t leaf_of(const Tree& tree, const float* row) {
    const TreeNode* node = tree.data();
    while (node->child != 0)
        node = &tree[node->child + (row[node->feature] <= node->threshold ? 0U : 1U)];
    return node->feature;
}

TrainedForest train_forest(const Samples& given, const ForestOptions& options) {
    check_options(given, options);
    const Samples thinned = given.rows() > options.most_rows
                                ? given.select(limited_rows(given, options.most_rows, options.seed))
                                : given;
    const Samples samples = thinned.without_empty_classes();
    std::vector<GrownTree> grown(static_cast<std::size_t>(options.trees));
    parallel_for(options.trees, [&](Index i) {
        grown[static_cast<std::size_t>(i)] = grow_tree(samples, options, i);
    });
    TrainedForest trained;
    trained.forest.features = samples.features;
    trained.forest.legend = samples.legend;
    trained.forest.seed = options.seed;
    join_trees(grown, class_weights(samples, options.balanced), trained.forest);
    std::vector<std::vector<std::uint8_t>> votes(grown.size());
    std::vector<std::vector<double>> losses(grown.size());
    parallel_for(options.trees, [&](Index i) {
        const std::size_t t = static_cast<std::size_t>(i);
        votes[t] =
            out_of_bag_votes(trained.forest, trained.forest.trees[t], grown[t].in_bag, samples);
        losses[t] = tree_importance(trained.forest, i, votes[t], samples, options.seed);
    });
    trained.out_of_bag = out_of_bag_confusion(votes, samples);
    trained.importance.assign(samples.features.size(), 0.0);
    for (const std::vector<double>& loss : losses)
        for (std::size_t f = 0; f < loss.size(); ++f)
            trained.importance[f] += loss[f] / static_cast<double>(losses.size());
    return trained;
}

}  // namespace borderlens
