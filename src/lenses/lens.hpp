#pragma once
#include <optional>
#include <string>
#include <vector>

#include "features/feature_stack.hpp"
#include "features/terrain.hpp"
#include "learning/compiled_forest.hpp"
#include "lenses/hidden_markov.hpp"
#include "lenses/mixture_odds.hpp"
#include "lenses/scene_mixture.hpp"
#include "raster/legend.hpp"

namespace borderlens {

/// A class of a lens as people of both sides and planners know it.
struct LensClass {
    int code = 0;
    std::string english, chinese, russian, kazakh;
    std::array<std::uint8_t, 3> rgb{};
    std::string gbt_21010;   ///< class of GB/T 21010-2017 it is reported in; "" = none alone
    std::string kazakhstan;  ///< category or kind of land in the Land Code of Kazakhstan
};

/// Reflectances by role of one place at several times, oldest first, on one grid.
struct LensImages {
    std::vector<double> years;  ///< decimal, ascending
    std::vector<FeatureStack> images;
    /// What the model's forest says of each image, once for all lenses: one band per class of its
    /// legend. Made by `ask_forest`.
    std::vector<Raster<float>> class_shares = {};
    double pixel_size_m = 10.0;
    /// The model's mixture fitted to the scenes these images are cut from; none = not fitted.
    std::optional<SceneMixture> scene = {};
    /// Slopes of the ground, which a model that was not taught by labels heeds; none = not known.
    std::optional<Gradients> ground = {};
};

/// What a lens sees at one time.
struct LensLayer {
    Raster<ClassCode> classes;  ///< 0 = no data
    Raster<float> probability;  ///< one band per class of the legend, sums to 1; NaN = no data
};

/// What decides: a forest on features of the roles, and what the lens makes of its classes.
struct LensModel {
    Forest forest;
    CompiledForest compiled;
    std::optional<SceneMixture> mixture;  ///< kinds of ground a scene can be fitted with
    std::optional<MixtureOdds> panels;    ///< of ground with panels against all other
    explicit LensModel(Forest given);
};

struct Lens {
    std::string name;
    std::string title;
    std::string source;
    std::string unit;  ///< of its layers
    std::vector<LensClass> classes;
    bool makes_objects = false;  ///< compact things with a first year, such as plants
    /// How far it looks around a pixel; an input error if the model lacks what the lens looks for.
    Index (*halo_px)(const LensModel& model, double pixel_size_m) = nullptr;
    /// One layer per time, of images whose forest was asked. Results in tiles with that halo equal
    /// those of the whole.
    std::vector<LensLayer> (*apply)(const LensImages& images, const LensModel& model) = nullptr;
};

/// Every lens, in the order of the manual.
const std::vector<Lens>& all_lenses();
/// An input error lists the names there are.
const Lens& lens_named(const std::string& name);

Legend legend_of(const Lens& lens);
/// Legend of the layers: the model's own for land_use with a user's model, else the lens's.
Legend legend_of(const Lens& lens, const LensModel& model);

/// How far the model's features look around their pixel.
Index feature_halo_px(const LensModel& model);

/// Roles the model needs, in its order.
std::vector<std::string> bands_of(const Forest& forest);

/// Fills in class_shares: by far the most work there is for any lens.
void ask_forest(LensImages& images, const LensModel& model);

/// Probabilities of all times made consistent by a hidden Markov chain: start all equal, observed =
/// the probabilities; a time without data says nothing, a place without data at any time stays so.
/// The class of each layer is that of the most likely path, its probability the posterior.
/// second_comes: for two states, by which log odds going from the first to the second is likelier
/// than `yearly` says, one layer per step between times; NaN = no likelier; empty = nowhere.
std::vector<LensLayer> smooth_through_time(const std::vector<Raster<float>>& probabilities,
                                           const std::vector<double>& years,
                                           const StateRows& yearly, const Legend& legend,
                                           const std::vector<Raster<float>>& second_comes = {});

}  // namespace borderlens
