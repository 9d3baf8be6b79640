#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"
#include "lenses/built_up.hpp"
#include "lenses/land_use.hpp"
#include "lenses/lens.hpp"
#include "lenses/lens_objects.hpp"
#include "lenses/panel_kinds.hpp"
#include "lenses/photovoltaics.hpp"
#include "lenses/slope_rules.hpp"
#include "lenses/spectral_samples.hpp"
#include "raster/blocks.hpp"
#include "support/drawing.hpp"

using namespace borderlens;

namespace {

const LensModel& small_model() {
    static const LensModel model = [] {
        ForestOptions options;
        options.trees = 10;
        options.min_leaf = 5;
        // All by which panels are seen to come.
        const std::vector<std::string> bands = {"blue", "green", "red", "nir", "swir1", "swir2"};
        Forest forest = train_forest(spectral_samples(bands, 300, 3), options).forest;
        FeatureRecipe recipe{bands, true, {}};
        forest.summary.set("recipe", to_document(recipe));
        forest.summary.set("mixture", to_document(spectral_mixture(bands, 3)));
        forest.summary.set("panels", to_document(panel_kinds(bands, 3)));
        return LensModel(std::move(forest));
    }();
    return model;
}

LensImages random_images(const Grid& grid, std::size_t times) {
    Random random(8);
    LensImages images;
    for (std::size_t t = 0; t < times; ++t) {
        images.years.push_back(2016.0 + 2.0 * static_cast<double>(t));
        FeatureStack stack{{"blue", "green", "red", "nir", "swir1", "swir2"},
                           Raster<float>(grid, 6)};
        for (float& value : stack.values.values())
            value = static_cast<float>(0.05 + 0.3 * random.uniform());
        stack.values(0, 3, 4) = no_data;
        images.images.push_back(std::move(stack));
    }
    ask_forest(images, small_model());
    return images;
}

Raster<float> shares(const std::vector<std::string>& lines) {
    Raster<float> raster = test::draw_floats(lines);
    for (float& value : raster.values()) value /= 10.0F;
    return raster;
}

}  // namespace

TEST_CASE("every lens class has names in four languages and a code of its own") {
    std::set<std::string> names;
    for (const Lens& lens : all_lenses()) {
        CHECK(names.insert(lens.name).second);
        CHECK_FALSE(lens.source.empty());
        CHECK_FALSE(lens.unit.empty());
        std::set<int> codes;
        for (const LensClass& one : lens.classes) {
            CHECK((one.code >= 1 && one.code <= 255));
            CHECK(codes.insert(one.code).second);
            for (const std::string& text : {one.english, one.chinese, one.russian, one.kazakh})
                CHECK_FALSE(text.empty());
        }
    }
    CHECK_THROWS_WITH(lens_named("roads"), Catch::Contains("land_use, built_up, photovoltaics"));
}

TEST_CASE("lenses in tiles with their halo see what they see in the whole") {
    const Grid grid("", {0.0, 0.0}, 30.0, 30.0, 23, 29);
    LensImages whole = random_images(grid, 3);
    whole.pixel_size_m = 30.0;
    whole.scene = small_model().mixture;
    for (const Lens& lens : all_lenses()) {
        INFO(lens.name);
        const auto expected = lens.apply(whole, small_model());
        std::atomic<int> different{0};
        for_each_block(
            grid.window(), 9, lens.halo_px(small_model(), 30.0), [&](const Block& block) {
                LensImages part = whole;
                for (std::size_t t = 0; t < part.images.size(); ++t) {
                    const Raster<float>& all = whole.images[t].values;
                    Raster<float> cut(grid.crop(block.halo), all.bands());
                    for (Index b = 0; b < all.bands(); ++b)
                        for (Index r = 0; r < block.halo.rows; ++r)
                            for (Index c = 0; c < block.halo.cols; ++c)
                                cut(b, r, c) = all(b, block.halo.row0 + r, block.halo.col0 + c);
                    part.images[t].values = std::move(cut);
                }
                ask_forest(part, small_model());
                const auto seen = lens.apply(part, small_model());
                for (std::size_t t = 0; t < seen.size(); ++t)
                    for (Index row = block.core.row0; row < block.core.row_end(); ++row)
                        for (Index col = block.core.col0; col < block.core.col_end(); ++col)
                            different +=
                                seen[t].classes(row - block.halo.row0, col - block.halo.col0) !=
                                expected[t].classes(row, col);
            });
        CHECK(different == 0);
        CHECK(expected[0].classes(3, 4) == no_class);
        CHECK(expected[0].classes(0, 0) != no_class);
    }
}

