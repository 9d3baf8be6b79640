#pragma once
#include <vector>

#include "raster/components.hpp"

namespace borderlens {

/// The connected core cells of one patch: a disjunct core area.
struct DisjunctCore {
    std::int32_t patch = 0;  ///< component number
    Index cells = 0;
};

/// Core cells lie at least `edge_depth_px` cells from everything that is not their class:
/// the patch eroded that often by its four neighbours; background and the raster's edge count as
/// edge. Disjunct cores are joined with the map's own connectivity and come in order of their
/// first cell.
/// in:  edge_depth_px >= 1.
/// src: McGarigal et al. 2023, FRAGSTATS v4, core area metrics.
std::vector<DisjunctCore> disjunct_cores(const ComponentMap& map, Index edge_depth_px);

}  // namespace borderlens
