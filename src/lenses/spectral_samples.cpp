#include "lenses/spectral_samples.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "lenses/panel_kinds.hpp"
#include "lenses/scene_mixture.hpp"
#include "lenses/spectral_recipes.hpp"

namespace borderlens {
const std::vector<std::vector<std::string>>& shipped_band_sets() {
    static const std::vector<std::vector<std::string>> sets = {
        {"blue", "green", "red", "nir", "swir1", "swir2"}, {"blue", "green", "red", "nir"}};
    return sets;
}

Samples spectral_samples(const std::vector<std::string>& bands, Index rows_of_one,
                         std::uint64_t seed) {
    const std::vector<std::size_t> positions = simulated_positions(bands);
    FeatureRecipe features;
    features.bands = bands;
    features.ratios = true;
    FeatureStack pixels{bands, Raster<float>()};
    Samples samples;
    samples.features = feature_names(features);
    samples.legend = land_legend();
    for (std::size_t k = 0; k < ground_recipes().size(); ++k) {
        const GroundRecipe& recipe = ground_recipes()[k];
        Random random(derive_seed(seed, "spectral samples", static_cast<Index>(k)));
        const Index count = static_cast<Index>(static_cast<double>(rows_of_one) * recipe.weight);
        pixels.values = Raster<float>(Grid("", {0.0, 0.0}, 1.0, 1.0, 1, count),
                                      static_cast<Index>(bands.size()));
        for (Index i = 0; i < count; ++i) {
            const Reflectance pixel = observed_pixel(recipe, random);
            for (std::size_t b = 0; b < positions.size(); ++b)
                pixels.values(static_cast<Index>(b), 0, i) =
                    static_cast<float>(pixel[positions[b]]);
        }
        const FeatureStack made = make_features(pixels, features);
        for (Index i = 0; i < count; ++i) {
            for (Index f = 0; f < made.values.bands(); ++f)
                samples.values.push_back(made.values(f, 0, i));
            samples.classes.push_back(static_cast<std::uint8_t>(recipe.code - 1));
            samples.groups.push_back(static_cast<Index>(samples.groups.size()));
        }
    }
    return samples;
}

SceneMixture spectral_mixture(const std::vector<std::string>& bands, std::uint64_t seed) {
    constexpr Index rows = 4000;  // chosen: means are known to 0.01 of a deviation
    const std::vector<std::size_t> positions = simulated_positions(bands);
    const auto is_built = [](const GroundRecipe& recipe) {
        return recipe.code == land::built_up || recipe.code == land::photovoltaics;
    };
    double weights = 0.0;
    for (const GroundRecipe& recipe : ground_recipes())
        if (!is_built(recipe)) weights += recipe.weight;
    SceneMixture mixture;
    for (std::size_t k = 0; k < ground_recipes().size(); ++k) {
        const GroundRecipe& recipe = ground_recipes()[k];
        if (is_built(recipe)) continue;
        Random random(derive_seed(seed, "spectral mixture", static_cast<Index>(k)));
        std::vector<double> values;
        for (Index i = 0; i < rows; ++i) {
            const Reflectance pixel = observed_pixel(recipe, random);
            for (const std::size_t position : positions) values.push_back(pixel[position]);
        }
        SpectralKind kind = kind_of_rows(class_name(recipe.code), values, bands.size());
        kind.share = recipe.weight / weights;
        kind.fixed = recipe.same_everywhere;
        mixture.push_back(std::move(kind));
    }
    return mixture;
}

Forest spectral_forest(const std::vector<std::string>& bands, std::uint64_t seed) {
    ForestOptions options;
    options.trees = 60;
    options.min_leaf = 5;
    options.seed = seed;
    TrainedForest trained = train_forest(spectral_samples(bands, 6000, seed), options);
    FeatureRecipe recipe;
    recipe.bands = bands;
    recipe.ratios = true;
    trained.forest.summary.set("recipe", to_document(recipe));
    trained.forest.summary.set("trained_on", "simulated spectral mixtures; no label of any scene");
    Document weights = Document::object();
    for (const GroundRecipe& one : ground_recipes()) {
        const std::string name = class_name(one.code);
        const Document* before = weights.find(name);
        weights.set(name, one.weight + (before == nullptr ? 0.0 : before->as_number()));
    }
    trained.forest.summary.set("class_weights", std::move(weights));
    trained.forest.summary.set("mixture", to_document(spectral_mixture(bands, seed)));
    // Without the short-wave infrared nothing tells panels from dark soil.
    if (std::find(bands.begin(), bands.end(), role_name(Role::swir1)) != bands.end())
        trained.forest.summary.set("panels", to_document(panel_kinds(bands, seed)));
    trained.forest.summary.set("out_of_bag", trained.out_of_bag.overall());
    return std::move(trained.forest);
}

}  // namespace borderlens
