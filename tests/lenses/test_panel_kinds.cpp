#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "lenses/built_up.hpp"
#include "lenses/mixture_odds.hpp"
#include "lenses/panel_kinds.hpp"
#include "lenses/panel_shares.hpp"
#include "lenses/spectral_samples.hpp"
#include "lenses/world_soils.hpp"

using namespace borderlens;

namespace {

const std::vector<std::string> bands = {"blue", "green", "red", "nir", "swir1", "swir2"};

const SceneMixture& kinds() {
    static const SceneMixture made = panel_kinds(bands, 5);
    return made;
}

/// Pixels side by side, each with a value per band.
FeatureStack row_of(const std::vector<std::vector<double>>& pixels) {
    const auto count = static_cast<Index>(pixels.size());
    FeatureStack image{bands, Raster<float>(Grid("", {0, 0}, 10, 10, 1, count), 6)};
    for (Index i = 0; i < count; ++i)
        for (Index b = 0; b < 6; ++b)
            image.values(b, 0, i) = static_cast<float>(
                pixels[static_cast<std::size_t>(i)][static_cast<std::size_t>(b)]);
    return image;
}

std::vector<double> seen(const Spectrum& spectrum, double factor) {
    std::vector<double> values;
    for (const std::size_t role : simulated_positions(bands))
        values.push_back(factor * static_cast<double>(spectrum[role]));
    return values;
}

/// Six tenths of panels, between them ground of which 0.7 lies in the sun.
std::vector<double> plant_on(Material material) {
    std::vector<double> values = seen(panel_spectrum(), 0.6);
    const std::vector<double> ground = seen(spectrum_of(material).ground, 0.4 * 0.7);
    for (std::size_t b = 0; b < values.size(); ++b) values[b] += ground[b];
    return values;
}

FeatureStack random_row(std::size_t count) {
    Random random(4);
    std::vector<std::vector<double>> pixels(count, std::vector<double>(6));
    for (auto& pixel : pixels)
        for (double& value : pixel) value = 0.02 + 0.4 * random.uniform();
    return row_of(pixels);
}

}  // namespace

TEST_CASE("log odds are those of the mixture's probabilities") {
    SceneMixture mixture = kinds();
    for (SpectralKind& kind : mixture)
        if (kind.class_name != panel_class) kind.class_name = "other";
    FeatureStack image = random_row(300);  // two blocks and some
    image.values(3, 0, 7) = no_data;
    const Raster<float> odds = MixtureOdds(mixture, panel_class).log_odds(image);
    const Raster<float> shares =
        mixture_probabilities(image, mixture, {{1, panel_class, {}}, {2, "other", {}}});
    CHECK(std::isnan(odds(0, 0, 7)));
    int compared = 0;
    for (Index i = 0; i < 300; ++i) {
        if (!(shares(0, 0, i) > 1e-3F) || !(shares(1, 0, i) > 1e-3F)) continue;
        const double expected =
            std::log(static_cast<double>(shares(0, 0, i)) / static_cast<double>(shares(1, 0, i)));
        CHECK(static_cast<double>(odds(0, 0, i)) == Approx(expected).margin(0.005));
        ++compared;
    }
    CHECK(compared > 10);
}

TEST_CASE("log odds of a pixel do not depend on where it lies") {
    const MixtureOdds odds(kinds(), panel_class);
    const FeatureStack image = random_row(300);
    const Raster<float> whole = odds.log_odds(image);
    for (const Index i : {0, 127, 128, 299}) {
        std::vector<double> pixel;
        for (Index b = 0; b < 6; ++b) pixel.push_back(static_cast<double>(image.values(b, 0, i)));
        CHECK(odds.log_odds(row_of({pixel}))(0, 0, 0) == whole(0, 0, i));
    }
}

TEST_CASE("a mixture of one class only tells nothing and is refused") {
    const auto refusal = Catch::Contains("expected some of both");
    CHECK_THROWS_WITH(MixtureOdds(kinds(), "roads"), refusal);
    CHECK_THROWS_WITH(MixtureOdds({kinds().back()}, panel_class), refusal);
}

TEST_CASE("plants on several soils are likelier panels, the soils alone are less so") {
    const MixtureOdds odds(kinds(), panel_class);
    for (const Material soil : {Material::desert_soil, Material::gravel, Material::fallow}) {
        const std::vector<double> bare = seen(spectrum_of(soil).ground, 1.0);
        const Raster<float> found = odds.log_odds(row_of({plant_on(soil), bare}));
        CHECK(found(0, 0, 0) > 2.0F);
        CHECK(found(0, 0, 1) < found(0, 0, 0) - 3.0F);
    }
}

TEST_CASE("kinds of panels share out all ground and are drawn alike for a seed") {
    double all = 0.0;
    for (const SpectralKind& kind : kinds()) all += kind.share;
    CHECK(all == Approx(1.0));
    CHECK(panel_kinds(bands, 5).back().mean == kinds().back().mean);
    CHECK_THROWS_WITH(panel_kinds({"red", "thermal"}, 5), Catch::Contains("'thermal'"));
}

TEST_CASE("soils of the world spread as the measured ones") {
    Random random(6);
    double sum = 0.0, squares = 0.0;
    constexpr int draws = 20000;
    const auto red = static_cast<std::size_t>(Role::red);
    for (int i = 0; i < draws; ++i) {
        const double value = std::log(world_soil(random)[red]);
        sum += value;
        squares += value * value;
    }
    // Mean and deviation of ln(red) of the 3864 spectra.
    CHECK(sum / draws == Approx(-1.265).margin(0.01));
    CHECK(std::sqrt(squares / draws - sum * sum / draws / draws) == Approx(0.377).margin(0.01));
}

TEST_CASE("where the forest is undecided between soil and panels the kinds decide") {
    ForestOptions options;
    options.trees = 3;
    Forest forest = train_forest(spectral_samples(bands, 50, 3), options).forest;
    forest.summary.set("recipe", to_document(FeatureRecipe{bands, true, {}}));
    const LensModel alone(forest);
    forest.summary.set("panels", to_document(kinds()));
    const LensModel both(std::move(forest));
    const Index panels = class_positions(both, {"photovoltaics"}).front();
    const Index bare = class_positions(both, {"bare_desert"}).front();
    const Index towns = class_positions(both, {"built_up"}).front();
    const std::vector<double> soil = seen(spectrum_of(Material::fallow).ground, 1.0);
    FeatureStack image =
        row_of({plant_on(Material::fallow), soil, plant_on(Material::fallow), soil});
    image.values(0, 0, 3) = no_data;
    Raster<float> all(image.values.grid(), both.forest.class_count(), 0.0F);
    for (const Index i : {0, 1}) all(panels, 0, i) = all(bare, 0, i) = 0.5F;
    all(towns, 0, 2) = 1.0F;  // the forest is sure of a town: kinds know nothing of those
    all(panels, 0, 3) = no_data;
    const Raster<float> shares = panel_shares(image, all, both);
    CHECK(shares(0, 0, 0) > 0.7F);
    CHECK(shares(0, 0, 1) < 0.3F);
    CHECK(shares(0, 0, 2) < 0.1F);
    CHECK(std::isnan(shares(0, 0, 3)));
    CHECK(panel_shares(image, all, alone)(0, 0, 0) == Approx(0.5F));
}
