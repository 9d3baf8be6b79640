#pragma once
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Median of the layers at every pixel; NaN = no look, an even number of looks gives the mean of
/// the two in the middle, no look gives NaN. Values are finite or NaN. `out` may be no layer.
/// One selection network for all pixels of a strip, no branch on a pixel's value: missing looks
/// become -infinity and +infinity in turn, so that the median stays in the middle of all layers.
void median_of_layers(const std::vector<const float*>& layers, Index count, float* out);

/// The same results from plain C++: what the fast one is tested against.
void median_of_layers_plain(const std::vector<const float*>& layers, Index count, float* out);

/// Percentile 0..100 of the looks at every pixel, linear between the two nearest ranks (Hyndman and
/// Fan 1996, definition 7). NaN as above.
void percentile_of_layers(const std::vector<const float*>& layers, Index count, double percent,
                          float* out);
void percentile_of_layers_plain(const std::vector<const float*>& layers, Index count,
                                double percent, float* out);

}  // namespace borderlens
