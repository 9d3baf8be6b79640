#pragma once
#include <string>

#include "raster/legend.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// A class raster as a PNG with a palette; codes without an entry (and 0) are transparent.
std::string class_png(const Raster<ClassCode>& classes, const Legend& legend);

/// Three bands (red, green, blue) as a PNG; each is stretched between its 2 % and 98 % quantiles,
/// NaN is transparent.
std::string colour_png(const Raster<float>& rgb);

}  // namespace borderlens
