#pragma once
#include <cstdint>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// One of the maps that the probabilities of a map's classes leave possible.
struct MapDraw {
    std::uint64_t seed = 0;
    /// Size of the patches that errors come in. chosen: 3 px; pixels that err one by one would cut
    /// every patch to pieces, which no classifier of neighbouring, mixed and smoothed pixels does.
    double patch_px = 3.0;
};

/// Class codes of a draw at `place` of a larger raster, whose `probability` (one band per class of
/// `codes`, sums to 1) is given there; NaN becomes `no_code`. A pixel keeps its most probable class
/// with that probability; a smooth Gaussian field decides, the same wherever a window begins.
/// For metrics that are no sums of pixels, measured again on several draws.
/// src: error model of categorical maps, Goodchild, Sun and Yang 1992, International Journal of
/// Geographical Information Systems 6(2).
Raster<std::int32_t> draw_map(const Raster<float>& probability,
                              const std::vector<std::int32_t>& codes, const Window& place,
                              const MapDraw& draw);

}  // namespace borderlens
