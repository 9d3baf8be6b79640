#pragma once
#include "lenses/lens.hpp"

namespace borderlens {

/// Probability that a pixel is ground under panels, in one image on its own. A model with kinds of
/// ground under panels has two voices: its forest says whether a pixel is open ground or panels
/// rather than water, towns, salt or snow; forest and kinds together which of the two. Other
/// models' forests speak alone. `all`: the forest's shares of the image. NaN = no data.
Raster<float> panel_shares(const FeatureStack& image, const Raster<float>& all,
                           const LensModel& model);

}  // namespace borderlens
