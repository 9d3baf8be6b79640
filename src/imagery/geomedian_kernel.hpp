#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Geometric median of the looks at every pixel (see composite.hpp) into all bands but the last of
/// `result`, the number of complete looks into the last. Several pixels are iterated at once; those
/// that have not stopped after the first steps are finished one by one.
void geomedian_of_looks(const std::vector<Raster<float>>& looks, Raster<float>& result);

}  // namespace borderlens
