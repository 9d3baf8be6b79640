#pragma once
#include <cstdint>
#include <limits>
#include <vector>

#include "raster/components.hpp"

namespace borderlens {

inline constexpr std::int64_t no_neighbour = std::numeric_limits<std::int64_t>::max();

/// Squared distance in cells from each patch to the nearest cell of another patch of its class,
/// between cell centres; `no_neighbour` for the only patch of a class. Exact.
///
/// Two sweeps over the rows (downwards and upwards, side by side) remember for every class and
/// column where the last two patches were seen; only a patch's corners search sideways, and no
/// farther than the best distance known for it. Memory: classes x columns, never the raster.
/// src: McGarigal et al. 2023, FRAGSTATS v4, ENN; the method is ours.
std::vector<std::int64_t> nearest_neighbour_px2(const ComponentMap& map);

}  // namespace borderlens
