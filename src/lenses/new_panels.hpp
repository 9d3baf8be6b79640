#pragma once
#include <array>
#include <optional>

#include "features/feature_stack.hpp"

namespace borderlens {

/// What two images of one place say about panels having come between them, as logarithms of odds.
/// Chosen on scenes 101 to 118 of tests/accuracy/plant_scenes.py, the last on 401 to 436.
inline constexpr float panels_fit = 7.0F;       ///< panels over the former ground explain the later
inline constexpr float panels_possible = 2.0F;  ///< darkened, near to it: ground that changes is
                                                ///< likelier to get panels than ground on average
inline constexpr float panels_unlikely = -2.0F;  ///< as it was, or changed to something else

/// What the later image of a pixel is made of.
struct PanelFit {
    double panels = 0.0;  ///< times the mean spectrum of panels
    double ground = 0.0;  ///< times the former image
    double leaves = 0.0;  ///< green canopy that has come; below 0: that is gone
    double misfit = 0.0;  ///< root mean square of what is left, in parts of what is expected
};

/// Reflectances in blue, green, red, nir, swir1, swir2.
using SixBands = std::array<double, 6>;

/// Least squares; differences count by 1 / (0.005 + 0.05 x later).
PanelFit fit_panels(const SixBands& former, const SixBands& later);

/// The log odds above per pixel, NaN where either has no data; none if a band of the six is missing
/// (four bands fit three parts whatever came). A plant is rows of panels over the ground that was
/// there, part of it in shade and bare of crops: later = panels + part of (former - its leaves).
std::optional<Raster<float>> panels_came(const FeatureStack& former, const FeatureStack& later);

}  // namespace borderlens
