#include <catch2/catch.hpp>
#include <filesystem>

#include "app/config.hpp"
#include "app/label_hints.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "support/command.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

TEST_CASE("a study written by init is read back with what was asked for") {
    const std::string source = std::string(BORDERLENS_SOURCE_DIR) + "/sample-tiles";
    const std::string study =
        (std::filesystem::temp_directory_path() / "borderlens_test_init.toml").string();
    const std::vector<std::string> words = {"init",           study,
                                            "--border",       source + "/border.geojson",
                                            "--side-a-point", "80.413387,44.193571",
                                            "--years",        "2017,2024",
                                            "--scenes",       source + "/scenes"};
    REQUIRE(run_again(words) == 0);
    const Study read = read_study(study);
    CHECK(read.periods.size() == 2);
    CHECK(read.scenes.paths.size() == 1);
    REQUIRE(read.border);
    CHECK(read.border->source.side_a_lonlat->x == 80.413387);
    // Written once more without --overwrite it is refused.
    CHECK(run_words(words) == 2);
}

TEST_CASE("init finds the field of the classes, or says which there are") {
    const TempFolder folder("init_labels");
    const std::string source = std::string(BORDERLENS_SOURCE_DIR) + "/sample-tiles";
    const auto labels = [&](const std::string& properties) {
        const std::string path = folder / "labels.geojson";
        write_text(
            path,
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{" +
                properties + "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[80.4,44.2]}}]}",
            true);
        return path;
    };
    const auto made = [&](const std::string& path, const std::vector<std::string>& more) {
        std::vector<std::string> words = {"init",           folder / "s.toml",
                                          "--border",       source + "/border.geojson",
                                          "--side-a-point", "80.41,44.19",
                                          "--years",        "2017",
                                          "--labels",       path};
        words.insert(words.end(), more.begin(), more.end());
        return run_again(words);
    };
    REQUIRE(made(labels("\"cover\":\"water\",\"year\":2017"), {}) == 0);
    CHECK(read_study(folder / "s.toml").labels.class_field == "cover");
    CHECK(read_study(folder / "s.toml").labels.year_field == "year");
    CHECK(made(labels("\"cover\":\"water\",\"note\":\"x\""), {}) == 2);
    REQUIRE(made(labels("\"cover\":\"water\",\"note\":\"x\""), {"--class-field", "cover"}) == 0);
    CHECK(made(labels("\"cover\":\"water\""), {"--class-field", "covr"}) == 2);
}

TEST_CASE("init looks into the labels: names of numbered classes, known classes, their place") {
    const TempFolder folder("init_label_hints");
    const std::string source = std::string(BORDERLENS_SOURCE_DIR) + "/sample-tiles";
    const LabelPlace near{source + "/border.geojson", utm_crs_at(80.4, 44.2), 2.0};
    const LabelHints sample = look_into_labels(source + "/labels.gpkg", "", near);
    CHECK(sample.class_field == "class");
    CHECK(sample.name_field == "class_name");  // not "side": one class lies on both
    CHECK(sample.has_years);

    const auto layer = [&](const std::string& features) {
        write_text(folder / "labels.geojson",
                   "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}", true);
        return folder / "labels.geojson";
    };
    const auto feature = [](const std::string& properties, double lon) {
        return "{\"type\":\"Feature\",\"properties\":{" + properties +
               "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[" + std::to_string(lon) +
               ",44.2]}}";
    };
    // Two fields of texts: the one with classes the lenses know is theirs.
    const std::string two = feature("\"who\":\"x\",\"cover\":\"water\"", 80.4) + "," +
                            feature("\"who\":\"y\",\"cover\":\"cropland\"", 80.41);
    CHECK(look_into_labels(layer(two), "", near).class_field == "cover");
    // Neither is: the message shows what the fields hold.
    const std::string own = feature("\"who\":\"x\",\"cover\":\"tundra\"", 80.4) + "," +
                            feature("\"who\":\"y\",\"cover\":\"taiga\"", 80.41);
    CHECK_THROWS_WITH(look_into_labels(layer(own), "", near),
                      Catch::Contains("cover (taiga, tundra)") && Catch::Contains("--class-field"));
    // Labels at the other end of the world are told, not refused: the study is written all the
    // same.
    CHECK(look_into_labels(layer(feature("\"class\":\"water\"", -70.0)), "", near).class_field ==
          "class");
    CHECK_THROWS_WITH(look_into_labels(layer(""), "", near), Catch::Contains("no label"));
}
