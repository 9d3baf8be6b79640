#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/readable_files.hpp"
#include "stages/run_folder.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

TEST_CASE("a folder's other GeoJSON is no scene, an archive in it is") {
    const TempFolder temporary("find_scenes");
    const fs::path folder = temporary.path;
    fs::create_directories(folder / "raw");
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 8, 8);
    write_raster((folder / "raw" / "B04.tif").string(), Raster<std::uint16_t>(grid, 1, 2000));
    write_text(
        (folder / "raw" / "scene.toml").string(),
        "date = \"2018-03-26\"\nlevel = \"L2A\"\nscale = 0.0001\n[bands]\nred = \"B04.tif\"\n",
        true);
    write_text((folder / "towns.geojson").string(),
               R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
               R"("geometry":{"type":"Point","coordinates":[80.4,44.2]}}]})",
               true);
    const std::string pack = "tar -C " + (folder / "raw").string() + " -cf " +
                             (folder / "scene.tar").string() + " B04.tif scene.toml";
    REQUIRE(std::system(pack.c_str()) == 0);
    fs::remove_all(folder / "raw");
    const std::vector<Scene> scenes = find_scenes({folder.string()});
    REQUIRE(scenes.size() == 1);
    CHECK(scenes[0].problem.empty());
    CHECK(scenes[0].path == (folder / "scene.tar").string());
}

TEST_CASE("a folder named as a product is named where its metadata is not there") {
    const TempFolder folder("hollow");
    for (const char* name : {"a.SAFE", "LC08_L2SP_148030_20200701_20200910_02_T1", "other"})
        fs::create_directories(folder / name);
    const std::vector<Scene> scenes = find_scenes({folder.path});
    REQUIRE(scenes.size() == 2);
    for (const Scene& scene : scenes)
        CHECK(scene.problem.find("is the product whole?") != std::string::npos);
}

TEST_CASE("a product in two places is one scene, its other baseline another") {
    const TempFolder folder("twice");
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 8, 8);
    const auto product = [&](const std::string& place, const std::string& baseline) {
        const std::string safe = folder / place, images = safe + "/GRANULE/L2A/IMG_DATA";
        fs::create_directories(images);
        write_raster(images + "/T44TPQ_20200701T052211_B04.tif",
                     Raster<std::uint16_t>(grid, 1, 2000));
        write_text(safe + "/MTD_MSIL2A.xml",
                   "<a><PRODUCT_URI>S2A.SAFE</PRODUCT_URI><PROCESSING_LEVEL>Level-2A"
                   "</PROCESSING_LEVEL><PRODUCT_START_TIME>2020-07-01T05:22:11Z"
                   "</PRODUCT_START_TIME><PROCESSING_BASELINE>" +
                       baseline +
                       "</PROCESSING_BASELINE><BOA_QUANTIFICATION_VALUE>10000"
                       "</BOA_QUANTIFICATION_VALUE></a>",
                   true);
        return safe;
    };
    const std::vector<Scene> scenes = find_scenes(
        {product("a.SAFE", "02.14"), product("b.SAFE", "02.14"), product("c.SAFE", "05.00")});
    REQUIRE(scenes.size() == 3);
    CHECK(scenes[0].problem.empty());
    CHECK(scenes[1].problem.find("the same product as") != std::string::npos);
    CHECK(scenes[2].problem.empty());
}

TEST_CASE("the last pixel of a file known to be readable is not read again until it changes") {
    const TempFolder folder("readable");
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 64, 64);
    const std::string band = folder / "B04.tif";
    write_raster(band, Raster<std::uint16_t>(grid, 1, 2000));
    write_text(
        folder / "scene.toml",
        "date = \"2018-03-26\"\nlevel = \"L2A\"\nscale = 0.0001\n[bands]\nred = \"B04.tif\"\n",
        true);
    const auto problem = [&](const std::set<std::string>& readable) {
        return find_scenes({folder.path}, nullptr, true, readable).at(0).problem;
    };
    CHECK(problem({}).empty());
    // The same size and time, but pixels that cannot be unpacked.
    const auto time = fs::last_write_time(band);
    const std::string stamp = file_stamp(band);
    std::string bytes = read_text(band);
    const std::size_t packed = bytes.rfind("\x28\xb5\x2f\xfd");  // where ZSTD begins
    REQUIRE(packed != std::string::npos);
    bytes.replace(packed, 4, "????");
    write_text(band, bytes, true);
    fs::last_write_time(band, time);
    REQUIRE(file_stamp(band) == stamp);
    CHECK(problem({stamp}).empty());
    fs::last_write_time(band, time + std::chrono::seconds(1));
    CHECK_FALSE(problem({stamp}).empty());
}

TEST_CASE("what lies in an archive is known by the archive") {
    const TempFolder folder("archived");
    write_text(folder / "a.txt", "one", true);
    const auto pack = [&] {
        const std::string words = "tar -C " + folder.path + " -cf " + (folder / "x.tar") + " a.txt";
        REQUIRE(std::system(words.c_str()) == 0);
    };
    pack();
    const std::string inside = "/vsitar/" + (folder / "x.tar") + "/a.txt";
    CHECK(file_on_disk(inside) == folder / "x.tar");
    CHECK(file_on_disk(folder / "a.txt") == folder / "a.txt");
    CHECK(file_on_disk(folder / "none.txt").empty());
    CHECK(file_on_disk("/vsicurl/http://localhost/a.tif").empty());
    const std::string before = Fingerprint().add_file(inside).hex();
    CHECK(Fingerprint().add_file(inside).hex() == before);
    write_text(folder / "a.txt", "two", true);
    pack();
    CHECK(Fingerprint().add_file(inside).hex() != before);
}
