#include "lenses/panel_kinds.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "lenses/spectral_recipes.hpp"
#include "lenses/world_soils.hpp"

namespace borderlens {
namespace {

// Chosen: means and deviations of a kind are known to a hundredth.
constexpr Index draws_of_kind = 10000;

/// A part of a range of ground, a kind of its own: a normal spread fits a narrow part only.
struct RangePart {
    ValueRange range;
    double share = 1.0;
};

// Chosen. Shares of all ground: dry lands are bare for the most part.
constexpr std::array<RangePart, 4> green_parts = {
    {{{0.0, 0.1}, 0.45}, {{0.1, 0.35}, 0.25}, {{0.35, 0.65}, 0.15}, {{0.65, 1.0}, 0.15}}};
constexpr std::array<RangePart, 3> straw_parts = {
    {{{0.0, 0.25}, 0.4}, {{0.25, 0.6}, 0.4}, {{0.6, 1.0}, 0.2}}};
// Beside open ground of 1. With a town share of 0.15, or with towns of one surface beside another,
// the old town of Bordeaux becomes one plant.
constexpr double burnt_share = 0.03, town_share = 0.3;
constexpr std::array<RangePart, 3> town_green_parts = {
    {{{0.0, 0.15}, 0.4}, {{0.15, 0.35}, 0.4}, {{0.35, 0.6}, 0.2}}};
constexpr std::array<ValueRange, 2> town_light_parts = {{{0.45, 0.7}, {0.7, 1.0}}};
constexpr double town_evenness = 0.4;  // one or two surfaces make most of a pixel
// Rows cover 0.4 to 0.85 of the ground and leave 0.1 to 0.55 of the rest in the shade, as in the
// recipe of the forest's plants.
constexpr std::array<ValueRange, 3> row_parts = {{{0.4, 0.55}, {0.55, 0.7}, {0.7, 0.85}}};
constexpr std::array<ValueRange, 2> shade_parts = {{{0.1, 0.3}, {0.3, 0.55}}};
constexpr std::size_t soil_parts = 3;  // dark, middling, bright

constexpr std::array<Material, 6> surfaces = {Material::asphalt,     Material::concrete,
                                              Material::bright_roof, Material::blue_roof,
                                              Material::red_roof,    Material::dark_roof};
constexpr std::array<Material, 3> leafy = {Material::fallow, Material::wheat, Material::maize};

/// A spectrum brighter or darker as a whole and in each band.
Reflectance varied(const Spectrum& spectrum, double level_sd, double band_sd, Random& random) {
    const double level = std::exp(level_sd * random.normal());
    Reflectance pixel{};
    for (std::size_t r = 0; r < pixel.size(); ++r)
        pixel[r] = level * std::exp(band_sd * random.normal()) * static_cast<double>(spectrum[r]);
    return pixel;
}

Reflectance mixed_pixel(const Reflectance& one, double share, const Reflectance& other) {
    Reflectance pixel{};
    for (std::size_t r = 0; r < pixel.size(); ++r)
        pixel[r] = share * one[r] + (1.0 - share) * other[r];
    return pixel;
}

Reflectance scaled_pixel(Reflectance pixel, double factor) {
    for (double& value : pixel) value *= factor;
    return pixel;
}

/// Arguments of calls are in no order: what is drawn has a line of its own, here and below.
Reflectance overgrown(const Reflectance& soil, ValueRange greens, ValueRange straws,
                      Random& random) {
    const double green = within(greens, random);
    const double straw = within(straws, random);
    const Material plant =
        leafy[static_cast<std::size_t>(random.below(static_cast<Index>(leafy.size())))];
    const Reflectance litter = varied(litter_spectrum(), 0.15, 0.1, random);
    const Reflectance canopy = varied(spectrum_of(plant).canopy, 0.15, 0.1, random);
    return mixed_pixel(canopy, green, mixed_pixel(litter, straw, soil));
}

Reflectance open_pixel(ValueRange green, ValueRange straw, Random& random) {
    const double level = std::exp(0.1 * random.normal());
    const Reflectance soil = world_soil(random);
    return scaled_pixel(overgrown(soil, green, straw, random), level);
}

/// Surfaces and soil in any shares (Dirichlet), yards and trees, and streets in the shade.
Reflectance town_pixel(ValueRange green, ValueRange light, Random& random) {
    Reflectance built = world_soil(random);
    double shares = random.gamma(town_evenness);
    for (double& value : built) value *= shares;
    for (const Material material : surfaces) {
        const MaterialSpectrum& spectrum = spectrum_of(material);
        const double share = random.gamma(town_evenness);
        const Reflectance surface =
            varied(spectrum.ground, static_cast<double>(spectrum.object_cv), 0.12, random);
        for (std::size_t r = 0; r < built.size(); ++r) built[r] += share * surface[r];
        shares += share;
    }
    const Reflectance soil = scaled_pixel(world_soil(random), 0.7);
    const Reflectance yard = overgrown(soil, {0.5, 1.0}, {0.0, 0.3}, random);
    const double yards = within(green, random);
    return scaled_pixel(mixed_pixel(yard, yards, scaled_pixel(built, 1.0 / shares)),
                        within(light, random));
}

Reflectance panel_pixel(const Reflectance& soil, ValueRange rows, ValueRange shade,
                        Random& random) {
    Reflectance panel = varied(panel_spectrum(), 0.25, 0.08, random);
    const double infrared = std::exp(0.2 * random.normal());
    for (std::size_t r = first_shortwave; r < panel.size(); ++r) panel[r] *= infrared;
    const Reflectance between = overgrown(soil, {0.0, 0.2}, {0.0, 0.3}, random);
    const double light = 1.0 - within(shade, random);
    return mixed_pixel(panel, within(rows, random), scaled_pixel(between, light));
}

/// Kinds from pixels of the roles the bands are.
class KindMaker {
  public:
    KindMaker(std::vector<std::size_t> positions, std::uint64_t seed)
        : m_positions(std::move(positions)), m_seed(seed) {}

