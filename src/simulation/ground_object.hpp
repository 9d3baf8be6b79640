#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "simulation/noise.hpp"

namespace borderlens {

/// Levels by which objects of one material differ (fields, roofs, patches of open land).
inline constexpr int object_levels = 32;

/// Level of a smooth field: rank of rough noise of three octaves, whose deviation is about 0.35.
inline std::uint8_t smooth_object(double noise) {
    const double share = 1.0 / (1.0 + std::exp(-1.702 * (noise / 0.35)));
    return static_cast<std::uint8_t>(std::clamp(share * object_levels, 0.0, object_levels - 1.0));
}

/// Any level with equal chance: the upper five bits.
inline std::uint8_t hashed_object(std::uint64_t seed, Index i, Index j) {
    return static_cast<std::uint8_t>(place_hash(seed, i, j) >> 59);
}

}  // namespace borderlens
