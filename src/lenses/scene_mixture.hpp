#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "features/feature_stack.hpp"
#include "raster/legend.hpp"

namespace borderlens {

/// One kind of ground: how the logarithms of its reflectances spread.
struct SpectralKind {
    std::string class_name;
    double share = 0.0;              ///< of the ground, sums to 1 over the kinds
    bool fixed = false;              ///< man-made: the same everywhere, not moved by a scene
    std::vector<double> mean;        ///< per band, of ln(max(reflectance, 0.005))
    std::vector<double> covariance;  ///< [band][band]
};

/// The ground of a scene, or of scenes in general, as a mixture of kinds.
using SceneMixture = std::vector<SpectralKind>;

Document to_document(const SceneMixture& mixture);
/// An input error unless sizes fit the number of bands, shares are positive and covariances
/// symmetric and positive definite.
SceneMixture mixture_of(const Document& document, std::size_t bands);

/// Mean and covariance of the rows [row][band] (reflectances) of one kind. At least two rows.
SpectralKind kind_of_rows(const std::string& class_name, const std::vector<double>& rows,
                          std::size_t bands);

/// The mixture fitted to a scene's pixels without any label: expectation and maximisation from the
/// general one, which counts as `prior_share` of all pixels for each kind that may move
/// (maximum a posteriori; Gauvain and Lee 1994, IEEE Trans. Speech Audio Process. 2(2), eqs.
/// 22-24). pixels: [row][band] reflectances, rows with NaN are passed over. Fewer than 1000 usable
/// rows leave the mixture as it is: too few to learn from.
SceneMixture adapted(const SceneMixture& general, const std::vector<float>& pixels,
                     double prior_share = 0.02, int rounds = 15);

/// Probability of each class of the legend by the mixture, one band per class; classes without a
/// kind have none. `bands` of the image in the mixture's order; NaN = no data.
Raster<float> mixture_probabilities(const FeatureStack& image, const SceneMixture& mixture,
                                    const Legend& legend);

}  // namespace borderlens
