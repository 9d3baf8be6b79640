#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/map_error.hpp"

using namespace borderlens;

namespace {

// Olofsson et al. 2014, table 8: map classes deforestation, forest gain, stable forest, stable
// non-forest.
const MapConfusion table_8 = {{"deforestation", "gain", "forest", "non-forest"},
                              {{66, 0, 5, 4}, {0, 55, 8, 12}, {1, 0, 153, 11}, {2, 1, 9, 313}}};
const std::vector<double> mapped = {0.020, 0.015, 0.320, 0.645};

}  // namespace

TEST_CASE("adjusted shares and their variance are those of the published example") {
    const auto shares = target_shares(table_8, 0);
    double share = 0.0;
    for (std::size_t i = 0; i < 4; ++i) share += mapped[i] * shares[i];
    CHECK(share == Approx(0.024).margin(5e-4));  // 23.5 of 1000 ha
    const MapErrorVariance error = map_error_of(mapped, mapped, table_8, 0);
    CHECK(std::sqrt(error.variance_a) == Approx(0.0034).margin(1e-4));  // published S(p1)
    CHECK(error.degrees == 640 - 4);
    // Two sides with one map and one sample: the error is wholly common.
    CHECK(error.covariance == Approx(error.variance_a));
}

TEST_CASE("samples of their own leave the sides' errors unrelated") {
    const MapErrorVariance error = map_error_of(mapped, table_8, mapped, table_8, 2);
    CHECK(error.covariance == 0.0);
    CHECK(error.variance_b > 0.0);
}

TEST_CASE("resampled matrices vary about the sample as the published variance says") {
    Random random(1);
    const double expected = map_error_of(mapped, mapped, table_8, 0).variance_a;
    double sum = 0.0;
    double squares = 0.0;
    const int draws = 4000;
    for (int draw = 0; draw < draws; ++draw) {
        const auto matrix = draw_confusion(table_8, random);
        double share = 0.0;
        for (std::size_t i = 0; i < 4; ++i) share += mapped[i] * matrix[i][0];
        sum += share;
        squares += share * share;
    }
    const double mean = sum / draws;
    CHECK(squares / draws - mean * mean == Approx(expected).epsilon(0.1));
}

TEST_CASE("cells are adjusted by what their map classes are worth") {
    const MapConfusion simple = {{"built", "other"}, {{8, 2}, {1, 9}}};
    const auto cells = adjusted_cells({{1.0, 0.0, 0.5}, {0.0, 1.0, 0.5}}, simple, 0);
    CHECK(cells[0] == Approx(0.8));
    CHECK(cells[1] == Approx(0.1));
    CHECK(cells[2] == Approx(0.45));  // (0.8 + 0.1) / 2
}

TEST_CASE("a map class without samples is named") {
    const MapConfusion thin = {{"built", "other"}, {{1, 0}, {1, 9}}};
    CHECK_THROWS_WITH(target_shares(thin, 0), Catch::Contains("'built' has 1 samples"));
}
