#pragma once
#include <string>
#include <vector>

#include "lenses/scene_mixture.hpp"

namespace borderlens {

/// Class of the kinds with panels.
inline constexpr const char* panel_class = "photovoltaics";

/// Solar plants over soils of every colour, and what may be taken for them: the same soils under
/// leaves and straw, burnt ground, towns. The forest of the shipped model knows a handful of soils,
/// each a thin slice of what there is, and takes plants on others for soil.
/// bands: names of simulated roles. Shares: plants count as much as all open ground.
SceneMixture panel_kinds(const std::vector<std::string>& bands, std::uint64_t seed);

}  // namespace borderlens
