#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "imagery/air.hpp"
#include "imagery/scene.hpp"
#include "lenses/lens.hpp"

namespace borderlens {

/// One time as the shipped model is to be told of it: its scenes say at which level it is, `read`
/// gives the model's bands of a window of the grid.
struct TimeToFit {
    std::vector<Scene> scenes;
    std::function<FeatureStack(const Window&)> read;
};

/// What is learned from scenes without labels before they are classified.
struct ModelFit {
    std::vector<std::optional<Air>> airs;  ///< per time; none = reflectance of the surface already
    std::optional<SceneMixture> mixture;   ///< the model's, fitted to all times together
};

/// Looks at windows spread over the grid. Times whose scenes are all at the top of the atmosphere
/// get the air that is to be taken off; a time with some such scenes is left as it stands, with a
/// warning. Band names are the roles `read` gives.
ModelFit fit_model(const LensModel& model, const Grid& grid, const std::vector<TimeToFit>& times);

/// Makes top-of-atmosphere reflectances of a window those of the ground.
void take_off_air(FeatureStack& image, const Air& air);

}  // namespace borderlens
