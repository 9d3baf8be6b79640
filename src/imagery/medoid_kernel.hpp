#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Medoid of the looks at every pixel (see composite.hpp) into all bands but the last of `result`,
/// the number of complete looks into the last. Distances are summed in double precision.
void medoid_of_looks(const std::vector<Raster<float>>& looks, Raster<float>& result);

/// The same results from plain C++, pixel by pixel.
void medoid_of_looks_plain(const std::vector<Raster<float>>& looks, Raster<float>& result);

}  // namespace borderlens
