#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/find_scenes.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

const std::string real = BORDERLENS_SHARED_DIR "/data/real/";

bool skipped(const std::string& folder) {
    if (fs::exists(real + folder)) return false;
    WARN("skipped: " << real << folder << " is not here");
    return true;
}

Raster<float> composite_of(const std::vector<std::string>& paths, Grid& grid, CompositePlan& plan) {
    const std::vector<Scene> scenes = find_scenes(paths);
    for (const Scene& scene : scenes) {
        INFO(scene.id << ": " << scene.problem);
        REQUIRE(scene.problem.empty());
    }
    plan = plan_composite(scenes, {});
    grid = default_grid(plan.scenes);
    return composite_window(plan, grid, grid.window());
}

double percentile(const Raster<float>& image, const CompositePlan& plan, Role role, double share) {
    const auto found = std::find(plan.roles.begin(), plan.roles.end(), role);
    REQUIRE(found != plan.roles.end());
    const float* values = image.band_data(static_cast<Index>(found - plan.roles.begin()));
    std::vector<float> valid;
    for (Index i = 0; i < image.grid().size(); ++i)
        if (!std::isnan(values[i])) valid.push_back(values[i]);
    REQUIRE(valid.size() > 1000);
    std::sort(valid.begin(), valid.end());
    return static_cast<double>(
        valid[static_cast<std::size_t>(share * static_cast<double>(valid.size() - 1))]);
}

const std::vector<std::pair<std::string, std::string>> sentinel_bands = {
    {"coastal", "B01"},    {"blue", "B02"},      {"green", "B03"},     {"red", "B04"},
    {"red_edge1", "B05"},  {"red_edge2", "B06"}, {"red_edge3", "B07"}, {"nir", "B08"},
    {"nir_narrow", "B8A"}, {"cirrus", "B10"},    {"swir1", "B11"},     {"swir2", "B12"}};

/// Links the files *<band>.tif beside a sidecar.
void make_sentinel(const std::string& from, const std::string& to, const std::string& date,
                   const std::string& level) {
    fs::create_directories(to);
    std::string bands;
    for (const auto& [role, name] : sentinel_bands)
        for (const auto& entry : fs::directory_iterator(from)) {
            const std::string file = entry.path().filename().string();
            if (!file.ends_with(name + ".tif")) continue;
            fs::create_symlink(entry.path(), to + "/" + name + ".tif");
            bands += role + " = \"" + name + ".tif\"\n";
        }
    write_text(to + "/scene.toml",
               "date = \"" + date + "\"\nlevel = \"" + level +
                   "\"\nsensor = \"sentinel-2\"\nscale = 0.0001\nnodata = 0\n[bands]\n" + bands,
               true);
}

std::string date_of(const std::string& city, int which) {
    const std::string text = read_text(city + "/dates.txt");
    const std::size_t at = text.find("date_" + std::to_string(which) + ": ") + 8;
    const std::string d = text.substr(at, 8);
    return d.substr(0, 4) + "-" + d.substr(4, 2) + "-" + d.substr(6, 2);
}

}  // namespace

TEST_CASE("a cloudy Landsat 8 scene is scaled by its MTL and masked by its quality band") {
    if (skipped("landsat8_cloudy")) return;
    Grid grid;
    CompositePlan plan;
    const Raster<float> image = composite_of({real + "landsat8_cloudy"}, grid, plan);
    CHECK(plan.roles.size() == 6);
    const double sine = std::sin(64.74360932 * std::numbers::pi / 180.0);
    const Raster<float> red = read_floats(real + "landsat8_cloudy/l8_B4.tif");
    const auto quality = read_codes(real + "landsat8_cloudy/l8_BQA.tif");
    Index masked = 0;
    for (Index i = 0; i < grid.size(); ++i) {
        const float value = image.band_data(2)[i];
        if (std::isnan(value)) {
            ++masked;
            continue;
        }
        const double expected =
            (static_cast<double>(red.values()[static_cast<std::size_t>(i)]) * 2e-5 - 0.1) / sine;
        if (std::abs(static_cast<double>(value) - expected) > 1e-6) FAIL("pixel " << i);
        if ((quality.values()[static_cast<std::size_t>(i)] >> 14 & 3) == 3) FAIL("cloud at " << i);
    }
    // The part shown is cloudier than the scene's 11 %.
    CHECK(static_cast<double>(masked) / static_cast<double>(grid.size()) > 0.02);
    CHECK(static_cast<double>(masked) / static_cast<double>(grid.size()) < 0.9);
    CHECK(percentile(image, plan, Role::red, 0.5) > 0.02);
    CHECK(percentile(image, plan, Role::red, 0.5) < 0.2);
    CHECK(percentile(image, plan, Role::nir, 0.5) > 0.1);
}

