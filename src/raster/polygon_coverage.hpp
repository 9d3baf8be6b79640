#pragma once
#include <vector>

#include "raster/geometry.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Neighbouring cells of one row of which a polygon covers the same fraction.
struct CoverageSpan {
    Index row = 0;
    Index col = 0;
    Index cols = 0;
    double fraction = 0.0;  ///< 0 < fraction <= 1
};

/// The exact fractions of grid cells that polygons cover, as spans in row order; cells outside the
/// grid and cells not covered are left out. Holes are taken out, whatever the rings' direction;
/// where parts overlap the fraction stays at most 1.
/// Memory and time: cells that the rings pass and rows inside, not the area.
/// Throws an input error for a ring with a coordinate that is no number.
/// src: signed areas under the edges, summed along rows (Levien 2013, font-rs; Porter and Duff
/// 1984).
std::vector<CoverageSpan> polygon_coverage(const std::vector<Polygon>& polygons, const Grid& grid);

/// The same as a raster of fractions, 0 where nothing is covered.
Raster<float> coverage_raster(const std::vector<Polygon>& polygons, const Grid& grid);

}  // namespace borderlens
