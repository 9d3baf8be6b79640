#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "features/feature_stack.hpp"

namespace borderlens {

/// One kind of feature a classifier may be given, for `borderlens list features`.
struct FeatureKind {
    std::string name;  ///< how its bands are called; <band>, <a>, <b>, <k> are filled in
    std::string formula;
    std::string unit;
    std::string source;
    std::string option;  ///< how to ask `train` for it
};

/// Every kind of feature, in the order of the manual.
const std::vector<FeatureKind>& all_feature_kinds();

/// Which features are made from an image's bands. It travels with the model, so that an image is
/// prepared for classification exactly as for training.
struct FeatureRecipe {
    std::vector<std::string> bands;
    bool ratios = false;                    ///< normalised differences of all pairs of bands
    std::vector<Index> windows_px;          ///< texture in squares of these odd sides
    std::vector<std::string> indices = {};  ///< of the registry; the bands are named by role
    bool operator==(const FeatureRecipe&) const = default;
};

/// Names of the features in the order they are made.
std::vector<std::string> feature_names(const FeatureRecipe& recipe);

/// How far a feature looks around its pixel.
Index halo_px(const FeatureRecipe& recipe);

/// The features of a window of an image. `bands` holds the recipe's bands in their order.
/// A pixel that is NaN in any band is NaN in all features; an index undefined at a valid pixel is
/// 0.
FeatureStack make_features(const FeatureStack& bands, const FeatureRecipe& recipe);

Document to_document(const FeatureRecipe& recipe);
/// An input error if the document is no recipe or asks for windows that are no odd 1..255.
FeatureRecipe recipe_of(const Document& document);

}  // namespace borderlens
