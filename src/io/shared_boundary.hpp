#pragma once
#include <string>
#include <vector>

#include "raster/geometry.hpp"

namespace borderlens {

/// The line along which two polygons (or two groups of polygons) of a layer touch: features whose
/// `field` equals `a` against those that equal `b`, in the layer's CRS. Input errors: no such
/// feature, polygons that share no boundary.
std::vector<Polyline> shared_boundary(const std::string& path, const std::string& layer,
                                      const std::string& field, const std::string& a,
                                      const std::string& b);

}  // namespace borderlens
