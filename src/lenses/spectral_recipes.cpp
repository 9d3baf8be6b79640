#include "lenses/spectral_recipes.hpp"

#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

// Mean of the burnt ground of the Joint Fire Science Program's spectra (char, ash and scorched
// soil, as collected in the Earth Library), in the simulated roles; red edges by interpolation.
constexpr Spectrum burnt_ground = {0.045F, 0.050F, 0.056F, 0.069F, 0.075F, 0.080F,
                                   0.088F, 0.094F, 0.097F, 0.193F, 0.228F};

Material one_of(Random& random, const std::vector<Material>& materials) {
    return materials[static_cast<std::size_t>(random.below(static_cast<Index>(materials.size())))];
}

/// One material: ground and dry leaves beside green ones, its own brightness.
Reflectance material_pixel(Material material, double cover, double litter, bool is_burnt,
                           Random& random) {
    const MaterialSpectrum& spectrum = spectrum_of(material);
    const Spectrum& soil = is_burnt ? burnt_ground : spectrum.ground;
    const Spectrum& dry = litter_spectrum();
    const double brightness = std::exp(static_cast<double>(spectrum.object_cv) * random.normal());
    const double leaves = std::exp(0.1 * random.normal());
    Reflectance pixel{};
    for (std::size_t r = 0; r < pixel.size(); ++r) {
        const double ground =
            (1.0 - litter) * static_cast<double>(soil[r]) + litter * static_cast<double>(dry[r]);
        pixel[r] = (1.0 - cover) * brightness * ground +
                   cover * leaves * static_cast<double>(spectrum.canopy[r]);
    }
    return pixel;
}

/// Rows of panels over ground in half shade: how dense the rows, how dark the panels, how they turn
/// to the sun and what grows between them differs from plant to plant.
Reflectance plant_pixel(const GroundRecipe& recipe, Random& random) {
    const double rows = within({0.4, 0.85}, random), shade = within({0.1, 0.55}, random);
    const double level = std::exp(0.25 * random.normal());
    const double infrared = std::exp(0.2 * random.normal());
    const Reflectance ground =
        material_pixel(one_of(random, recipe.materials), within(recipe.cover, random),
                       within(recipe.litter, random), false, random);
    Reflectance pixel{};
    for (std::size_t r = 0; r < pixel.size(); ++r) {
        const double panel = level * (r >= first_shortwave ? infrared : 1.0) *
                             std::exp(0.08 * random.normal()) *
                             static_cast<double>(panel_spectrum()[r]);
        pixel[r] = rows * panel + (1.0 - rows) * (1.0 - shade) * ground[r];
    }
    return pixel;
}

Reflectance pure_pixel(const GroundRecipe& recipe, Random& random) {
    if (recipe.code == land::photovoltaics) return plant_pixel(recipe, random);
    const double cover = within(recipe.cover, random);
    const double litter = within(recipe.litter, random);
    Reflectance pixel =
        material_pixel(one_of(random, recipe.materials), cover, litter, recipe.is_burnt, random);
    // A town's pixel holds two surfaces, and yards or trees in between.
    if (recipe.code == land::built_up) {
        const double share = within({0.0, 0.5}, random), green = within({0.0, 0.35}, random);
        const Reflectance other =
            material_pixel(one_of(random, recipe.materials), 0.0, 0.0, false, random);
        const Reflectance yard =
            material_pixel(random.uniform() < 0.5 ? Material::yard_tree : Material::yard_soil, 0.6,
                           0.2, false, random);
        for (std::size_t r = 0; r < pixel.size(); ++r)
            pixel[r] =
                (1.0 - green) * ((1.0 - share) * pixel[r] + share * other[r]) + green * yard[r];
    }
    // Reeds stand in water; water may be dark or carry soil already.
    if (recipe.code == land::wetland) {
        const double wet = within({0.1, 0.6}, random);
        const Reflectance water = material_pixel(Material::river_water, 0.0, 0.0, false, random);
        for (std::size_t r = 0; r < pixel.size(); ++r)
            pixel[r] = (1.0 - wet) * pixel[r] + wet * water[r];
    }
    // The sky lights shadows by a tenth.
    const double shade = 0.9 * within(recipe.shade, random);
    const double bright = recipe.brightness * std::exp(recipe.brightness_sd * random.normal());
    for (double& value : pixel) value *= (1.0 - shade) * bright;
    return pixel;
}

}  // namespace

double within(ValueRange range, Random& random) {
    return range.low + (range.high - range.low) * random.uniform();
}

