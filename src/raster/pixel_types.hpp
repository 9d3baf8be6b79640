#pragma once

#include <cstdint>

/// The numbers a raster file of ours may hold: `INSTANTIATE(T)` once for each.
#define BORDERLENS_PIXEL_TYPES(INSTANTIATE) \
    INSTANTIATE(float)                      \
    INSTANTIATE(double)                     \
    INSTANTIATE(std::uint8_t)               \
    INSTANTIATE(std::uint16_t)              \
    INSTANTIATE(std::int16_t)               \
    INSTANTIATE(std::int32_t)
