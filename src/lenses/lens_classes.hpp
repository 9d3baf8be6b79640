#pragma once
#include <vector>

#include "lenses/lens.hpp"

namespace borderlens {

/// Classes with names in English, Chinese, Russian and Kazakh, colours, and crosswalks to China's
/// GB/T 21010-2017 and Kazakhstan's land categories.
const std::vector<LensClass>& land_use_classes();
const std::vector<LensClass>& built_up_classes();
const std::vector<LensClass>& photovoltaics_classes();

}  // namespace borderlens
