#include "lenses/spectral_samples.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "imagery/role.hpp"
#include "simulation/spectra.hpp"

namespace borderlens {
namespace {

/// How pixels of a class come about: which materials, how green, how dry, how shaded, how bright.
struct Recipe {
    ClassCode code;
    double weight;  ///< share of rows beside a weight of 1: how common the thing is on the ground
    std::vector<Material> materials;
    double cover_low, cover_high;      ///< share of the ground under green leaves
    double litter_low, litter_high;    ///< share of the bare rest under dry leaves
    double shade_low, shade_high;      ///< share of shadow within the pixel
    double brightness, brightness_sd;  ///< of the whole pixel: mean factor, and sd of its logarithm
    double mixing;                     ///< greatest share of another class at the pixel's edge
};

// Chosen after what the classes are at 10-30 m: crowns of forests shade one another (near infrared
// of 0.2-0.3 where leaves alone have 0.45), fields and steppes do not; canopies of sown and wild
// grasses are thinner and darker than full ones of the leaf models; towns are several surfaces with
// trees. Weights: built-up, plants, salt and snow are rare beside fields and steppe.
const std::vector<Recipe>& recipes() {
    using M = Material;
    static const std::vector<Recipe> list = {
        {land::water, 1.0, {M::river_water, M::clear_water}, 0, 0, 0, 0, 0, 0, 1.0, 0.3, 0.3},
        {land::cropland,
         0.7,
         {M::wheat, M::maize, M::cotton, M::alfalfa},
         0.4,
         1.0,
         0.0,
         0.6,
         0.0,
         0.2,
         0.85,
         0.2,
         0.1},
        {land::cropland,
         0.3,
         {M::fallow, M::wheat, M::field_track},
         0.05,
         0.4,
         0.2,
         0.7,
         0.0,
         0.1,
         0.9,
         0.2,
         0.1},
        {land::grass_steppe,
         1.2,
         {M::steppe, M::meadow},
         0.08,
         0.6,
         0.3,
         1.0,
         0.0,
         0.25,
         0.85,
         0.25,
         0.1},
        {land::shrub_forest,
         0.8,
         {M::riparian_forest, M::grown_belt},
         0.75,
         1.0,
         0.2,
         0.8,
         0.25,
         0.6,
         1.0,
         0.1,
         0.1},
        {land::shrub_forest,
         0.4,
         {M::shrub, M::young_belt, M::riparian_forest},
         0.45,
         0.8,
         0.2,
         0.8,
         0.2,
         0.5,
         1.0,
         0.1,
         0.1},
        {land::wetland, 0.3, {M::reed}, 0.4, 1.0, 0.2, 0.8, 0.0, 0.1, 0.9, 0.2, 0.1},
        {land::bare_desert,
         1.0,
         {M::desert_soil, M::gravel, M::sand, M::cleared_ground},
         0.0,
         0.1,
         0.0,
         0.2,
         0.0,
         0.35,
         1.0,
         0.15,
         0.1},
        {land::salt_flat, 0.3, {M::salt}, 0.0, 0.03, 0.0, 0.05, 0.0, 0.0, 1.0, 0.1, 0.1},
        {land::built_up,
         0.4,
         {M::asphalt, M::concrete, M::bright_roof, M::blue_roof, M::red_roof, M::dark_roof,
          M::container_yard, M::rail_ballast},
         0.0,
         0.0,
         0.0,
         0.0,
         0.0,
         0.3,
         1.0,
         0.0,
         0.2},
        {land::photovoltaics, 0.3, {M::panel_rows}, 0, 0, 0, 0, 0, 0, 1.0, 0.1, 0.3},
        {land::snow, 0.3, {M::snow}, 0, 0, 0, 0, 0.0, 0.4, 1.0, 0.05, 0.15},
    };
    return list;
}

double between(Random& random, double low, double high) {
    return low + (high - low) * random.uniform();
}

Material one_of(Random& random, const std::vector<Material>& materials) {
    return materials[static_cast<std::size_t>(random.below(static_cast<Index>(materials.size())))];
}

using Reflectance = std::array<double, simulated_roles>;

/// One material: ground and dry leaves beside green ones, its own brightness.
Reflectance material_pixel(Material material, double cover, double litter, Random& random) {
    const MaterialSpectrum& spectrum = spectrum_of(material);
    const Spectrum& dry = litter_spectrum();
    const double brightness = std::exp(static_cast<double>(spectrum.object_cv) * random.normal());
    const double leaves = std::exp(0.1 * random.normal());
    Reflectance pixel{};
    for (std::size_t r = 0; r < pixel.size(); ++r) {
        const double ground = (1.0 - litter) * static_cast<double>(spectrum.ground[r]) +
                              litter * static_cast<double>(dry[r]);
        pixel[r] = (1.0 - cover) * brightness * ground +
                   cover * leaves * static_cast<double>(spectrum.canopy[r]);
    }
    return pixel;
}

Reflectance recipe_pixel(const Recipe& recipe, Random& random) {
    const double cover = between(random, recipe.cover_low, recipe.cover_high);
    const double litter = between(random, recipe.litter_low, recipe.litter_high);
    Reflectance pixel = material_pixel(one_of(random, recipe.materials), cover, litter, random);
    // A town's pixel holds two surfaces, and yards or trees in between.
    if (recipe.code == land::built_up) {
        const double share = between(random, 0.0, 0.5), green = between(random, 0.0, 0.35);
        const Reflectance other =
            material_pixel(one_of(random, recipe.materials), 0.0, 0.0, random);
        const Reflectance yard = material_pixel(
            random.uniform() < 0.5 ? Material::yard_tree : Material::yard_soil, 0.6, 0.2, random);
        for (std::size_t r = 0; r < pixel.size(); ++r)
            pixel[r] =
                (1.0 - green) * ((1.0 - share) * pixel[r] + share * other[r]) + green * yard[r];
    }
    // Reeds stand in water; water may be dark or carry soil already.
    if (recipe.code == land::wetland) {
        const double wet = between(random, 0.1, 0.6);
        const Reflectance water = material_pixel(Material::river_water, 0.0, 0.0, random);
        for (std::size_t r = 0; r < pixel.size(); ++r)
            pixel[r] = (1.0 - wet) * pixel[r] + wet * water[r];
    }
    // The sky lights shadows by a tenth.
    const double shade = 0.9 * between(random, recipe.shade_low, recipe.shade_high);
    const double bright = recipe.brightness * std::exp(recipe.brightness_sd * random.normal());
    for (double& value : pixel) value *= (1.0 - shade) * bright;
    return pixel;
}

std::vector<std::size_t> positions_of(const std::vector<std::string>& bands) {
    std::vector<std::size_t> positions;
    for (const std::string& band : bands) {
        const auto role = role_from_name(band);
        if (!role || static_cast<int>(*role) >= simulated_roles)
            throw input_error(
                "band '{}': no simulated spectrum; expected reflective roles such as "
                "blue, green, red, nir, swir1, swir2",
                band);
        positions.push_back(static_cast<std::size_t>(*role));
    }
    return positions;
}

/// What the air, the processing and the sensor leave: haze that falls with wavelength, a common
/// gain, small errors per band.
void look_through_air(Reflectance& pixel, Random& random) {
    static constexpr std::array<double, simulated_roles> haze_shape = {
        1.3, 1.0, 0.7, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.05, 0.02};
    // Surface reflectances keep a little haze; a third of the scenes come as seen above the air.
    const double haze =
        random.uniform() < 0.35 ? between(random, 0.015, 0.075) : std::abs(0.008 * random.normal());
    const double gain = std::exp(0.06 * random.normal());
    for (std::size_t r = 0; r < pixel.size(); ++r)
        pixel[r] = gain * pixel[r] * std::exp(0.03 * random.normal()) + haze * haze_shape[r] +
                   0.003 * random.normal();
}

}  // namespace

const std::vector<std::vector<std::string>>& shipped_band_sets() {
    static const std::vector<std::vector<std::string>> sets = {
        {"blue", "green", "red", "nir", "swir1", "swir2"}, {"blue", "green", "red", "nir"}};
    return sets;
}

Samples spectral_samples(const std::vector<std::string>& bands, Index rows_of_one,
                         std::uint64_t seed) {
    const std::vector<std::size_t> positions = positions_of(bands);
    FeatureRecipe features;
    features.bands = bands;
    features.ratios = true;
    FeatureStack pixels{bands, Raster<float>()};
    Samples samples;
    samples.features = feature_names(features);
    samples.legend = land_legend();
    for (std::size_t k = 0; k < recipes().size(); ++k) {
        const Recipe& recipe = recipes()[k];
        Random random(derive_seed(seed, "spectral samples", static_cast<Index>(k)));
        const Index count = static_cast<Index>(static_cast<double>(rows_of_one) * recipe.weight);
        pixels.values = Raster<float>(Grid("", {0.0, 0.0}, 1.0, 1.0, 1, count),
                                      static_cast<Index>(bands.size()));
        for (Index i = 0; i < count; ++i) {
            Reflectance pixel = recipe_pixel(recipe, random);
            const Recipe& edge = recipes()[static_cast<std::size_t>(
                random.below(static_cast<Index>(recipes().size())))];
            const Reflectance other = recipe_pixel(edge, random);
            const double share = between(random, 0.0, recipe.mixing);
            for (std::size_t r = 0; r < pixel.size(); ++r)
                pixel[r] = (1.0 - share) * pixel[r] + share * other[r];
            look_through_air(pixel, random);
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
    for (const Recipe& one : recipes()) {
        const std::string name = class_name(one.code);
        const Document* before = weights.find(name);
        weights.set(name, one.weight + (before == nullptr ? 0.0 : before->as_number()));
    }
    trained.forest.summary.set("class_weights", std::move(weights));
    trained.forest.summary.set("out_of_bag", trained.out_of_bag.overall());
    return std::move(trained.forest);
}

}  // namespace borderlens