TEST_CASE("built-up once seen is kept through a doubtful year, a single flash is not believed") {
    Legend legend = {{1, "other", {}}, {2, "built_up", {}}};
    // Four pixels over four years: stays, comes in year 2 with a doubt in year 3, flashes once,
    // never known.
    const std::vector<Raster<float>> seen = {shares({"901."}), shares({"991."}), shares({"949."}),
                                             shares({"991."})};
    const auto layers = decide_through_time(seen, {2016, 2017, 2018, 2019}, 0.03, 0.001, legend);
    const auto path = [&](Index col) {
        std::string text;
        for (const LensLayer& layer : layers)
            text += static_cast<char>('0' + layer.classes(0, col));
        return text;
    };
    CHECK(path(0) == "2222");
    CHECK(path(1) == "1222");
    CHECK(path(2) == "1111");
    CHECK(path(3) == "0000");
    CHECK(std::isnan(layers[0].probability(0, 3)));
    CHECK(layers[2].probability(1, 0, 1) > 0.5F);  // though 0.4 was seen alone
}

TEST_CASE("plants must be compact and large enough; those that are not are taken out everywhere") {
    // Pixels of 50 m: 0.25 ha each. A 3 x 4 block (3 ha), a diagonal line, a single pixel.
    std::vector<Raster<ClassCode>> classes = {
        test::draw({"AAAAAAAAA", "AAAAAAAAA", "AAAAABAAA", "AAAAAAAAA"}, 50.0),
        test::draw({"BBBAAAAAB", "BBBAAABAA", "BBBAABAAA", "BBBABAAAB"}, 50.0)};
    Raster<float> share(classes[0].grid(), 1, 0.8F);
    ObjectLimits limits;
    limits.least_area_ha = 0.5;
    limits.least_fill = 0.55;
    const auto objects = find_lens_objects(classes, share, 2, 1, limits);
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].area_ha == Approx(3.0));
    CHECK(objects[0].fill == Approx(1.0));
    CHECK(objects[0].probability == Approx(0.8));
    CHECK(objects[0].first_time == 1);
    REQUIRE(objects[0].outline.size() == 1);
    CHECK(objects[0].outline[0].outer.size() == 5);
    CHECK(classes[0](2, 5) == 1);
    CHECK(classes[1](0, 8) == 1);
    CHECK(classes[1](0, 0) == 2);
}

TEST_CASE("matrices over years are powers, and rows still sum to one") {
    const StateRows yearly = {{0.9, 0.1}, {0.2, 0.8}};
    const StateRows two = over_years(yearly, 2);
    CHECK(two[0][1] == Approx(0.9 * 0.1 + 0.1 * 0.8));
    CHECK(two[1][0] + two[1][1] == Approx(1.0));
    const StateRows rows =
        persistent_transitions({{1, "a", {}}, {8, "built_up", {}}, {3, "c", {}}}, 0.9);
    CHECK(rows[0][0] == Approx(0.9));
    CHECK(rows[0][1] == Approx(0.05));
    CHECK(rows[1][1] == Approx(0.999));
}

TEST_CASE("simulated mixtures are told apart, and unknown bands are refused") {
    ForestOptions options;
    options.trees = 20;
    options.min_leaf = 5;
    const std::vector<std::string> bands = {"blue", "green", "red", "nir", "swir1", "swir2"};
    CHECK(train_forest(spectral_samples(bands, 300, 1), options).out_of_bag.overall() > 0.7);
    CHECK_THROWS_WITH(spectral_samples({"thermal"}, 10, 1), Catch::Contains("thermal"));
}

TEST_CASE("windows in metres become odd numbers of pixels that span them") {
    CHECK(window_px(150.0, 10.0) == 15);
    CHECK(window_px(150.0, 30.0) == 5);
    CHECK(window_px(30.0, 10.0) == 3);
    CHECK(window_px(30.0, 100.0) == 1);
}

