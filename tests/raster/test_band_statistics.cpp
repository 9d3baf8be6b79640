#include "raster/band_statistics.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/random.hpp"

using namespace borderlens;

TEST_CASE("statistics of a band are those of its valid pixels, the rest of a row left out") {
    constexpr Index rows = 37, cols = 53, stride = 64;
    Random random(6);
    std::vector<float> band(rows * stride, 1e9F);
    std::vector<double> valid;
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col) {
            float& value = band[static_cast<std::size_t>(row * stride + col)];
            const double which = random.uniform();
            value = which < 0.1   ? NAN
                    : which < 0.2 ? -9.0F
                                  : 1000.0F + 0.01F * static_cast<float>(random.normal());
            if (which >= 0.2) valid.push_back(static_cast<double>(value));
        }
    const BandStatistics found = measure_band<float>(band.data(), rows, cols, stride, -9.0F);
    double mean = 0.0, squares = 0.0;
    for (const double value : valid) mean += value / static_cast<double>(valid.size());
    for (const double value : valid) squares += (value - mean) * (value - mean);
    CHECK(found.count == static_cast<Index>(valid.size()));
    CHECK(found.minimum == *std::min_element(valid.begin(), valid.end()));
    CHECK(found.maximum == *std::max_element(valid.begin(), valid.end()));
    CHECK(found.mean == Approx(mean).epsilon(1e-12));
    CHECK(found.squares == Approx(squares).epsilon(1e-8));

    // Without a number for no data -9 counts; parts joined are the whole.
    const BandStatistics all = measure_band<float>(band.data(), rows, cols, stride, std::nullopt);
    CHECK(all.count > found.count);
    CHECK(all.minimum == -9.0);
    const BandStatistics above = measure_band<float>(band.data(), 20, cols, stride, -9.0F);
    const BandStatistics below =
        measure_band<float>(band.data() + 20 * stride, rows - 20, cols, stride, -9.0F);
    const BandStatistics both = joined(above, below);
    CHECK(both.count == found.count);
    CHECK(both.mean == Approx(found.mean).epsilon(1e-12));
    CHECK(both.squares == Approx(found.squares).epsilon(1e-8));
    CHECK(joined({}, found).count == found.count);
}

TEST_CASE("a band without valid pixels has no statistics") {
    const std::vector<float> nothing(20, NAN);
    CHECK(measure_band<float>(nothing.data(), 2, 10, 10, std::nullopt).count == 0);
    const std::vector<std::uint8_t> zeros(20, 0);
    CHECK(measure_band<std::uint8_t>(zeros.data(), 2, 10, 10, 0).count == 0);
    CHECK(measure_band<std::uint8_t>(zeros.data(), 2, 10, 10, 255).maximum == 0.0);
}
