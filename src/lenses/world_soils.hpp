#pragma once
#include "base/random.hpp"
#include "lenses/spectral_recipes.hpp"

namespace borderlens {

/// A dry soil such as there may be anywhere in the world: log-normal, with the mean and the six
/// main components (of the covariance of logarithms) of measured soils.
Reflectance world_soil(Random& random);

}  // namespace borderlens
