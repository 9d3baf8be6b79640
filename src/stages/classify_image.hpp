#pragma once
#include <string>

#include "learning/compiled_forest.hpp"
#include "stages/joined_bands.hpp"

namespace borderlens {

struct ClassifyOutputs {
    std::string classes;      ///< "" = not wanted
    std::string probability;  ///< one band per class, 0..1
    std::string entropy;      ///< Shannon entropy of the probabilities [nat]
    std::string margin;       ///< highest probability minus the second highest, 0..1
    bool smooth = false;      ///< probabilities averaged over alike neighbours before they decide
    bool overwrite = false;
};

/// Reads a model; an input error names the file.
Forest read_forest(const std::string& path);

/// Classifies an image block by block, with the features the model was trained on. Codes 1..255 are
/// written as bytes (0 = no data), others as 32-bit numbers; the legend travels along.
void classify_image(const std::vector<std::string>& paths, const Forest& forest,
                    const std::string& model_path, Decision decision,
                    const ClassifyOutputs& outputs);

}  // namespace borderlens
