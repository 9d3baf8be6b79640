#pragma once
#include <vector>

#include "lenses/lens_objects.hpp"
#include "raster/components.hpp"

namespace borderlens {

/// Ground of which no pixel is sure, but which as a whole has the shape of what is looked for.
struct RegularRegion {
    Window bounds;
    Raster<std::int32_t> cells;  ///< over the bounds, 1 inside
};

/// Connected (8) cells of `possible` as large and as regular as the limits say, less than half of
/// them in `sure`: what is sure for the most part stands by itself. Any code but `no_code` counts;
/// gaps are closed already in both.
std::vector<RegularRegion> find_regular_regions(const Grid& grid, const CodeSource& possible,
                                                const CodeSource& sure, const ObjectLimits& limits);

/// `code` where a regular object may be, `otherwise` where not, no class where nothing is known.
Raster<ClassCode> possible_places(const Raster<float>& probability, ClassCode code,
                                  ClassCode otherwise, const ObjectLimits& limits);

/// Sets the pixels of such regions of the last time from `otherwise` to `code`: all of them at the
/// last time, those possible by then at earlier ones. `possible`: possible_places of the same times
/// as `classes`.
void add_regular_regions(std::vector<Raster<ClassCode>>& classes,
                         const std::vector<Raster<ClassCode>>& possible, ClassCode code,
                         ClassCode otherwise, const ObjectLimits& limits);

}  // namespace borderlens
