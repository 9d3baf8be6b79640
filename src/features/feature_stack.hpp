#pragma once
#include <string>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Named float bands of one tile and period; names travel with the data, NaN is no data.
struct FeatureStack {
    std::vector<std::string> names;
    Raster<float> values;
};

}  // namespace borderlens
