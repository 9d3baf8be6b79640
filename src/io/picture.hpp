#pragma once
#include <array>
#include <string>

#include "raster/legend.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// A class raster as a PNG with a palette; codes without an entry (and 0) are transparent.
std::string class_png(const Raster<ClassCode>& classes, const Legend& legend);

/// Values that are drawn black and full in each of three bands.
struct ColourStretch {
    std::array<float, 3> low{};
    std::array<float, 3> high{};
};

/// Between the 2 % and 98 % quantiles of the bands' valid values; 0 to 1 where a band has none.
ColourStretch stretch_of(const Raster<float>& rgb);

/// Red, green, blue and opacity as bytes: NaN is transparent.
Raster<std::uint8_t> stretched(const Raster<float>& rgb, const ColourStretch& stretch);

/// Three bands (red, green, blue) as a PNG under their own stretch.
std::string colour_png(const Raster<float>& rgb);
/// Four bands of bytes (red, green, blue, opacity) as WebP, a tenth of a PNG's size for pictures of
/// the ground. An input error if GDAL was built without WebP.
std::string rgba_webp(const Raster<std::uint8_t>& rgba);

}  // namespace borderlens
