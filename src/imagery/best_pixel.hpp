#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Which look a pixel is taken from by score.
struct BestPixelRule {
    int target_day = 196;                ///< day of year aimed at
    double day_sigma = 30.0;             ///< chosen: a month off costs 0.4 of the day's score
    double required_distance_m = 500.0;  ///< chosen: a third of White et al.'s 50 pixels of 30 m,
                                         ///< since masks here are dilated first
};

/// How far around a pixel its score looks.
Index best_pixel_reach_px(const BestPixelRule& rule, double pixel_size_m);

/// Best available pixel: from looks on a window padded by `pad_px` on all sides, for the core the
/// bands of the complete look with the greatest score and, last, the number of complete looks.
/// score = exp(-0.5 ((day - target) / sigma)^2) + 1 / (1 + exp(-0.2 (min(D, R) - R / 2)))
/// with D the distance to the nearest pixel without a look and R the required one, in units of
/// 30 m; days count round the year. Of equal scores the first look.
/// src: Griffiths et al. 2013, IEEE JSTARS 6(5); White et al. 2014, Canadian Journal of Remote
/// Sensing 40(3), equations 1 and 2, without sensor and opacity scores.
Raster<float> best_pixels(const std::vector<Raster<float>>& looks,
                          const std::vector<int>& days_of_year, const BestPixelRule& rule,
                          Index pad_px);

}  // namespace borderlens
