#pragma once
#include <vector>

#include "imagery/date.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Fills pixels without a valid look from the composites of other periods, never silently.
/// `target` and `others` hold bands and, last, the count of valid looks, all on one grid; `others`
/// come nearest in time first (see nearest_periods). Rule: a pixel with count 0 takes all bands of
/// the first other composite that has looks there; nothing is interpolated or mixed.
/// Returns the bands, then `filled` (0 = own looks or none at all, n = taken from others[n - 1]),
/// then the count of the target's own valid looks, which stays 0 where filled.
Raster<float> fill_gaps(const Raster<float>& target, const std::vector<Raster<float>>& others);

/// Positions of the periods other than `wanted`, the nearest first by the months between their
/// middles (rounded, so that leap days decide nothing); of two as near the earlier one.
std::vector<std::size_t> nearest_periods(const std::vector<Period>& periods, std::size_t wanted);

}  // namespace borderlens
