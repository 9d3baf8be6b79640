#include "simulation/noise.hpp"

#include <catch2/catch.hpp>

using namespace borderlens;

TEST_CASE("a row of rough noise is the noise of its places, bit for bit") {
    std::vector<double> xs;
    for (int k = 0; k < 500; ++k) xs.push_back(399960.0 - 700.0 + 5.0 * k);
    // Cells of the finest octave from many places wide (400 m / 8) to narrower than a step (3 m).
    for (const double size : {400.0, 70.0, 24.0}) {
        const std::vector<double> row = rough_noise_row(9, xs, -4890017.5, size, 4);
        REQUIRE(row.size() == xs.size());
        for (std::size_t k = 0; k < xs.size(); ++k)
            REQUIRE(row[k] == rough_noise(9, xs[k] / size, -4890017.5 / size, 4));
    }
    CHECK(rough_noise_row(9, {}, 0.0, 1.0, 3).empty());
}