TEST_CASE("a pond in smooth land is no texture of a town, a row of roofs is") {
    // 15 x 15 px of 10 m, four bands alike: land of 0.2, a pond and a few roofs of 0.02 or 0.5.
    const auto evidence_with = [](float inside, float water) {
        const Grid grid("", {0.0, 0.0}, 10.0, 10.0, 15, 15);
        FeatureStack image{{"blue", "green", "red", "nir"}, Raster<float>(grid, 4, 0.2F)};
        Raster<float> all(grid, small_model().forest.class_count(), 0.0F);
        for (Index row = 5; row < 9; ++row)
            for (Index col = 5; col < 9; ++col) {
                for (Index band = 0; band < 4; ++band) image.values(band, row, col) = inside;
                all(0, row, col) = water;  // the first class of the legend
            }
        all(0, 0, 0) = no_data;
        return texture_evidence(image, all, small_model(), 10.0);
    };
    REQUIRE(small_model().forest.legend.front().name == "water");
    const Raster<float> pond = evidence_with(0.02F, 0.9F), roofs = evidence_with(0.5F, 0.1F);
    for (const Index place : {Index{3}, Index{5}, Index{7}}) {
        CHECK(pond(place, place) == Approx(-2.5));  // no variation of the land
        CHECK(roofs(place, place) > 1.0F);
    }
    CHECK(std::isnan(pond(0, 0)));
    // Among roofs a pond stays what its spectrum says: of the nine pixels at its middle none gains.
    const auto all_with_pond = [](float water) {
        const Grid grid("", {0.0, 0.0}, 10.0, 10.0, 15, 15);
        FeatureStack image{{"blue", "green", "red", "nir"}, Raster<float>(grid, 4, 0.2F)};
        for (Index i = 0; i < grid.size(); i += 2)
            for (Index band = 0; band < 4; ++band) image.values.band_data(band)[i] = 0.5F;
        Raster<float> all(grid, small_model().forest.class_count(), 0.0F);
        all(0, 7, 7) = water;
        return texture_evidence(image, all, small_model(), 10.0);
    };
    CHECK(all_with_pond(0.9F)(7, 7) == 0.0F);
    CHECK(all_with_pond(0.9F)(8, 8) == 0.0F);
    CHECK(all_with_pond(0.9F)(9, 9) == Approx(1.5));
    CHECK(all_with_pond(0.1F)(7, 7) == Approx(1.5));
    // All water: no land to speak of.
    const Grid grid("", {0.0, 0.0}, 10.0, 10.0, 3, 3);
    const FeatureStack lake{{"blue", "green", "red", "nir"}, Raster<float>(grid, 4, 0.03F)};
    Raster<float> all(grid, small_model().forest.class_count(), 0.0F);
    for (Index i = 0; i < grid.size(); ++i) all.band_data()[i] = 1.0F;
    CHECK(texture_evidence(lake, all, small_model(), 10.0)(1, 1) == Approx(-2.5));
}

TEST_CASE("gaps as wide as a track belong to a plant, wider ones and no data do not") {
    Raster<ClassCode> classes = test::draw({"BBABBAAABB", "BBABBAAABB", "BB.BBAAABB"});
    close_gaps(classes, 2, 1, 1);
    CHECK(classes(0, 2) == 2);
    CHECK(classes(1, 2) == 2);
    CHECK(classes(2, 2) == no_class);
    CHECK(classes(0, 6) == 1);
    // Half of the gap in whole pixels, rounded up: (5 + 1) / 2 of 10 m, (1 + 1) / 2 of 30 m.
    CHECK(gap_reach_px(50.0, 10.0) == 3);
    CHECK(gap_reach_px(50.0, 30.0) == 1);
    CHECK(gap_reach_px(0.0, 10.0) == 0);
}

TEST_CASE("what is built, sown or under water heeds the slope") {
    CHECK(slope_factor("built_up", 7.0) == 1.0);
    CHECK(slope_factor("built_up", 10.5) == Approx(0.5));
    CHECK(slope_factor("built_up", 30.0) == Approx(1e-3));
    CHECK(slope_factor("bare_desert", 60.0) == 1.0);
    CHECK(slope_factor("water", std::nan("")) == 1.0);
    const Grid grid("", {0, 0}, 30, 30, 1, 2);
    // Level ground and a slope of 45 degrees.
    const Gradients ground{Raster<float>(grid, 1, {0.0F, 1.0F}), Raster<float>(grid)};
    const Legend legend = {{1, "built_up", {}}, {2, "bare_desert", {}}};
    Raster<float> shares(grid, 2, {0.8F, 0.8F, 0.2F, 0.2F});
    heed_slopes(shares, legend, ground);
    CHECK(shares(0, 0, 0) == 0.8F);
    CHECK(shares(0, 0, 1) < 0.01F);
    CHECK(shares(1, 0, 1) == Approx(1.0F - shares(0, 0, 1)));
}

TEST_CASE("no lens sees towns or plants on a steep slope") {
    const Grid grid("", {0, 0}, 30, 30, 12, 12);
    LensImages images = random_images(grid, 1);
    images.pixel_size_m = 30.0;
    const auto seen = [&](const char* lens) {
        const LensLayer layer = lens_named(lens).apply(images, small_model()).front();
        return std::count(layer.classes.values().begin(), layer.classes.values().end(),
                          static_cast<ClassCode>(legend_of(lens_named(lens)).back().code));
    };
    CHECK(seen("built_up") > 0);  // a random image is rough enough
    images.ground = Gradients{Raster<float>(grid, 1, 1.0F), Raster<float>(grid)};
    ask_forest(images, small_model());
    CHECK(seen("built_up") == 0);
    CHECK(seen("photovoltaics") == 0);
}
