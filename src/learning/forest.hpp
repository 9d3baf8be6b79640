#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/document.hpp"
#include "learning/samples.hpp"
#include "raster/legend.hpp"

namespace borderlens {

/// A node of a tree. Inner: rows with value <= threshold go to node `child`, others to child + 1.
/// Leaf: child = 0 (the root is nobody's child) and `feature` is a row of the forest's leaf table.
struct TreeNode {
    float threshold = 0.0F;
    std::uint32_t child = 0;
    std::uint32_t feature = 0;
    bool operator==(const TreeNode&) const = default;
};

/// Nodes breadth first, so that siblings lie side by side.
using Tree = std::vector<TreeNode>;

/// What leaves say. Leaves that say the same share one row.
struct LeafTable {
    /// The class a leaf votes for (position in the legend).
    std::vector<std::uint16_t> labels;
    /// [leaf][class]: share of the training rows that fell into the leaf, of 65535; sums to 65535.
    std::vector<std::uint16_t> shares;
    Index size() const { return static_cast<Index>(labels.size()); }
};

inline constexpr std::uint32_t whole_share = 65535;

/// A random forest (Breiman 2001) ready to be applied. Made by train_forest or load_forest, which
/// promise: trees well formed, features and leaves in range, names unique.
struct Forest {
    std::vector<std::string> features;
    Legend legend;
    std::vector<Tree> trees;
    LeafTable leaves;
    std::uint64_t seed = 0;
    Document summary = Document::object();  ///< how it was trained and how well it did

    Index class_count() const { return static_cast<Index>(legend.size()); }
    Index feature_count() const { return static_cast<Index>(features.size()); }
};

inline constexpr Index deepest_tree = 25;  ///< OpenCV's limit

struct ForestOptions {
    Index trees = 100;
    Index depth = deepest_tree;  ///< 1..25
    Index min_leaf = 2;          ///< nodes with fewer than twice as many rows are not split
    Index mtry = 0;              ///< features tried per split; 0 = square root of their number
    bool balanced = false;       ///< every class weighs the same, however many rows it has
    Index most_rows = 200000;  ///< larger samples are thinned by class; chosen: minutes, not hours
    std::uint64_t seed = 1;
};

/// Confusion counts [reference][predicted] and the shares drawn from them.
struct Confusion {
    std::vector<std::vector<Index>> counts;
    explicit Confusion(std::size_t classes = 0) : counts(classes, std::vector<Index>(classes, 0)) {}
    double overall() const;                        ///< NaN without any count
    double users(std::size_t position) const;      ///< right share of what was called so
    double producers(std::size_t position) const;  ///< found share of what is so
};

/// {overall, users: {class: share}, producers: {class: share}, confusion: [[...]]}; undefined =
/// null.
Document to_document(const Confusion& confusion, const Legend& legend);

struct TrainedForest {
    Forest forest;
    Confusion out_of_bag;            ///< each row judged by the trees that never saw it
    std::vector<double> importance;  ///< per feature: loss of out-of-bag accuracy when permuted
};

/// Trains by cv::ml::RTrees, one tree per sub-forest with its own seed, on several threads; the
/// same samples and options give the same forest whatever the thread count. Leaf shares are those
/// of all training rows passed down. Importance: Breiman 2001, section 10, mean over trees.
/// Throws an input error for fewer than two classes with rows or options out of range.
TrainedForest train_forest(const Samples& samples, const ForestOptions& options);

/// The leaf a row falls into: plain walk, for training and as the reference in tests.
std::uint32_t leaf_of(const Tree& tree, const float* row);

/// How a forest does on rows it was not trained with.
struct Judgement {
    Confusion confusion;  ///< labels by leaf shares
    double log_loss =
        0.0;             ///< mean -ln(share of the right class), shares from 0.001 on; NaN = no row
    double brier = 0.0;  ///< mean sum of squared errors of the shares (Brier 1950), 0..2
};
/// The confusion's document with log_loss and brier.
Document to_document(const Judgement& judgement, const Legend& legend);
Judgement judge_forest(const Forest& forest, const Samples& samples);

}  // namespace borderlens
