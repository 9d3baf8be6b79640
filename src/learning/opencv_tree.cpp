#include "learning/opencv_tree.hpp"

#include <deque>
#include <opencv2/ml.hpp>

#include "base/error.hpp"

namespace borderlens {

OpenCvTree opencv_tree(const cv::ml::RTrees& model, Index number) {
    const auto& nodes = model.getNodes();
    const auto& splits = model.getSplits();
    std::deque<int> queue = {model.getRoots().at(static_cast<std::size_t>(number))};
    OpenCvTree tree;
    std::uint32_t next_child = 1;
    while (!queue.empty()) {
        const cv::ml::DTrees::Node& node = nodes[static_cast<std::size_t>(queue.front())];
        queue.pop_front();
        if (node.split < 0) {
            tree.nodes.push_back({0.0F, 0, static_cast<std::uint32_t>(tree.labels.size())});
            tree.labels.push_back(static_cast<std::uint16_t>(node.classIdx));
            continue;
        }
        const cv::ml::DTrees::Split& split = splits[static_cast<std::size_t>(node.split)];
        // Inversed and categorical splits are never made for ordered features of a classifier.
        if (split.inversed) throw internal_error("OpenCV made an inversed split");
        tree.nodes.push_back({split.c, next_child, static_cast<std::uint32_t>(split.varIdx)});
        next_child += 2;
        queue.push_back(node.left);
        queue.push_back(node.right);
    }
    return tree;
}

Forest opencv_forest(const cv::ml::RTrees& model, std::vector<std::string> features,
                     Legend legend) {
    Forest forest;
    forest.features = std::move(features);
    forest.legend = std::move(legend);
    const std::size_t classes = forest.legend.size();
    for (std::size_t c = 0; c < classes; ++c) {
        forest.leaves.labels.push_back(static_cast<std::uint16_t>(c));
        for (std::size_t k = 0; k < classes; ++k)
            forest.leaves.shares.push_back(
                static_cast<std::uint16_t>(k == c ? whole_share : std::uint32_t{0}));
    }
    for (std::size_t t = 0; t < model.getRoots().size(); ++t) {
        OpenCvTree tree = opencv_tree(model, static_cast<Index>(t));
        for (TreeNode& node : tree.nodes)
            if (node.child == 0) node.feature = tree.labels[node.feature];
        forest.trees.push_back(std::move(tree.nodes));
    }
    return forest;
}

}  // namespace borderlens
