#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "features/smoothing.hpp"

using namespace borderlens;

TEST_CASE("a polynomial passes Savitzky-Golay unchanged, ends and gaps included") {
    std::vector<double> line, parabola;
    for (int i = 1; i <= 40; ++i) {
        line.push_back(i);
        parabola.push_back(0.5 * i * i - 3 * i);
    }
    for (const int order : {1, 2}) {
        std::vector<double> holed = line;
        holed[12] = std::numeric_limits<double>::quiet_NaN();
        holed[39] = std::numeric_limits<double>::infinity();
        const auto smooth = savitzky_golay(holed, 5, order);
        for (std::size_t i = 0; i < line.size(); ++i) CHECK(smooth[i] == Approx(line[i]));
    }
    const auto smooth = savitzky_golay(parabola, 3, 2);
    for (std::size_t i = 0; i < parabola.size(); ++i)
        CHECK(smooth[i] == Approx(parabola[i]).margin(1e-9));
}

TEST_CASE("a derivative of a polynomial is exact at every place of the window") {
    for (Index at = -4; at <= 4; ++at) {
        const auto weights = savitzky_golay_weights(4, 3, 1, at);
        double slope = 0.0;
        for (Index x = -4; x <= 4; ++x)
            slope += weights[static_cast<std::size_t>(x + 4)] * static_cast<double>(x * x * x - x);
        // d/dx (x^3 - x) = 3 x^2 - 1
        CHECK(slope == Approx(3.0 * static_cast<double>(at * at) - 1.0).margin(1e-9));
    }
    CHECK_THROWS_AS(savitzky_golay_weights(2, 5), Error);
    CHECK_THROWS_WITH(savitzky_golay({1, 2, 3}, 3, 2), Catch::Contains("take a smaller one"));
}

TEST_CASE("Whittaker keeps lines, fills gaps and flattens with a large lambda") {
    std::vector<double> line;
    for (int i = 0; i < 30; ++i) line.push_back(2.0 + 0.5 * i);
    line[7] = std::numeric_limits<double>::quiet_NaN();
    auto smooth = whittaker(line, 100.0);
    for (std::size_t i = 0; i < line.size(); ++i)
        CHECK(smooth[i] == Approx(2.0 + 0.5 * static_cast<double>(i)));
    // Two steps of different height, first differences, three values: (W + D'D) z = y by hand:
    // y = (0, 0, 4), lambda 1: 2a - b = 0, -a + 3b - c = 0, -b + 2c = 4 -> a = 0.5, b = 1, c = 2.5
    smooth = whittaker({0, 0, 4}, 1.0, 1);
    CHECK(smooth[0] == Approx(0.5));
    CHECK(smooth[1] == Approx(1.0));
    CHECK(smooth[2] == Approx(2.5));
    smooth = whittaker({0, 4, 0, 4, 0, 4}, 1e9, 1);
    for (const double value : smooth) CHECK(value == Approx(2.0).margin(1e-6));
    CHECK(std::isnan(whittaker({1, std::nan("")}, 1.0)[0]));
    CHECK_THROWS_AS(whittaker({1, 2, 3}, 0.0), Error);
}
