#pragma once
// For .cpp files of src/io only.
#include <cstdint>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Lays out a row of `count` pixels, `step` numbers apart from pixel to pixel: number `bands[k]` of
/// each pixel goes to the row at `to + k * plane`. differences: each number stands less the one of
/// the pixel before. src: TIFF 6.0, section 14.
void spread_bands(const std::uint16_t* from, Index step, bool differences, Index count,
                  const std::vector<Index>& bands, std::uint16_t* to, Index plane);

}  // namespace borderlens
