#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "app/config.hpp"
#include "app/study_keys.hpp"
#include "base/error.hpp"

using namespace borderlens;
using Catch::Contains;

namespace {

/// A study file in a temporary folder, with a border line beside it.
std::string study_file(const std::string& text) {
    const auto folder = std::filesystem::temp_directory_path() / "borderlens_test_config";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "line.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
        << R"("geometry":{"type":"LineString","coordinates":[[80.4,44.0],[80.4,44.4]]}}]})";
    std::ofstream(folder / "study.toml") << text;
    return (folder / "study.toml").string();
}

const std::string good =
    "[study]\ncrs = \"EPSG:32644\"\n[border]\nline = \"line.geojson\"\n"
    "side_a_lonlat = [80.5, 44.2]\nzone_km = 5\nbands_km = [0, 1, 5]\n";

}  // namespace

TEST_CASE("a good study is read with its units and defaults") {
    const Study study = read_study(study_file(good + "[season]\nyears = [2017, 2020]\n"));
    REQUIRE(study.border);
    CHECK(study.border->zone_km == 5.0);
    CHECK(study.tile_px == 512);
    REQUIRE(study.periods.size() == 2);
    CHECK(study.periods[1].name == "2020");
    CHECK(study.run_folder == "runs/study");
}

TEST_CASE("a wrong key is answered with file, line, column and the nearest valid key") {
    CHECK_THROWS_WITH(read_study(study_file(good + "segment_m = 10\n")),
                      Contains("study.toml:8:1: border.segment_m: unknown key; did you mean "
                               "'segment_km'?"));
    CHECK_THROWS_WITH(read_study(study_file("[study]\ncrs = \"EPSG:4326\"\n" +
                                            good.substr(good.find("[border]")))),
                      Contains("expected one projected in metres"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[labels]\ntrees = \"many\"\n")),
                      Contains("labels.trees: found the text 'many', expected a whole number"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[scenes]\npaths = [\"nowhere\"]\n")),
                      Contains("no such file"));
    CHECK_THROWS_WITH(read_study(study_file("[study]\ntitle = \n")), Contains("study.toml:2:"));
}

TEST_CASE("the nearest word is offered only when it is near") {
    CHECK(nearest_word("zone", {"zone_km", "line"}) == "");
    CHECK(nearest_word("lines", {"zone_km", "line"}) == "line");
}
