#pragma once
#include <cstdint>
#include <vector>

#include "learning/forest.hpp"

namespace cv::ml {
class RTrees;
}

namespace borderlens {

/// A tree of an OpenCV forest, breadth first. Its leaves are numbered in that order (`feature` of a
/// leaf node); labels[leaf] is the class it votes for.
struct OpenCvTree {
    Tree nodes;
    std::vector<std::uint16_t> labels;
};

/// Tree `number` of a trained classifier on ordered features. Throws an internal error otherwise.
OpenCvTree opencv_tree(const cv::ml::RTrees& model, Index number);

/// The whole OpenCV forest; leaf shares are all in the class the leaf votes for.
Forest opencv_forest(const cv::ml::RTrees& model, std::vector<std::string> features, Legend legend);

}  // namespace borderlens
