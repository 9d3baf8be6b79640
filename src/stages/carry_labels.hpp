#pragma once
#include "stages/collect_samples.hpp"

namespace borderlens {

/// Labels drawn on one image that hold on another of the same grid, because the ground did not
/// change between the two. The rule: the later image is normalised to the earlier band by band on
/// no-change pixels (normalise_on_no_change); a label stays where the chi-square of the pixel's
/// change vector lies below the median of unchanged ground. Half of the unchanged labels are lost
/// with those that changed: few wrong labels harm more than many fewer right ones.
/// Pixels without data in either image are left out. An input error names what does not fit.
/// src: Gray and Song 2013, Remote Sensing of Environment 134 (signatures from stable pixels),
/// with the change vectors of normalisation.hpp in place of one index.
PlacedLabels unchanged_labels(const JoinedBands& labelled, const JoinedBands& image,
                              PlacedLabels labels);

}  // namespace borderlens
