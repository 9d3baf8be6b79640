#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// From which period on a pixel shows what does not come and go (buildings, solar plants): the
/// start s that makes the probabilities p[t] of all periods most likely together, absent before s
/// and present from s on: the Viterbi path of a two-state chain that cannot return. p: one value
/// per period, 0..1, NaN = not seen. Returns s, p.size() = never. At equal likelihood the later
/// start is taken: nothing is claimed without evidence.
Index persistent_start(const std::vector<float>& p);

/// The same for rasters: start[pixel] = 1 + s, 0 where no period was seen, periods + 1 = never.
Raster<std::uint8_t> persistent_start(const std::vector<Raster<float>>& periods);

}  // namespace borderlens
