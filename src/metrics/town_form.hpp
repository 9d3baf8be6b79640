#pragma once
#include "raster/raster.hpp"

namespace borderlens {

/// What built-up ground looks like from above; codes of built_up_forms.
namespace form {
inline constexpr std::uint8_t none = 0;
inline constexpr std::uint8_t big_roof = 1;  ///< halls: large, bright or coloured, compact
inline constexpr std::uint8_t fine_grained =
    2;                                        ///< roofs, yards, streets and trees by turns: homes
inline constexpr std::uint8_t hardstand = 3;  ///< yards, rail yards, aprons: large, even, grey
}  // namespace form

struct TownFormOptions {
    double pixel_size_m = 10.0;
    /// An even neighbourhood varies by less than this share of its brightness.
    double even_variation = 0.12;  ///< chosen: simulated homes vary by 0.15 to 0.4, halls by < 0.1
    double window_m = 30.0;        ///< side of that neighbourhood
    /// Even neighbourhoods that make an object; its rim comes on top.
    double least_core_m2 = 600.0;  ///< chosen: what a hall of 40 x 50 m leaves of its middle
    /// A roof is brighter than the even ground of its town by this factor.
    double bright_factor = 1.1;  ///< chosen: between metal roofs and worn concrete
    /// Perimeter over that of the closest shape of as many cells; a hall is below it.
    double most_shape = 1.7;  ///< chosen: a rectangle of 6 to 1, or a square that stands askew
};

/// The form of every built-up pixel. Pixels with an even neighbourhood join, with even neighbours
/// of their brightness, to the cores of objects, whose rims are taken in; compact bright ones are
/// big roofs, other large ones hardstands, all that is left is fine-grained. Relative to the
/// built-up ground given, so that towns in one image are compared, not images.
///
/// in: brightness is the mean reflectance of the visible and near-infrared bands, NaN where there
/// is none; built_up is nonzero where the ground is; rasters of one shape.
Raster<std::uint8_t> built_up_forms(const Raster<std::uint8_t>& built_up,
                                    const Raster<float>& brightness,
                                    const TownFormOptions& options = {});

}  // namespace borderlens
