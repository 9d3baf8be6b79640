#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "app/config.hpp"
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

TEST_CASE("hours over the ground are wanted where their table is, with the network's limits") {
    CHECK_FALSE(read_study(study_file(good)).ground_access.wanted);
    const Study study = read_study(
        study_file(good + "[network]\nisochrones_h = [12, 4]\n[access.ground]\nsnap_km = 2\n"));
    CHECK(study.ground_access.wanted);
    CHECK(study.ground_access.snap_km == 2.0);
    CHECK(study.ground_access.isochrones_h == std::vector<double>{4.0, 12.0});
    CHECK(read_study(study_file(good + "[access.ground]\n")).ground_access.isochrones_h ==
          std::vector<double>{4.0, 8.0, 12.0, 24.0});
    CHECK_THROWS_WITH(read_study(study_file(good + "[access.ground]\nneighbours = 5\n")),
                      Contains("access.ground.neighbours: expected 4, 8 or 16"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[access.ground]\nisochrones_h = [8, 4]\n")),
                      Contains("expected rising hours above 0"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[access.ground]\nspeed = \"x\"\n")),
                      Contains("access.ground.speed: unknown key; did you mean 'speeds'?"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[access.ground]\nslope_curve = \"c.csv\"\n")),
                      Contains("access.ground.slope_curve: needs heights"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[access.grund]\n")),
                      Contains("did you mean 'ground'?"));
}

TEST_CASE("seasons may slide over several years, the same days of each") {
    const Study study = read_study(study_file(
        good +
        "[season]\nyears = [2018]\nfirst = \"05-01\"\nlast = \"09-30\"\nwindow_years = 3\n"));
    REQUIRE(study.periods.size() == 1);
    const Period& period = study.periods[0];
    CHECK(period.contains({2017, 5, 1}));
    CHECK(period.contains({2019, 9, 30}));
    CHECK_FALSE(period.contains({2018, 12, 1}));
    CHECK_FALSE(period.contains({2020, 6, 1}));
    const Study winter = read_study(
        study_file(good + "[season]\nyears = [2018]\nfirst = \"11-01\"\nlast = \"02-28\"\n"));
    CHECK(winter.periods[0].contains({2019, 1, 15}));
    CHECK_FALSE(winter.periods[0].contains({2018, 1, 15}));
    CHECK_THROWS_WITH(read_study(study_file(good + "[season]\nyears = [2018]\nwindow_years = 2\n")),
                      Contains("season.window_years: expected an odd number"));
}

TEST_CASE("what fetch brings need not be there before it, and is asked for afterwards") {
    std::string text = good;
    text.replace(text.find("line.geojson"), 12, "cache/x.geojson");
    text +=
        "[fetch]\ncache = \"cache\"\n[[fetch.files]]\nname = \"x.geojson\"\nurl = \"https://h/x\"\n"
        "licence = \"CC0\"\n[[fetch.catalogues]]\nurl = \"https://c/v1\"\ncollections = [\"s\"]\n";
    const std::string path = study_file(text);
    const Study study = read_study(path, "", true);
    REQUIRE(study.fetch);
    CHECK(study.fetch->cache.ends_with("borderlens_test_config/cache"));
    CHECK(study.fetch->files[0].licence == "CC0");
    CHECK_THROWS_WITH(read_study(path), Contains("borderlens fetch"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[fetch]\ncache = \"c\"\n[[fetch.files]]\n"
                                                   "name = \"labels.tif\"\nurl = \"https://h/x\"\n"
                                                   "licence = \"CC0\"\n"),
                                 "", true),
                      Contains("say which land-use class each code of the map is"));
}

TEST_CASE("keys of composites are checked") {
    CHECK_THROWS_WITH(read_study(study_file(good + "[composites]\nmethod = \"mode\"\n")),
                      Contains("composites.method: composite method 'mode'"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[composites]\nfill = \"guess\"\n")),
                      Contains("composites.fill: found 'guess', expected one of none, neighbour"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[composites]\ntemporal = [\"NDXX\"]\n")),
                      Contains("composites.temporal"));
}

TEST_CASE("heights serve the shipped model alone") {
    const std::string heights = "[lenses]\nelevation = \"line.geojson\"\n";
    CHECK(read_study(study_file(good + heights)).elevation_path.ends_with("line.geojson"));
    CHECK_THROWS_WITH(
        read_study(study_file(good + "[labels]\npath = \"line.geojson\"\n" + heights)),
        Contains("lenses.elevation: serves the shipped model"));
    CHECK_THROWS_WITH(read_study(study_file(good + "[lenses]\nelevation = \"none.tif\"\n")),
                      Contains("none.tif"));
}
