#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "imagery/air.hpp"
#include "imagery/scene.hpp"
#include "lenses/lens.hpp"
#include "stages/ground_gradients.hpp"

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
    std::vector<std::optional<SlopeLight>> lights;  ///< per time; none = slopes stay as they are
    std::optional<SceneMixture> mixture;            ///< the model's, fitted to all times together
    GradientReader ground = {};
};

/// Looks at windows spread over the grid. Times whose scenes are all at the top of the atmosphere
/// get the air that is to be taken off; a time with some such scenes is left as it stands, with a
/// warning. Where the ground's gradients are known, light on slopes is made that of level ground.
/// Band names are the roles `read` gives.
ModelFit fit_model(const LensModel& model, const Grid& grid, const std::vector<TimeToFit>& times,
                   GradientReader ground);

/// Of a model of the user's own scenes, which is taken at its word.
ModelFit no_fit(std::size_t times);

/// Makes images of a window, as they were read, what the model is to be asked about.
void use_fit(LensImages& images, const ModelFit& fit, const Window& window);

}  // namespace borderlens
