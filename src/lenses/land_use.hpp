#pragma once
#include "lenses/lens.hpp"

namespace borderlens {

Index land_use_halo_px(const LensModel& model, double pixel_size_m);
/// Classes of the model through time; a class stays from one year to the next in most places.
std::vector<LensLayer> apply_land_use(const LensImages& images, const LensModel& model);

/// Yearly transitions where every class keeps `stay` of its ground and loses the rest to all others
/// alike; classes in `lasting` (built-up, plants) keep 0.999.
StateRows persistent_transitions(const Legend& legend, double stay);

}  // namespace borderlens
