#pragma once
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/index.hpp"
#include "learning/accuracy_difference.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Cells by their code at an earlier and a later date.
using PairCounts = std::map<std::pair<std::int32_t, std::int32_t>, Index>;

/// PairCounts of each interval (dates k and k + 1), separately for each zone.
/// Adding two is associative: whole maps are counted block by block.
struct TransitionCounts {
    std::map<std::int32_t, std::vector<PairCounts>> zones;
    TransitionCounts& operator+=(const TransitionCounts& other);
};

/// Counts the cells of one window that hold a class at every date and lie in a zone.
/// maps: two or more rasters of one shape, `none` marks no data; zones: as large, or null (all
/// cells are in zone 0).
TransitionCounts count_transitions(const std::vector<Raster<std::int32_t>>& maps,
                                   const Raster<std::int32_t>* zones, std::int32_t none);

/// All codes that appear, ascending.
std::vector<std::int32_t> codes_of(const TransitionCounts& counts);

/// One interval as a square matrix in the order of `codes`: rows = from, columns = to, in cells.
SquareMatrix matrix_of(const PairCounts& counts, const std::vector<std::int32_t>& codes);

}  // namespace borderlens
