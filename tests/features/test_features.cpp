#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"
#include "features/features.hpp"
#include "features/texture.hpp"
#include "raster/blocks.hpp"
#include "support/drawing.hpp"

using namespace borderlens;

TEST_CASE("mean and deviation are those of the valid pixels of the square") {
    const Raster<float> raster = test::draw_floats({"123", "4.6", "789"});
    const LocalStatistics local = local_statistics(raster, 0, 3);
    CHECK(std::isnan(local.mean(1, 1)));
    // Corner: 1, 2, 4 -> mean 7/3, variance (1 + 4 + 16) / 3 - 49/9 = 14/9.
    CHECK(local.mean(0, 0) == Approx(7.0 / 3.0));
    CHECK(local.deviation(0, 0) == Approx(std::sqrt(14.0 / 9.0)));
    // Top middle: 1 2 3 4 6 -> mean 3.2.
    CHECK(local.mean(0, 1) == Approx(3.2));
    CHECK_THROWS_WITH(local_statistics(raster, 0, 4), Catch::Contains("odd"));
    // Asked for all pixels, the middle one knows its neighbours: 40 / 8.
    CHECK(local_statistics(raster, 0, 3, Centre::any).mean(1, 1) == Approx(5.0));
    const Raster<float> empty = test::draw_floats({"...", "...", "..5"});
    CHECK(std::isnan(local_statistics(empty, 0, 3, Centre::any).mean(0, 0)));
}

TEST_CASE("features made in tiles with a halo are those of the whole, bit for bit") {
    Random random(4);
    const Grid grid("", {0.0, 0.0}, 10.0, 10.0, 37, 41);
    FeatureStack bands{{"red", "nir"}, Raster<float>(grid, 2)};
    for (float& value : bands.values.values())
        value = random.uniform() < 0.05 ? no_data : static_cast<float>(random.uniform());
    const FeatureRecipe recipe{{"red", "nir"}, true, {3, 9}, {"NDVI", "SAVI"}};
    const FeatureStack whole = make_features(bands, recipe);
    REQUIRE(whole.values.bands() == static_cast<Index>(feature_names(recipe).size()));
    std::atomic<Index> different{0};
    for_each_block(grid.window(), 10, halo_px(recipe), [&](const Block& block) {
        FeatureStack part{bands.names, Raster<float>(grid.crop(block.halo), 2)};
        for (Index b = 0; b < 2; ++b)
            for (Index r = 0; r < block.halo.rows; ++r)
                for (Index c = 0; c < block.halo.cols; ++c)
                    part.values(b, r, c) =
                        bands.values(b, block.halo.row0 + r, block.halo.col0 + c);
        const FeatureStack made = make_features(part, recipe);
        for (Index b = 0; b < made.values.bands(); ++b)
            for (Index row = block.core.row0; row < block.core.row_end(); ++row)
                for (Index col = block.core.col0; col < block.core.col_end(); ++col) {
                    const float a = whole.values(b, row, col);
                    const float t = made.values(b, row - block.halo.row0, col - block.halo.col0);
                    const bool same = a == t || (std::isnan(a) && std::isnan(t));
                    if (!same) ++different;
                }
    });
    CHECK(different == 0);
}

TEST_CASE("normalised differences and the coefficient of variation are what their names say") {
    const FeatureRecipe recipe{{"red", "nir"}, true, {3}};
    FeatureStack bands{{"red", "nir"}, Raster<float>(Grid("", {0, 0}, 1, 1, 1, 2), 2)};
    bands.values.values() = {1.0F, 3.0F, 3.0F, 5.0F};
    const FeatureStack made = make_features(bands, recipe);
    CHECK(made.names == std::vector<std::string>{"red", "nir", "nd_red_nir", "red_mean3", "red_sd3",
                                                 "nir_mean3", "nir_sd3", "brightness_cv3"});
    CHECK(made.values(2, 0, 0) == Approx(-0.5));       // (1 - 3) / (1 + 3)
    CHECK(made.values(7, 0, 0) == Approx(1.0 / 3.0));  // brightness 2 and 4: deviation 1, mean 3
}

TEST_CASE("a recipe comes back from its document the same, nonsense is refused") {
    const FeatureRecipe recipe{{"b1", "b2"}, true, {3, 7}};
    CHECK(recipe_of(to_document(recipe)) == recipe);
    FeatureRecipe even = recipe;
    even.windows_px = {4};
    CHECK_THROWS_AS(recipe_of(to_document(even)), Error);
}

TEST_CASE("every kind of feature has a name of its own, a formula, a unit and a source") {
    std::set<std::string> names;
    for (const FeatureKind& kind : all_feature_kinds()) {
        CHECK(names.insert(kind.name).second);
        CHECK_FALSE(kind.formula.empty());
        CHECK_FALSE(kind.unit.empty());
        CHECK_FALSE(kind.source.empty());
    }
}

TEST_CASE("indices of the registry are features; undefined at a valid pixel is 0, no data stays") {
    const FeatureRecipe recipe{{"red", "nir"}, false, {}, {"NDVI"}};
    FeatureStack bands{{"red", "nir"}, Raster<float>(Grid("", {0, 0}, 1, 1, 1, 3), 2)};
    bands.values.values() = {0.1F, 0.0F, no_data, 0.3F, 0.0F, 0.2F};
    const FeatureStack made = make_features(bands, recipe);
    CHECK(made.names == std::vector<std::string>{"red", "nir", "NDVI"});
    CHECK(made.values(2, 0, 0) == Approx(0.5));  // (0.3 - 0.1) / (0.3 + 0.1)
    CHECK(made.values(2, 0, 1) == 0.0F);
    CHECK(std::isnan(made.values(2, 0, 2)));
    CHECK(recipe_of(to_document(recipe)) == recipe);
    Document unknown = to_document(recipe);
    unknown.set("indices", std::vector<std::string>{"no such index"});
    CHECK_THROWS(recipe_of(unknown));
}
