#include "stages/study_ground.hpp"
namespace borderlens {
std::optional<Bounds> scenes_bounds(const Study&) {
    return std::nullopt;
}
}  // namespace borderlens
