#pragma once
#include <vector>

#include "imagery/role.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// A second opinion on clouds by time: a look that stands far off its own pixel's series becomes
/// NaN in all bands. Cloud: green (else blue, red) above the series' median by more than
/// max(sigma * robust deviation, 0.04); shadow: near infrared and, if there is one, swir1 below it
/// by more than that. The robust deviation is 1.4826 x the median absolute deviation. Pixels with
/// fewer than 5 looks are left alone; so is a series more than half of which is cloud.
/// Returns how many looks were masked.
/// src: the 0.04 and the bands: Tmask, Zhu and Woodcock 2014, Remote Sensing of Environment 152,
/// with the median in place of the harmonic fit, which a season's few looks do not carry.
Index mask_outliers(std::vector<Raster<float>>& looks, const std::vector<Role>& roles,
                    double sigma);

}  // namespace borderlens
