#pragma once
#include <string>
#include <vector>

#include "features/features.hpp"
#include "learning/forest.hpp"
#include "lenses/scene_mixture.hpp"

namespace borderlens {

/// Band sets the shipped models are made for: all Landsat from 4 on and Sentinel-2 have the first,
/// older or cut images at least the second.
const std::vector<std::vector<std::string>>& shipped_band_sets();

/// Simulated samples of the land_use classes: mixtures of the simulation's material spectra with
/// green cover, litter, shade, moisture, brightness, haze and noise drawn at random (seeded), as a
/// pixel of these bands sees them. An input error for a band that is no reflective role.
/// Groups tell draws apart. `rows_of_one`: rows of a class as common as steppe or fields.
Samples spectral_samples(const std::vector<std::string>& bands, Index rows_of_one,
                         std::uint64_t seed);

/// The same kinds of ground as a mixture of spreads, one kind a recipe, without what is built:
/// materials of towns differ within a scene more than between scenes, and a spread as wide as
/// theirs would be fitted to anything.
SceneMixture spectral_mixture(const std::vector<std::string>& bands, std::uint64_t seed);

/// A land_use forest for scenes without labels, trained on spectral_samples with normalised
/// differences, on reflectances of the surface; its summary holds the mixture and, with the
/// short-wave infrared, the kinds of ground with panels. Its out-of-bag accuracy is that on
/// simulated mixtures, not on any real scene.
Forest spectral_forest(const std::vector<std::string>& bands, std::uint64_t seed);

}  // namespace borderlens