TEST_CASE("a Landsat 5 scene without reflectance gains gives the spectrum of a forest") {
    if (skipped("landsat5_amazon")) return;
    Grid grid;
    CompositePlan plan;
    const Raster<float> image = composite_of({real + "landsat5_amazon"}, grid, plan);
    CHECK(plan.roles.size() == 6);
    const double red = percentile(image, plan, Role::red, 0.5);
    const double nir = percentile(image, plan, Role::nir, 0.5);
    CHECK(red > 0.01);
    CHECK(red < 0.12);
    CHECK(nir > 0.15);
    CHECK(nir < 0.5);
    CHECK((nir - red) / (nir + red) > 0.4);
    CHECK(percentile(image, plan, Role::blue, 0.5) > red);  // haze above dark forest
}

TEST_CASE("a Sentinel-2 scene comes in by its sidecar") {
    if (skipped("redclover_2021")) return;
    const TempFolder folder("redclover");
    make_sentinel(real + "redclover_2021", folder.path, "2021-07-08", "L2A");
    Grid grid;
    CompositePlan plan;
    const Raster<float> image = composite_of({folder.path}, grid, plan);
    CHECK(plan.roles.size() == 10);
    CHECK(grid.pixel_size_m() == 10.0);
    const Raster<float> blue = read_floats(folder / "B02.tif");
    CHECK(image.band_data(0)[1234] == Approx(blue.values()[1234] * 1e-4f));
    for (const Role role : plan.roles) {
        CHECK(percentile(image, plan, role, 0.01) > 0.0);
        CHECK(percentile(image, plan, role, 0.99) < 0.8);
    }
}

TEST_CASE("two dates of thirteen bands on three shifted lon/lat grids meet on one UTM grid",
          "[slow]") {
    if (skipped("oscd")) return;
    for (const auto& city : fs::directory_iterator(real + "oscd/images")) {
        const std::string name = city.path().filename().string();
        const TempFolder folder("oscd_" + name);
        for (const int which : {1, 2})
            make_sentinel(city.path().string() + "/imgs_" + std::to_string(which),
                          folder / std::to_string(which), date_of(city.path().string(), which),
                          "L1C");
        INFO(name);
        Grid grid;
        CompositePlan plan;
        const Raster<float> image = composite_of({folder.path}, grid, plan);
        CHECK(plan.scenes.size() == 2);
        CHECK(plan.roles.size() == 12);
        CHECK(is_projected(grid.crs()));
        CHECK(grid.pixel_size_m() == 10.0);
        for (const Role role : plan.roles) {
            if (role == Role::cirrus) continue;
            CHECK(percentile(image, plan, role, 0.01) >= 0.0);
            CHECK(percentile(image, plan, role, 0.5) > 0.01);
            CHECK(percentile(image, plan, role, 0.5) < 0.5);
        }
        // Both dates see most of the ground.
        const float* looks = image.band_data(image.bands() - 1);
        const Index twice = std::count(looks, looks + grid.size(), 2.0f);
        CHECK(static_cast<double>(twice) > 0.8 * static_cast<double>(grid.size()));
    }
}
