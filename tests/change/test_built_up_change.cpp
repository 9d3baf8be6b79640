#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "change/built_up_change.hpp"
#include "change/local_mean.hpp"

using namespace borderlens;

namespace {

/// Fields and a bright block of `new_px` new houses in the later image, which is hazier by a gain.
ImagePair town(Index size, Index new_px, double gain) {
    Random random(11);
    const Grid grid("", {0, 0}, 10, 10, size, size);
    ImagePair pair{Raster<float>(grid, built_up_bands), Raster<float>(grid, built_up_bands)};
    const std::array<double, 6> field = {0.06, 0.08, 0.09, 0.30, 0.15, 0.22};
    std::vector<double> fields;
    for (int i = 0; i < 400; ++i) fields.push_back(0.8 + 0.4 * random.uniform());
    for (Index row = 0; row < size; ++row)
        for (Index col = 0; col < size; ++col) {
            const std::size_t number = static_cast<std::size_t>((row / 10 * 20 + col / 10) % 400);
            const bool built = row >= 50 && row < 50 + new_px && col >= 50 && col < 50 + new_px;
            const bool roof = (row / 2 + col / 2) % 2 == 0;
            for (Index band = 0; band < built_up_bands; ++band) {
                const double ground = field[static_cast<std::size_t>(band)] * fields[number];
                pair.before(band, row, col) = static_cast<float>(ground + 0.002 * random.normal());
                const double later = built ? (roof ? 0.28 : 0.14) : ground;
                pair.after(band, row, col) =
                    static_cast<float>(gain * later + 0.01 + 0.002 * random.normal());
            }
        }
    return pair;
}

Raster<float> probabilities(const ImagePair& pair) {
    const BuiltUpScales scales = built_up_scales(source_of(pair));
    return built_up_probability(pair, pair.before.grid().window(), scales, {});
}

}  // namespace

TEST_CASE("local means count valid pixels only") {
    Plane plane(3, 3);
    for (std::size_t i = 0; i < 9; ++i) plane[i] = static_cast<double>(i);
    CHECK(local_mean(plane, 1)[4] == Approx(4));
    CHECK(local_mean(plane, 1)[0] == Approx((0 + 1 + 3 + 4) / 4.0));
    plane[8] = std::nan("");
    CHECK(local_mean(plane, 1)[4] == Approx(28.0 / 8));
    const LocalMoments moments = local_moments(plane, plane, 1);
    CHECK(moments.covariance[4] == Approx(moments.variance_a[4]));
}

TEST_CASE("rarity is minus the logarithm of the share as high or higher") {
    std::vector<double> sample;
    for (int i = 0; i < 100000; ++i) sample.push_back(i);
    const RarityScale scale(sample);
    CHECK(scale.rarity(90000) == Approx(std::log(10.0)).margin(0.01));
    CHECK(scale.rarity(99900) == Approx(std::log(1000.0)).margin(0.02));
    CHECK(scale.rarity(-5) == 0.0);
    CHECK(scale.rarity(std::nan("")) == 0.0);
    // All equal: half count as higher.
    CHECK(RarityScale({1, 1, 1, 1}).rarity(1) < 1.0);
}

TEST_CASE("Fisher's combination of one p value is that p value") {
    CHECK(combined_p_value(-std::log(0.02), 1) == Approx(0.02));
    // Two of 0.05: 0.0025 (1 - ln 0.0025) = 0.01748.
    CHECK(combined_p_value(-2 * std::log(0.05), 2) == Approx(0.0174786).epsilon(1e-4));
}

TEST_CASE("a new block of houses is found, the hazy rest is not") {
    const Raster<float> found = probabilities(town(200, 24, 1.1));
    Index hits = 0, outside = 0;
    for (Index row = 0; row < 200; ++row)
        for (Index col = 0; col < 200; ++col) {
            const bool built = row >= 50 && row < 74 && col >= 50 && col < 74;
            const bool far = row < 42 || row >= 82 || col < 42 || col >= 82;
            if (found(row, col) >= 0.5F) (built ? hits : outside) += built || far ? 1 : 0;
        }
    CHECK(hits > 0.6 * 24 * 24);
    CHECK(outside == 0);
}

TEST_CASE("a pair without change reports none, nor do identical images") {
    const Raster<float> found = probabilities(town(200, 0, 1.1));
    CHECK(*std::max_element(found.values().begin(), found.values().end()) < 0.5F);
    ImagePair same = town(120, 0, 1.0);
    same.after = same.before;
    const Raster<float> none = probabilities(same);
    CHECK(*std::max_element(none.values().begin(), none.values().end()) < 0.5F);
}

TEST_CASE("probabilities computed in tiles equal those computed whole") {
    const ImagePair pair = town(200, 24, 1.1);
    const PairSource source = source_of(pair);
    const BuiltUpScales scales = built_up_scales(source);
    const Raster<float> whole = built_up_probability(pair, pair.before.grid().window(), scales, {});
    const Window core{40, 60, 50, 70};
    const Window halo = core.pad(built_up_halo_px).intersect(source.grid.window());
    const Raster<float> tile = built_up_probability(
        source.read(halo), {core.row0 - halo.row0, core.col0 - halo.col0, core.rows, core.cols},
        scales, {});
    for (Index row = 0; row < core.rows; ++row)
        for (Index col = 0; col < core.cols; ++col)
            CHECK(tile(row, col) == Approx(whole(core.row0 + row, core.col0 + col)).margin(1e-5));
}

TEST_CASE("pixels without data in any band stay without data") {
    ImagePair pair = town(120, 0, 1.0);
    pair.after(3, 60, 60) = no_data;
    const Raster<float> found = probabilities(pair);
    CHECK(std::isnan(found(60, 60)));
    CHECK(!std::isnan(found(60, 61)));
}
