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
std::vector<OutlineLevel> hull_levels(const std::vector<OutlineLevel>& levels);

/// Squared radius of the smallest circle around the corners of all levels [cells^2].
/// in:  at least one level.
/// src: Welzl 1991, smallest enclosing disks, on the convex hull (monotone chain; Andrew 1979).
double enclosing_circle_radius2(const std::vector<OutlineLevel>& levels);

}  // namespace borderlens
