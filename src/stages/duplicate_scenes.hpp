#pragma once
#include <vector>

#include "imagery/scene.hpp"

namespace borderlens {

/// Gives sound scenes a problem whose files, or whose product by its own name, came before.
void mark_duplicates(std::vector<Scene>& scenes);

}  // namespace borderlens
