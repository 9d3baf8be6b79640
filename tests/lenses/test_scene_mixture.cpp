#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "lenses/edge_smoothing.hpp"
#include "lenses/scene_mixture.hpp"
#include "raster/blocks.hpp"

using namespace borderlens;

namespace {

/// Rows of two bands about a place in reflectance, 10 % scatter.
std::vector<double> rows_about(double a, double b, Index rows, std::uint64_t seed) {
    Random random(seed);
    std::vector<double> values;
    for (Index i = 0; i < rows; ++i) {
        values.push_back(a * std::exp(0.1 * random.normal()));
        values.push_back(b * std::exp(0.1 * random.normal()));
    }
    return values;
}

/// Water is dark, steppe bright, roofs in between and the same everywhere.
SceneMixture general() {
    SceneMixture mixture = {kind_of_rows("water", rows_about(0.04, 0.02, 500, 1), 2),
                            kind_of_rows("steppe", rows_about(0.10, 0.25, 500, 2), 2),
                            kind_of_rows("roofs", rows_about(0.30, 0.30, 500, 3), 2)};
    for (SpectralKind& kind : mixture) kind.share = 1.0 / 3.0;
    mixture[2].fixed = true;
    return mixture;
}

std::vector<float> floats(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("a scene's steppe moves the kind, what is fixed stays") {
    // This steppe is drier: 0.14 and 0.28 instead of 0.10 and 0.25. No water, no roofs.
    const SceneMixture fitted = adapted(general(), floats(rows_about(0.14, 0.28, 3000, 4)));
    CHECK(fitted[1].mean[0] == Approx(std::log(0.14)).margin(0.02));
    CHECK(fitted[1].mean[1] == Approx(std::log(0.28)).margin(0.02));
    CHECK(fitted[1].share > 0.9);
    CHECK(fitted[2].mean[0] == Approx(std::log(0.30)).margin(0.03));
    CHECK(fitted[0].share > 0.0);  // not ruled out
    double shares = 0.0;
    for (const SpectralKind& kind : fitted) shares += kind.share;
    CHECK(shares == Approx(1.0));
}

TEST_CASE("too few pixels teach nothing") {
    const SceneMixture fitted = adapted(general(), floats(rows_about(0.14, 0.28, 900, 4)));
    CHECK(fitted[1].mean == general()[1].mean);
    std::vector<float> pixels = floats(rows_about(0.14, 0.28, 1500, 4));
    for (std::size_t i = 0; i < 1400; i += 2) pixels[i] = std::nanf("");  // 800 rows are left
    CHECK(adapted(general(), pixels)[1].mean == general()[1].mean);
}

TEST_CASE("a mixture written and read is the same, a broken one is refused") {
    const SceneMixture mixture = general();
    const SceneMixture read = mixture_of(parse_json(to_json(to_document(mixture)), "test"), 2);
    REQUIRE(read.size() == 3);
    CHECK(read[1].covariance == mixture[1].covariance);
    CHECK(read[2].fixed);
    CHECK_THROWS_WITH(mixture_of(to_document(mixture), 3), Catch::Contains("does not fit 3 bands"));
    SceneMixture flat = mixture;
    flat[0].covariance = {1.0, 2.0, 2.0, 1.0};  // determinant -3
    CHECK_THROWS_WITH(mixture_of(to_document(flat), 2), Catch::Contains("covariance"));
}

TEST_CASE("probabilities of a mixture sum to one and leave no data alone") {
    const Legend legend = {{1, "water", {}}, {2, "steppe", {}}, {3, "roofs", {}}, {4, "snow", {}}};
    FeatureStack image{{"red", "nir"}, Raster<float>(Grid("", {0, 0}, 10, 10, 1, 3), 2)};
    image.values.values() = {0.04F, 0.10F, std::nanf(""), 0.02F, 0.25F, 0.3F};
    const Raster<float> shares = mixture_probabilities(image, general(), legend);
    CHECK(shares(0, 0, 0) > 0.99F);
    CHECK(shares(1, 0, 1) > 0.99F);
    CHECK(shares(3, 0, 0) == 0.0F);
    CHECK(std::isnan(shares(0, 0, 2)));
    CHECK_THROWS_WITH(mixture_probabilities(image, general(), {{1, "water", {}}}),
                      Catch::Contains("steppe"));
}

TEST_CASE("smoothing mends a lone doubt inside a field and keeps the field's edge") {
    const Grid grid("", {0, 0}, 10, 10, 7, 8);
    FeatureStack image{{"red"}, Raster<float>(grid)};
    Raster<float> shares(grid, 2);
    for (Index row = 0; row < 7; ++row)
        for (Index col = 0; col < 8; ++col) {
            const bool left = col < 4;
            image.values(row, col) = left ? 0.1F : 0.3F;
            shares(0, row, col) = left ? 0.8F : 0.2F;
            if (row == 3 && col == 1) shares(0, row, col) = 0.3F;
            shares(1, row, col) = 1.0F - shares(0, row, col);
        }
    shares(0, 0, 0) = shares(1, 0, 0) = no_data;
    const Raster<float> smooth = smoothed_with_edges(shares, image);
    CHECK(smooth(0, 3, 1) > 0.65F);
    CHECK(smooth(0, 3, 3) == Approx(0.8F).margin(0.05));  // the edge lies to its right
    CHECK(smooth(0, 3, 4) == Approx(0.2F).margin(0.01));
    CHECK(std::isnan(smooth(0, 0, 0)));
    // Tiles with their halo give the bits of the whole.
    int different = 0;
    for (const Block& block : blocks_of(grid.window(), 3, smoothing_halo_px)) {
        const auto cut = [&](const Raster<float>& whole) {
            Raster<float> part(grid.crop(block.halo), whole.bands());
            for (Index b = 0; b < whole.bands(); ++b)
                for (Index r = 0; r < block.halo.rows; ++r)
                    for (Index c = 0; c < block.halo.cols; ++c)
                        part(b, r, c) = whole(b, block.halo.row0 + r, block.halo.col0 + c);
            return part;
        };
        const Raster<float> part = smoothed_with_edges(cut(shares), {{"red"}, cut(image.values)});
        for (Index row = block.core.row0; row < block.core.row_end(); ++row)
            for (Index col = block.core.col0; col < block.core.col_end(); ++col) {
                const float here = part(0, row - block.halo.row0, col - block.halo.col0);
                different += !(here == smooth(0, row, col) ||
                               (std::isnan(here) && std::isnan(smooth(0, row, col))));
            }
    }
    CHECK(different == 0);
}
