#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "imagery/fill_gaps.hpp"
#include "imagery/registration.hpp"

using namespace borderlens;

namespace {

/// Ground of many waves whose value is known everywhere, seen from a place moved by (dx, dy).
Raster<float> hills(double dx, double dy) {
    Random random(7);
    std::vector<std::array<double, 3>> waves;  // cycles across and down, phase
    for (int k = 0; k < 150; ++k)
        waves.push_back(
            {2.4 * random.uniform() - 1.2, 2.4 * random.uniform() - 1.2, 6.283 * random.uniform()});
    Raster<float> raster(Grid("", {0, 0}, 10, 10, 96, 128));
    for (Index row = 0; row < 96; ++row)
        for (Index col = 0; col < 128; ++col) {
            const double x = static_cast<double>(col) - dx, y = static_cast<double>(row) - dy;
            double value = 0.3;
            for (const auto& [across, down, phase] : waves)
                value += 0.008 * std::cos(across * x + down * y + phase);
            raster(row, col) = static_cast<float>(value);
        }
    return raster;
}

}  // namespace

TEST_CASE("a shift of parts of a pixel is found") {
    const Raster<float> reference = hills(0, 0);
    for (const auto& [dx, dy] : {std::pair(0.0, 0.0), {2.3, -1.4}, {-0.5, 0.7}}) {
        const Raster<float> image = hills(dx, dy);
        const Shift shift = estimate_shift(reference.view(), image.view());
        CHECK(shift.dx_px == Approx(dx).margin(0.15));
        CHECK(shift.dy_px == Approx(dy).margin(0.15));
        CHECK(shift.response > 0.1);
    }
    const Raster<float> flat(reference.grid(), 1, 0.5f), empty(reference.grid(), 1, no_data);
    CHECK(estimate_shift(flat.view(), reference.view()).response == 0.0);
    CHECK(estimate_shift(reference.view(), empty.view()).response == 0.0);
}

TEST_CASE("gain and bias are found although part of the ground has changed") {
    const Raster<float> reference = hills(0, 0);
    Raster<float> image = reference;
    Random random(3);
    for (std::size_t i = 0; i < image.values().size(); ++i) {
        // reference = 1.25 image - 0.05
        image.values()[i] =
            (reference.values()[i] + 0.05f) / 1.25f + static_cast<float>(0.001 * random.normal());
        if (i % 7 == 0) image.values()[i] = static_cast<float>(random.uniform());
    }
    const Raster<float>& seen = image;
    const NormalisationLine line = relative_normalisation(reference.view(), seen.view());
    CHECK(line.gain == Approx(1.25).epsilon(0.01));
    CHECK(line.bias == Approx(-0.05).margin(0.005));
    CHECK(line.pixels > 9000);
}

TEST_CASE("gaps are taken from the nearest period that has looks, and flagged") {
    const Grid grid("", {0, 0}, 1, 1, 1, 4);
    const auto composite = [&](std::vector<float> values, std::vector<float> looks) {
        values.insert(values.end(), looks.begin(), looks.end());
        return Raster<float>(grid, 2, values);
    };
    const float none = no_data;
    const Raster<float> filled = fill_gaps(composite({0.1f, none, none, none}, {3, 0, 0, 0}),
                                           {composite({0.5f, 0.6f, none, none}, {2, 2, 0, 0}),
                                            composite({0.7f, 0.8f, 0.9f, none}, {1, 1, 1, 0})});
    REQUIRE(filled.bands() == 3);
    CHECK(filled(0, 0, 0) == 0.1f);
    CHECK(filled(0, 0, 1) == 0.6f);
    CHECK(filled(0, 0, 2) == 0.9f);
    CHECK(std::isnan(filled(0, 0, 3)));
    const std::vector<float> flags(filled.band_data(1), filled.band_data(1) + 4);
    CHECK(flags == std::vector<float>{0, 1, 2, 0});
    const std::vector<float> looks(filled.band_data(2), filled.band_data(2) + 4);
    CHECK(looks == std::vector<float>{3, 0, 0, 0});
}

TEST_CASE("the nearest period comes first, the earlier of two as near") {
    std::vector<Period> periods;
    for (int year : {2013, 2015, 2016, 2017, 2020})
        periods.push_back({std::to_string(year), {year, 4, 1}, {year, 10, 31}});
    CHECK(nearest_periods(periods, 2) == std::vector<std::size_t>{1, 3, 0, 4});
}