std::vector<std::size_t> simulated_positions(const std::vector<std::string>& bands) {
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

const Spectrum& burnt_spectrum() {
    return burnt_ground;
}

void look_through_air(Reflectance& pixel, Random& random) {
    static constexpr std::array<double, simulated_roles> haze_shape = {
        1.3, 1.0, 0.7, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.05, 0.02};
    const double haze = 0.012 * random.normal();
    const double gain = std::exp(0.06 * random.normal());
    for (std::size_t r = 0; r < pixel.size(); ++r)
        pixel[r] = gain * pixel[r] * std::exp(0.03 * random.normal()) + haze * haze_shape[r] +
                   0.003 * random.normal();
}

// Chosen after what the classes are at 10-30 m: crowns of forests shade one another (near infrared
// of 0.2-0.3 where leaves alone have 0.45), fields and steppes do not; open woods of dry lands are
// dark crowns and their shadows on bright soil; steppes of dry lands are more soil and straw than
// leaves; towns are several surfaces with trees. Weights: built-up, plants, salt, snow and burnt
// fields are rare beside fields and steppe.
const std::vector<GroundRecipe>& ground_recipes() {
    using M = Material;
    static const std::vector<GroundRecipe> recipes = {
        {.code = land::water,
         .weight = 1.0,
         .materials = {M::river_water, M::clear_water},
         .brightness_sd = 0.3,
         .mixing = 0.3},
        {.code = land::cropland,
         .weight = 0.7,
         .materials = {M::wheat, M::maize, M::cotton, M::alfalfa},
         .cover = {0.4, 1.0},
         .litter = {0.0, 0.6},
         .shade = {0.0, 0.2},
         .brightness = 0.85,
         .brightness_sd = 0.2},
        {.code = land::cropland,
         .weight = 0.3,
         .materials = {M::fallow, M::wheat, M::field_track},
         .cover = {0.05, 0.4},
         .litter = {0.2, 0.7},
         .shade = {0.0, 0.1},
         .brightness = 0.9,
         .brightness_sd = 0.2},
        {.code = land::cropland,
         .weight = 0.15,
         .materials = {M::fallow, M::wheat},
         .cover = {0.0, 0.1},
         .litter = {0.0, 0.2},
         .brightness_sd = 0.5,  // of the same spectra: deviations are 0.42 to 0.66 of the means
         .is_burnt = true,
         .same_everywhere = true},
        {.code = land::grass_steppe,
         .weight = 0.8,
         .materials = {M::steppe, M::meadow},
         .cover = {0.2, 0.7},
         .litter = {0.3, 1.0},
         .shade = {0.0, 0.25},
         .brightness = 1.1,
         .brightness_sd = 0.15},
        {.code = land::grass_steppe,
         .weight = 0.6,
         .materials = {M::desert_soil, M::gravel, M::fallow},
         .cover = {0.05, 0.35},
         .litter = {0.3, 0.7},
         .shade = {0.0, 0.2},
         .brightness_sd = 0.15},
        {.code = land::shrub_forest,
         .weight = 0.8,
         .materials = {M::riparian_forest, M::grown_belt},
         .cover = {0.75, 1.0},
         .litter = {0.2, 0.8},
         .shade = {0.25, 0.6}},
        {.code = land::shrub_forest,
         .weight = 0.3,
         .materials = {M::shrub, M::young_belt, M::riparian_forest},
         .cover = {0.6, 0.9},
         .litter = {0.2, 0.8},
         .shade = {0.3, 0.6}},
        {.code = land::shrub_forest,
         .weight = 0.8,
         .materials = {M::yard_tree, M::riparian_forest, M::grown_belt},
         .cover = {0.3, 0.75},
         .litter = {0.0, 0.4},
         .shade = {0.1, 0.45},
         .brightness = 1.05},
        {.code = land::wetland,
         .weight = 0.3,
         .materials = {M::reed},
         .cover = {0.4, 1.0},
         .litter = {0.2, 0.8},
         .shade = {0.0, 0.1},
         .brightness = 0.9,
         .brightness_sd = 0.2},
        {.code = land::bare_desert,
         .weight = 1.0,
         .materials = {M::desert_soil, M::gravel, M::sand, M::cleared_ground},
         .cover = {0.0, 0.1},
         .litter = {0.0, 0.2},
         .shade = {0.0, 0.35},
         .brightness_sd = 0.15},
        {.code = land::salt_flat,
         .weight = 0.3,
         .materials = {M::salt},
         .cover = {0.0, 0.03},
         .litter = {0.0, 0.05}},
        {.code = land::built_up,
         .weight = 0.4,
         .materials = {M::asphalt, M::concrete, M::bright_roof, M::blue_roof, M::red_roof,
                       M::dark_roof, M::container_yard, M::rail_ballast},
         .shade = {0.0, 0.3},
         .brightness_sd = 0.0,
         .mixing = 0.2},
        {.code = land::photovoltaics,
         .weight = 0.3,
         .materials = {M::desert_soil, M::gravel, M::cleared_ground, M::fallow, M::steppe},
         .cover = {0.0, 0.3},
         .litter = {0.0, 0.5},
         .mixing = 0.2},
        {.code = land::snow,
         .weight = 0.3,
         .materials = {M::snow},
         .shade = {0.0, 0.4},
         .brightness_sd = 0.05,
         .mixing = 0.15},
    };
    return recipes;
}

Reflectance observed_pixel(const GroundRecipe& recipe, Random& random) {
    const std::vector<GroundRecipe>& all = ground_recipes();
    Reflectance pixel = pure_pixel(recipe, random);
    const GroundRecipe& edge =
        all[static_cast<std::size_t>(random.below(static_cast<Index>(all.size())))];
    const Reflectance other = pure_pixel(edge, random);
    const double share = within({0.0, recipe.mixing}, random);
    for (std::size_t r = 0; r < pixel.size(); ++r)
        pixel[r] = (1.0 - share) * pixel[r] + share * other[r];
    look_through_air(pixel, random);
    return pixel;
}

}  // namespace borderlens
