#pragma once
#include <limits>
#include <vector>

#include "lenses/lens.hpp"
#include "raster/geometry.hpp"

namespace borderlens {

struct ObjectLimits {
    double least_area_ha = 0.05;
    double greatest_area_ha = 1e9;
    double least_fill = 0.0;  ///< of the smallest rectangle around the object
    double gap_m = 0.0;       ///< gaps up to this wide belong to the object (tracks between rows)
    /// Large and as regular as this, it is so many times likelier what is looked for.
    double regular_area_ha = std::numeric_limits<double>::infinity();
    double regular_fill = 1.0;
    double regular_odds = 1.0;
};

/// A connected thing a lens saw, as it stands at the last time.
struct LensObject {
    std::vector<Polygon> outline;
    double area_ha = 0.0;
    double fill = 0.0;           ///< its share of the smallest rectangle around it, any direction
    double probability = 0.0;    ///< mean over its pixels at the last time, weighed by its shape
    std::size_t first_time = 0;  ///< the first at which half of it was there
};

/// Share of the smallest rectangle around the cells of one label, turned any way, that they fill.
double rectangle_fill(const Raster<std::int32_t>& labels, std::int32_t label, const Window& bounds);

/// Probability of an object whose pixels have this mean, once its shape is known.
double probability_by_shape(double mean_probability, double area_ha, double fill,
                            const ObjectLimits& limits);

/// Limits of a lens; only shapes of plants are limited.
ObjectLimits object_limits(const Lens& lens);

/// Half of the gap in pixels, rounded up: 20 m are 1 pixel of 10 m to either side, 50 m are 3.
Index gap_reach_px(double gap_m, double pixel_size_m);

/// Fills gaps of up to `2 reach` pixels between pixels of class `code` that are of class
/// `otherwise`, by a morphological closing with a square; what is no data stays. A pixel depends on
/// those up to `2 reach` away.
void close_gaps(Raster<ClassCode>& classes, ClassCode code, ClassCode otherwise, Index reach);

/// 8-connected objects of class `code` in the last of `classes` that keep the limits, largest
/// first. Pixels of those that do not are set to `otherwise` in all times. `probability`: of the
/// class at the last time.
std::vector<LensObject> find_lens_objects(std::vector<Raster<ClassCode>>& classes,
                                          const Raster<float>& probability, ClassCode code,
                                          ClassCode otherwise, const ObjectLimits& limits);

}  // namespace borderlens
