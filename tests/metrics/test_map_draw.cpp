#include <catch2/catch.hpp>
#include <limits>

#include "metrics/map_draw.hpp"
#include "raster/components.hpp"

using namespace borderlens;

namespace {

/// The same probabilities of two classes everywhere.
Raster<float> even_ground(Index rows, Index cols, float first) {
    Raster<float> probability(Grid("", {0, 0}, 10, 10, rows, cols), 2, first);
    for (Index i = 0; i < rows * cols; ++i) probability.band_data(1)[i] = 1.0F - first;
    return probability;
}

double share_of(const Raster<std::int32_t>& map, std::int32_t code) {
    double count = 0.0;
    for (const std::int32_t value : map.values()) count += value == code ? 1.0 : 0.0;
    return count / static_cast<double>(map.values().size());
}

}  // namespace

TEST_CASE("a drawn map holds each class as often as its probability") {
    // 300 x 300 px in patches of 3 px: 10,000 patches, a share of 0.8 is known to 0.004.
    const Raster<float> probability = even_ground(300, 300, 0.8F);
    for (const std::uint64_t seed : {1U, 2U, 3U})
        CHECK(share_of(draw_map(probability, {4, 7}, {0, 0, 300, 300}, {seed}), 4) ==
              Approx(0.8).margin(0.015));
}

TEST_CASE("draws differ, and errors lie in patches") {
    const Raster<float> probability = even_ground(120, 120, 0.6F);
    const Raster<std::int32_t> one = draw_map(probability, {1, 2}, {0, 0, 120, 120}, {1});
    CHECK(one.values() != draw_map(probability, {1, 2}, {0, 0, 120, 120}, {2}).values());
    // Neighbours drawn one by one would be alike in 0.6^2 + 0.4^2 = 52 % of pairs.
    double alike = 0.0;
    for (Index row = 0; row < 120; ++row)
        for (Index col = 1; col < 120; ++col)
            alike += one(row, col) == one(row, col - 1) ? 1.0 : 0.0;
    CHECK(alike / (120.0 * 119.0) > 0.75);
}

TEST_CASE("a window of a draw equals that part of the whole") {
    const Raster<float> probability = even_ground(50, 60, 0.5F);
    const Raster<std::int32_t> whole = draw_map(probability, {1, 2}, {100, 200, 50, 60}, {5});
    const Window part{117, 231, 10, 20};
    const Raster<std::int32_t> piece = draw_map(even_ground(10, 20, 0.5F), {1, 2}, part, {5});
    for (Index row = 0; row < 10; ++row)
        for (Index col = 0; col < 20; ++col) REQUIRE(piece(row, col) == whole(17 + row, 31 + col));
}

TEST_CASE("what is certain stays, what is not known has no class") {
    Raster<float> probability = even_ground(4, 4, 1.0F);
    probability(0, 2, 2) = std::numeric_limits<float>::quiet_NaN();
    const Raster<std::int32_t> map = draw_map(probability, {3, 9}, {0, 0, 4, 4}, {8});
    CHECK(map(2, 2) == no_code);
    CHECK(share_of(map, 3) == Approx(15.0 / 16.0));
}
