#pragma once
#include <vector>

#include "raster/components.hpp"

namespace borderlens {

/// What a patch's form needs beyond area and perimeter; lengths in cells.
struct PatchShape {
    double mean_distance_to_centroid = 0.0;  ///< of cell centres
    std::int64_t diameter2 = 0;              ///< squared distance of its farthest two cell corners
    Index corner_pairs = 0;                  ///< pairs of its cells that touch at a corner only
};

/// The shape of every patch of the map, in component order; strips are measured on several threads,
/// patches cut by a strip's border are put together.
std::vector<PatchShape> patch_shapes(const ComponentMap& map);

}  // namespace borderlens
