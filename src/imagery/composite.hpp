#pragma once
#include <string>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

enum class CompositeMethod { median, mean, medoid, geomedian, percentile, best_pixel };

struct CompositeRule {
    CompositeMethod method = CompositeMethod::median;
    double percent = 50.0;  ///< of `percentile`
    int target_day = 0;     ///< of `best_pixel`: day of year; 0 = the middle of the looks' days
};

/// "median", "mean", "medoid", "geomedian", "percentile:25", "bap", "bap:196"; an input error
/// otherwise.
CompositeRule parse_composite_rule(const std::string& text);

/// One value per band and pixel from several looks at the same ground, and how many looks it rests
/// on. All looks have the same grid and bands; NaN = no look.
/// median, mean, percentile: band by band over the looks that have the band; the count is that of
/// looks with any band. medoid, geomedian: over looks with every band; the count is theirs.
/// Returns the bands and, last, the count; count 0 <=> all bands NaN. best_pixel needs dates and
/// surroundings: see best_pixels.
///   medoid: the look with the least sum of Euclidean distances to the others over all bands; the
///     first of equals. src: Flood 2013, Remote Sensing 5(12).
///   geomedian: the point with the least sum of Euclidean distances to the looks. src: Weiszfeld
///     1937; Vardi and Zhang 2000, PNAS 97(4); Roberts, Mueller, McIntyre 2017, IEEE TGRS 55(11).
///     See geometric_median for its stop.
Raster<float> composite(const std::vector<Raster<float>>& looks, const CompositeRule& rule);

/// Which day a pixel of a composite stands for: of the look that has its values (medoid, best
/// pixel; the first of several alike), else the mean of the days of the looks with any band
/// (the others). NaN where there is no look. `result` as composite gives it.
Raster<float> day_of_year_band(const std::vector<Raster<float>>& looks,
                               const std::vector<int>& days_of_year, const CompositeRule& rule,
                               const Raster<float>& result);

/// Geometric median of `looks` points of `bands` coordinates each, points[look * bands + band].
/// Weiszfeld's iteration from the mean until a step is shorter than 1e-8 or after 2000 steps; a
/// look that is itself the optimum (Vardi and Zhang 2000, equation 2.5) is returned exactly. Of two
/// looks: their mean. looks >= 1.
void geometric_median(const double* points, Index looks, Index bands, double* result);

}  // namespace borderlens
