#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

TEST_CASE("a folder's other GeoJSON is no scene, an archive in it is") {
    const fs::path folder = fs::temp_directory_path() / "borderlens_find_scenes";
    fs::remove_all(folder);
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
    fs::remove_all(folder);
}