    void add(const std::string& class_name, double share,
             const std::function<Reflectance(Random&)>& pixel) {
        Random random(derive_seed(m_seed, "panel kinds", static_cast<Index>(mixture.size())));
        std::vector<double> rows;
        for (Index i = 0; i < draws_of_kind; ++i) {
            Reflectance seen = pixel(random);
            look_through_air(seen, random);
            for (const std::size_t position : m_positions) rows.push_back(seen[position]);
        }
        SpectralKind kind = kind_of_rows(class_name, rows, m_positions.size());
        kind.share = share;
        mixture.push_back(std::move(kind));
    }

    SceneMixture mixture;

  private:
    std::vector<std::size_t> m_positions;
    std::uint64_t m_seed;
};

/// Soils in parts of equal count by their mean brightness (of logarithms).
std::array<std::vector<Reflectance>, soil_parts> soils_by_brightness(std::uint64_t seed) {
    Random random(derive_seed(seed, "soils by brightness"));
    std::vector<std::pair<double, Reflectance>> soils;
    for (std::size_t i = 0; i < soil_parts * static_cast<std::size_t>(draws_of_kind); ++i) {
        const Reflectance soil = world_soil(random);
        double sum = 0.0;
        for (const double value : soil) sum += std::log(value);
        soils.emplace_back(sum, soil);
    }
    std::sort(soils.begin(), soils.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::array<std::vector<Reflectance>, soil_parts> parts;
    for (std::size_t i = 0; i < soils.size(); ++i)
        parts[i * soil_parts / soils.size()].push_back(soils[i].second);
    return parts;
}

}  // namespace

SceneMixture panel_kinds(const std::vector<std::string>& bands, std::uint64_t seed) {
    KindMaker maker(simulated_positions(bands), seed);
    for (const RangePart& green : green_parts)
        for (const RangePart& straw : straw_parts)
            maker.add("open ground", green.share * straw.share,
                      [&](Random& random) { return open_pixel(green.range, straw.range, random); });
    maker.add("burnt ground", burnt_share,
              [](Random& random) { return varied(burnt_spectrum(), 0.5, 0.1, random); });
    for (const RangePart& green : town_green_parts)
        for (const ValueRange light : town_light_parts)
            maker.add("town", town_share * green.share / town_light_parts.size(),
                      [&](Random& random) { return town_pixel(green.range, light, random); });
    const auto soils = soils_by_brightness(seed);
    const double plant_kinds =
        static_cast<double>(row_parts.size() * shade_parts.size() * soil_parts);
    for (const ValueRange rows : row_parts)
        for (const ValueRange shade : shade_parts)
            for (const std::vector<Reflectance>& part : soils)
                maker.add(panel_class, 1.0 / plant_kinds, [&](Random& random) {
                    const auto any =
                        static_cast<std::size_t>(random.below(static_cast<Index>(part.size())));
                    return panel_pixel(part[any], rows, shade, random);
                });
    double shares = 0.0;
    for (const SpectralKind& kind : maker.mixture) shares += kind.share;
    for (SpectralKind& kind : maker.mixture) kind.share /= shares;
    return std::move(maker.mixture);
}

}  // namespace borderlens
