#pragma once
#include <cstdint>
#include <vector>

namespace borderlens {

/// The leftmost and rightmost corner of a patch on one grid line y (0 = the raster's upper edge).
struct OutlineLevel {
    std::int64_t y = 0;
    std::int64_t x_min = 0;
    std::int64_t x_max = 0;
};

/// Keeps only levels with a corner of the convex hull. in: y ascending, each once.
/// src: monotone chain, Andrew 1979.
std::vector<OutlineLevel> hull_levels(const std::vector<OutlineLevel>& levels);

/// Squared greatest distance between two corners of the levels [cells^2].
/// in:  y ascending, each once.
std::int64_t greatest_distance2(const std::vector<OutlineLevel>& levels);

}  // namespace borderlens
