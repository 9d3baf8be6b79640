#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "features/terrain.hpp"

using namespace borderlens;

namespace {

const Grid hill_grid("", {0.0, 0.0}, 30.0, 30.0, 40, 60);

/// Ground that rises by so many metres a metre.
Raster<float> plane(double to_east, double to_north) {
    Raster<float> height(hill_grid);
    for (Index row = 0; row < height.rows(); ++row)
        for (Index col = 0; col < height.cols(); ++col)
            height(row, col) = static_cast<float>(
                30.0 * (to_east * static_cast<double>(col) - to_north * static_cast<double>(row)));
    return height;
}

/// Hills of 100 m, a kilometre across.
Raster<float> hills() {
    Raster<float> height(hill_grid);
    for (Index row = 0; row < height.rows(); ++row)
        for (Index col = 0; col < height.cols(); ++col)
            height(row, col) = 100.0F * std::sin(static_cast<float>(row) * 0.2F) *
                               std::cos(static_cast<float>(col) * 0.15F);
    return height;
}

}  // namespace

TEST_CASE("a plane's gradient is its own, and steep by its angle") {
    const Gradients ground = gradients_of(plane(0.3, -0.4), 30.0, 30.0);
    CHECK(ground.east(5, 5) == Approx(0.3));
    CHECK(ground.north(5, 5) == Approx(-0.4));
    CHECK(ground.slope_deg(5 * 60 + 5) == Approx(std::atan(0.5) * 180.0 / M_PI));
    // By hand: (0.6 - 0.3 * 0.8) / sqrt(1 + 0.25), the sun in the east.
    CHECK(ground.incidence(5 * 60 + 5, {0.8, 0.0, 0.6}) == Approx(0.36 / std::sqrt(1.25)));
    // A slope that falls towards the sun is lit more steeply than level ground.
    const Gradients falling = gradients_of(plane(-0.3, 0.0), 30.0, 30.0);
    CHECK(falling.incidence(65, {0.8, 0.0, 0.6}) > 0.6);
}

TEST_CASE("heights that are not known leave no gradient around them") {
    Raster<float> height = plane(0.1, 0.1);
    height(10, 10) = no_data;
    const Gradients ground = gradients_of(height, 30.0, 30.0);
    CHECK(std::isnan(ground.slope_deg(9 * 60 + 9)));
    CHECK(ground.slope_deg(12 * 60 + 12) == Approx(8.0495).margin(1e-3));
}

TEST_CASE("light levelled on hills leaves the ground's own brightness") {
    const Gradients ground = gradients_of(hills(), 30.0, 30.0);
    const SunDirection sun = {0.5, -0.5, std::sqrt(0.5)};
    const double diffuse = 0.4;
    Random random(5);
    FeatureStack image{{"red", "nir"}, Raster<float>(hill_grid, 2)};
    std::vector<double> own, brightness, incidence;
    for (Index i = 0; i < hill_grid.size(); ++i) {
        const double albedo = 0.2 + 0.02 * random.normal();
        const double light = (ground.incidence(i, sun) + diffuse) / (sun.up + diffuse);
        image.values.band_data(0)[i] = static_cast<float>(0.8 * albedo * light);
        image.values.band_data(1)[i] = static_cast<float>(1.2 * albedo * light);
        own.push_back(albedo);
        brightness.push_back(albedo * light);
        incidence.push_back(ground.incidence(i, sun));
    }
    const auto light = fit_slope_light(sun, brightness, incidence);
    REQUIRE(light);
    CHECK(light->diffuse == Approx(diffuse).margin(0.05));
    level_light(image, ground, *light);
    double error = 0.0;
    for (Index i = 0; i < hill_grid.size(); ++i)
        error = std::max(error, std::abs(static_cast<double>(image.values.band_data(0)[i]) /
                                             (0.8 * own[static_cast<std::size_t>(i)]) -
                                         1.0));
    CHECK(error < 0.05);
    // One factor for all bands.
    CHECK(image.values.band_data(1)[77] / image.values.band_data(0)[77] == Approx(1.5));
}

TEST_CASE("light is left alone where slopes tell nothing of it") {
    const SunDirection sun = {0.5, -0.5, std::sqrt(0.5)};
    CHECK_FALSE(fit_slope_light(sun, std::vector<double>(10, 0.1), std::vector<double>(10, 0.5)));
    std::vector<double> incidence(2000), darker(2000);
    for (std::size_t i = 0; i < incidence.size(); ++i) {
        incidence[i] = static_cast<double>(i) / 2000.0;
        darker[i] = 0.3 - 0.1 * incidence[i];
    }
    CHECK_FALSE(fit_slope_light(sun, darker, incidence));
    CHECK(SlopeLight{sun, 0.3}.factor(std::nan("")) == 1.0);
}
