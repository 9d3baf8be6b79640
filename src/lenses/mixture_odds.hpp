#pragma once
#include <string>
#include <vector>

#include "features/feature_stack.hpp"
#include "lenses/scene_mixture.hpp"

namespace borderlens {

/// How much likelier pixels are under the kinds of one class of a mixture than under all its
/// others: the logarithm of the ratio of both sums of densities.
class MixtureOdds {
  public:
    /// An input error unless the mixture has kinds of that class and others.
    MixtureOdds(const SceneMixture& mixture, const std::string& class_name);

    /// One band; `bands` of the image in the mixture's order; NaN = no data in any of them.
    Raster<float> log_odds(const FeatureStack& image) const;

  private:
    struct Kind {
        std::vector<float> whitening;  // lower triangle, row by row
        std::vector<float> shift;      // whitening times mean
        float log_factor = 0.0F;
    };
    Index m_bands = 0;
    std::vector<Kind> m_sought, m_others;
};

}  // namespace borderlens
