#pragma once
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Gives each row 95 % limits from `pieces`, the same figure of parts of its ground (how the ground
/// varies), and from `drawn`, the same figure on other maps that the map's doubts leave possible
/// (map error; may be empty). Student with pieces - 1 degrees; side, band and metric tell which
/// rows belong together. Rows with fewer than three pieces, and counts of patches, get none.
void add_replicate_intervals(std::vector<Measure>& rows, const std::vector<Measure>& pieces,
                             const std::vector<Measure>& drawn);

}  // namespace borderlens
