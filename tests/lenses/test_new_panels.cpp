#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "lenses/built_up.hpp"
#include "lenses/new_panels.hpp"
#include "lenses/photovoltaics.hpp"
#include "lenses/spectral_samples.hpp"
#include "simulation/spectra.hpp"

using namespace borderlens;

namespace {

const std::vector<std::string> six = {"blue", "green", "red", "nir", "swir1", "swir2"};
constexpr SixBands soil{0.12, 0.17, 0.23, 0.29, 0.38, 0.35};

SixBands of_role(const Spectrum& spectrum) {
    const auto at = [&](Role role) {
        return static_cast<double>(spectrum[static_cast<std::size_t>(role)]);
    };
    return {at(Role::blue), at(Role::green), at(Role::red),
            at(Role::nir),  at(Role::swir1), at(Role::swir2)};
}

SixBands mixed(double a, const SixBands& first, double b, const SixBands& second) {
    SixBands sum{};
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] = a * first[k] + b * second[k];
    return sum;
}

/// Thin rows over soil in some shade.
SixBands thin_plant() {
    return mixed(0.45, of_role(panel_spectrum()), 0.4, soil);
}

/// One row of pixels.
FeatureStack row_of(const std::vector<SixBands>& pixels) {
    const Grid grid("", {0.0, 0.0}, 10.0, 10.0, 1, static_cast<Index>(pixels.size()));
    FeatureStack image{six, Raster<float>(grid, 6)};
    for (std::size_t i = 0; i < pixels.size(); ++i)
        for (std::size_t k = 0; k < 6; ++k)
            image.values(static_cast<Index>(k), 0, static_cast<Index>(i)) =
                static_cast<float>(pixels[i][k]);
    return image;
}

/// A field of soil with another ground in rows and columns 4 to 11 of 16.
FeatureStack field_with(const SixBands& middle) {
    FeatureStack image{six, Raster<float>(Grid("", {0.0, 0.0}, 10.0, 10.0, 16, 16), 6)};
    for (Index row = 0; row < 16; ++row)
        for (Index col = 0; col < 16; ++col) {
            const bool inside = row >= 4 && row < 12 && col >= 4 && col < 12;
            for (std::size_t k = 0; k < 6; ++k)
                image.values(static_cast<Index>(k), row, col) =
                    static_cast<float>(inside ? middle[k] : soil[k]);
        }
    return image;
}

const LensModel& six_band_model() {
    static const LensModel model = [] {
        ForestOptions options;
        options.trees = 10;
        Forest forest = train_forest(spectral_samples(six, 300, 3), options).forest;
        forest.summary.set("recipe", to_document(FeatureRecipe{six, true, {}}));
        return LensModel(std::move(forest));
    }();
    return model;
}

/// Classes of the middle pixel through the years.
std::string middle_through(const std::vector<SixBands>& middles) {
    LensImages images;
    for (std::size_t t = 0; t < middles.size(); ++t) {
        images.years.push_back(2018.0 + static_cast<double>(t));
        images.images.push_back(field_with(middles[t]));
    }
    ask_forest(images, six_band_model());
    std::string classes;
    for (const LensLayer& layer : apply_photovoltaics(images, six_band_model()))
        classes += static_cast<char>('0' + layer.classes(8, 8));
    return classes;
}

}  // namespace

TEST_CASE("panels over the former ground are taken apart exactly") {
    const SixBands canopy = of_role(spectrum_of(Material::wheat).canopy);
    const SixBands crop = mixed(0.7, canopy, 0.3, soil);
    const SixBands later = mixed(0.5, of_role(panel_spectrum()), 0.3, soil);
    const PanelFit fit = fit_panels(crop, later);
    CHECK(fit.panels == Approx(0.5).margin(1e-4));
    CHECK(fit.ground == Approx(1.0).margin(1e-4));  // soil of 0.3 in the crop, 0.3 in the plant
    CHECK(fit.leaves == Approx(-0.7).margin(1e-4));
    CHECK(fit.misfit < 1e-4);
}

TEST_CASE("what darkens ground otherwise is not taken for panels that came") {
    const SixBands nothing{NAN, NAN, NAN, NAN, NAN, NAN};
    SixBands wet = soil, shadow = soil;
    const SixBands left{0.40, 0.36, 0.32, 0.27, 0.20, 0.18};  // by the sky's light
    for (std::size_t k = 0; k < 6; ++k) {
        wet[k] *= 0.65;
        shadow[k] *= left[k];
    }
    const SixBands water{0.06, 0.07, 0.06, 0.03, 0.02, 0.01};
    const SixBands burnt{0.05, 0.06, 0.07, 0.10, 0.19, 0.23};
    const SixBands crop{0.03, 0.08, 0.04, 0.40, 0.18, 0.07};
    const std::vector<SixBands> now = {thin_plant(), soil, wet, shadow, water, burnt, crop, soil};
    std::vector<SixBands> then(now.size(), soil);
    then.back() = nothing;
    const std::optional<Raster<float>> odds = panels_came(row_of(then), row_of(now));
    REQUIRE(odds);
    CHECK((*odds)(0, 0) == panels_fit);
    CHECK((*odds)(0, 1) == panels_unlikely);
    CHECK((*odds)(0, 2) == panels_possible);  // may be: two dates do not tell more
    for (const Index other : {3, 4, 5, 6}) {
        INFO(other);
        CHECK((*odds)(0, other) == panels_unlikely);
    }
    CHECK(std::isnan((*odds)(0, 7)));
}

TEST_CASE("without the short-wave infrared change says nothing of panels") {
    FeatureStack four{{"blue", "green", "red", "nir"},
                      Raster<float>(Grid("", {0.0, 0.0}, 10.0, 10.0, 1, 1), 4, 0.2F)};
    CHECK_FALSE(panels_came(four, four));
}

TEST_CASE("a thin plant is seen from the year it came on, wet ground and standing soil never") {
    CHECK(middle_through({soil, thin_plant(), thin_plant(), thin_plant()}) == "1222");
    SixBands wet = soil;
    for (double& value : wet) value *= 0.65;
    CHECK(middle_through({soil, wet, wet, soil}) == "1111");
    CHECK(middle_through({soil, soil, soil}) == "111");
}

TEST_CASE("evidence of change moves the step from the first state to the second, and only there") {
    const Grid grid("", {0.0, 0.0}, 10.0, 10.0, 1, 3);
    const Raster<float> half(grid, 1, 0.5F);
    Raster<float> came(grid);
    came.values() = {4.0F, no_data, -4.0F};
    const Legend legend = {{1, "other", {}}, {2, "is", {}}};
    const std::vector<Raster<float>> seen = {Raster<float>(grid, 1, 0.01F), half};
    const auto plain = decide_through_time(seen, {2018, 2019}, 0.1, 0.0, legend);
    const auto moved = decide_through_time(seen, {2018, 2019}, 0.1, 0.0, legend, {came});
    const double odds = 0.1 / 0.9 * std::exp(4.0);
    CHECK(moved[1].probability(1, 0, 0) == Approx(0.01 + 0.99 * odds / (1.0 + odds)).epsilon(1e-4));
    CHECK(moved[1].probability(1, 0, 1) == plain[1].probability(1, 0, 1));
    CHECK(moved[1].probability(1, 0, 2) < plain[1].probability(1, 0, 2));
}
