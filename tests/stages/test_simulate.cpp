#include <unistd.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>
#include <map>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "simulation/materials.hpp"
#include "stages/find_scenes.hpp"
#include "stages/read_scene.hpp"
#include "stages/simulate.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

SimulationOptions small_study(const fs::path& folder) {
    SimulationOptions options;
    options.folder = folder.string();
    options.size_px = 122;  // no multiple of 6: 60 m pixels reach over the edge
    options.seed = 3;
    options.plan.years = {2013, 2024};
    options.labels = {2, 4};
    return options;
}

std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).string()] = read_text(entry.path().string());
    return files;
}

}  // namespace

TEST_CASE("the same options write the same bytes at one and at three threads", "[slow]") {
    const TempFolder one("simulate_one"), three("simulate_three");
    set_thread_count(1);
    simulate(small_study(one.path));
    set_thread_count(3);
    simulate(small_study(three.path));
    set_thread_count(0);
    const auto first = contents(one.path), second = contents(three.path);
    REQUIRE(first.size() > 60);
    REQUIRE(first.size() == second.size());
    for (const auto& [name, bytes] : first) {
        INFO(name);
        CHECK((second.at(name) == bytes));
    }
    CHECK(first.count("README.md") == 1);
    CHECK(first.at("README.md").find("Nothing here was observed") != std::string::npos);
    for (const auto& [name, bytes] : first) {
        INFO(name);
        CHECK(name.find(".partial_") == std::string::npos);
    }

    {
        INFO("a second run into the folder is refused without --overwrite");
        CHECK_THROWS_WITH(simulate(small_study(one.path)), Catch::Contains("--overwrite"));
    }

    {
        INFO("the tables count what the rasters show");
        std::array<double, 11> counted{}, told{};
        const Raster<ClassCode> classes = read_classes(one / "truth/classes_2024.tif");
        for (const ClassCode code : classes.values()) counted[code] += 1e-4;
        for (const Measure& row : measures_of(read_table(one / "truth/areas.csv")))
            for (const LegendEntry& entry : land_legend())
                if (row.period == "2024" && row.metric == "area_" + entry.name)
                    told[static_cast<std::size_t>(entry.code)] += row.value;
        for (std::size_t code = 0; code < told.size(); ++code)
            CHECK(told[code] == Approx(counted[code]).margin(1e-9));
        const Raster<std::uint8_t> built = read_bytes(one / "truth/built_up_2024.tif");
        double built_km2 = 0.0;
        for (const std::uint8_t is_built : built.values()) built_km2 += is_built * 1e-4;
        CHECK(built_km2 == Approx(counted[land::built_up]));
    }

    {
        INFO("the scenes are read back with the ground's reflectance, whatever the offset");
        const std::vector<Scene> scenes = find_scenes({one / "scenes"});
        REQUIRE(scenes.size() == 6);
        const Grid grid = simulation_grid(122);
        for (const Scene& scene : scenes) {
            INFO(scene.id << ": " << scene.problem);
            CHECK(scene.problem.empty());
            CHECK(scene.masks.size() >= 1);
            const SceneImage image = read_scene(scene, grid, grid.window(), {Role::red});
            double sum = 0.0, n = 0.0;
            for (const float value : image.values.values())
                if (std::isfinite(value)) {
                    sum += static_cast<double>(value);
                    n += 1.0;
                }
            REQUIRE(n > 0.5 * 122 * 122);
            // Soil, crops and roofs: 0.05 to 0.3 on average; an offset missed or taken twice is
            // 0.1.
            CHECK(sum / n > 0.06);
            CHECK(sum / n < 0.27);
        }
    }

    {
        INFO("border, labels and test points are there with their fields");
        const VectorLayer border = read_vector(one / "border.geojson");
        REQUIRE(border.geometries.size() == 1);
        CHECK(border.attributes.numbers("side_a_lon")[0] == Approx(80.41).margin(0.05));
        const VectorLayer labels = read_vector(one / "labels.gpkg");
        CHECK(labels.attributes.has("class_name"));
        CHECK(labels.attributes.has("year"));
        CHECK(read_vector(one / "test_points.gpkg").geometries.size() > 40);
    }
}

TEST_CASE("a study of tile size is the real Sentinel-2 tile") {
    const Grid grid = simulation_grid(10980);
    CHECK(grid.upper_left() == Point{399960.0, 4900020.0});
    const Grid small = simulation_grid(396);
    // Sentinel-2's pixels: whole 60 m steps from the tile's corner.
    CHECK(std::fmod(small.upper_left().x - 399960.0, 60.0) == 0.0);
    CHECK(std::fmod(4900020.0 - small.upper_left().y, 60.0) == 0.0);
    CHECK_THROWS_WITH(simulation_grid(20000), Catch::Contains("120 to 10980"));
}
