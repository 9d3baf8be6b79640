#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/read_scene.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

const std::string utm = "EPSG:32644";

Grid utm_grid(double pixel_m, Index rows, Index cols) {
    return Grid(crs_wkt(utm), {600000, 4900000}, pixel_m, pixel_m, rows, cols);
}

/// Two bands: red 10 m, 4 x 4, numbers 1000 + 100 row + col, one 0 and one 65535; swir1 20 m,
/// 2 x 2, all 3000; SCL 20 m with a cloud at the lower right.
void write_scene(const TempFolder& folder) {
    Raster<std::uint16_t> red(utm_grid(10, 4, 4));
    for (Index r = 0; r < 4; ++r)
        for (Index c = 0; c < 4; ++c) red(r, c) = static_cast<std::uint16_t>(1000 + 100 * r + c);
    red(0, 0) = 0;
    write_raster(folder / "red.tif", red);
    write_raster(folder / "swir1.tif", Raster<std::uint16_t>(utm_grid(20, 2, 2), 1, 3000));
    Raster<std::uint8_t> scl(utm_grid(20, 2, 2), 1, 4);
    scl(1, 1) = 9;
    write_raster(folder / "scl.tif", scl);
    write_text(folder / "scene.toml",
               "date = \"2020-05-01\"\nlevel = \"L2A\"\nscale = 0.0001\noffset = -0.1\n"
               "nodata = 0\n[bands]\nred = \"red.tif\"\nswir1 = \"swir1.tif\"\n"
               "[mask]\nfile = \"scl.tif\"\nkind = \"scl\"\n",
               true);
}

}  // namespace

TEST_CASE("bands of the study grid are taken over, scaled and masked") {
    const TempFolder folder("read_scene");
    write_scene(folder);
    const auto scenes = find_scenes({folder.path});
    REQUIRE(scenes.size() == 1);
    REQUIRE(scenes[0].problem.empty());
    const Grid grid = default_grid(scenes[0]);
    CHECK(grid == utm_grid(10, 4, 4));
    const SceneImage image = read_scene(scenes[0], grid, grid.window(),
                                        {Role::red, Role::swir1, Role::nir}, {.use_masks = true});
    // (1000 + 100 * 1 + 2) * 0.0001 - 0.1 = 0.0102
    CHECK(image.values(0, 1, 2) == Approx(0.0102f));
    CHECK(image.values(1, 0, 0) == Approx(0.2f));
    CHECK(std::isnan(image.values(0, 0, 0)));  // number 0
    CHECK(std::isnan(image.values(0, 3, 3)));  // cloud
    CHECK(std::isnan(image.values(2, 1, 1)));  // no such band
    // without masks the cloud stays
    const SceneImage open =
        read_scene(scenes[0], grid, grid.window(), {Role::red}, {.use_masks = false});
    CHECK(open.values(0, 3, 3) == Approx(0.0303f));
}

TEST_CASE("what stood in the memory a scene is read into does not show") {
    const TempFolder folder("read_room");
    write_scene(folder);
    const Scene scene = find_scenes({folder.path}).at(0);
    const std::vector<Role> roles = {Role::nir, Role::red, Role::swir1};  // no file has nir
    // Over each corner of the scene, around it, and beside it: parts that no file covers.
    const Grid wide(crs_wkt(utm), {599970, 4900030}, 10, 10, 10, 10);
    for (const Window& window : {Window{0, 0, 5, 5}, Window{0, 5, 5, 5}, Window{5, 0, 5, 5},
                                 Window{5, 5, 5, 5}, Window{0, 0, 10, 10}, Window{0, 0, 2, 2}})
        for (const std::size_t size : {0, 3, 75, 1000}) {
            const auto plain = read_scene(scene, wide, window, roles).values;
            const auto reused =
                read_scene(scene, wide, window, roles, {}, std::vector<float>(size, 7.0F)).values;
            REQUIRE(reused.values().size() == plain.values().size());
            for (std::size_t i = 0; i < plain.values().size(); ++i) {
                const float a = plain.values()[i], b = reused.values()[i];
                REQUIRE((a == b || (std::isnan(a) && std::isnan(b))));
                REQUIRE(b != 7.0F);
            }
        }
}

TEST_CASE("a scene read in windows equals the scene read whole") {
    const TempFolder folder("read_windows");
    write_scene(folder);
    const Scene scene = find_scenes({folder.path}).at(0);
    const Grid grid(crs_wkt("EPSG:32645"), {122000, 4913000}, 7, 7, 40, 45);
    const ReadOptions options{.dilation_m = 8.0};
    const std::vector<Role> roles = {Role::red, Role::swir1};
    for (const Resampling method : {Resampling::bilinear, Resampling::cubic}) {
        ReadOptions with = options;
        with.resampling = method;
        const SceneImage whole = read_scene(scene, grid, grid.window(), roles, with);
        for (const Window window : {Window{3, 5, 17, 20}, Window{20, 11, 20, 30}}) {
            const SceneImage part = read_scene(scene, grid, window, roles, with);
            for (Index b = 0; b < 2; ++b)
                for (Index r = 0; r < window.rows; ++r)
                    for (Index c = 0; c < window.cols; ++c) {
                        const float one = part.values(b, r, c);
                        const float all = whole.values(b, window.row0 + r, window.col0 + c);
                        CHECK((one == all || (std::isnan(one) && std::isnan(all))));
                    }
        }
    }
}

TEST_CASE("a grid in another CRS finds the same ground") {
    const TempFolder folder("read_other_crs");
    // A plane in easting: number = 1000 + metres east of the corner
    Raster<std::uint16_t> plane(utm_grid(10, 100, 100));
    for (Index r = 0; r < 100; ++r)
        for (Index c = 0; c < 100; ++c) plane(r, c) = static_cast<std::uint16_t>(1005 + 10 * c);
    write_raster(folder / "red.tif", plane);
    write_text(folder / "scene.toml",
               "date = \"2020-05-01\"\nlevel = \"dn\"\n[bands]\nred = \"red.tif\"\n", true);
    const Scene scene = find_scenes({folder / "scene.toml"}).at(0);
    const Bounds bounds = transform_bounds(crs_wkt(utm), lonlat_crs(), plane.grid().bounds());
    const Grid lonlat(lonlat_crs(), {bounds.min_x, bounds.max_y}, 1e-4, 1e-4, 80, 110);
    const SceneImage image = read_scene(scene, lonlat, lonlat.window(), {Role::red});
    std::vector<Point> centers;
    for (Index r = 0; r < 80; ++r)
        for (Index c = 0; c < 110; ++c) centers.push_back(lonlat.center(r, c));
    const std::vector<Point> places = transform_points(lonlat_crs(), crs_wkt(utm), centers);
    Index inside = 0;
    for (Index r = 0; r < 80; ++r)
        for (Index c = 0; c < 110; ++c) {
            const float value = image.values(0, r, c);
            if (std::isnan(value)) continue;
            const double east_m = places[static_cast<std::size_t>(r * 110 + c)].x - 600000.0;
            if (east_m < 10 || east_m > 990) continue;
            ++inside;
            CHECK(value == Approx(1000.0 + east_m).margin(0.01));
        }
    CHECK(inside > 5000);
    // and back: a geographic scene's default grid is UTM with whole metres
    const Raster<float> geographic(lonlat, 1, 0.5f);
    write_raster(folder / "2020-06-01.tif", geographic, {.band_descriptions = {"nir"}});
    const Scene plain = find_scenes({folder / "2020-06-01.tif"}).at(0);
    CHECK(to_text(plain.date) == "2020-06-01");
    const Grid found = default_grid(plain);
    CHECK(crs_name(found.crs()) == "EPSG:32644");
    CHECK(found.pixel_size_m() == 9.0);  // 1e-4 degrees at 44 N: 8.0 m by 11.1 m, mean 9.4
}

TEST_CASE("scenes with a problem are named, not thrown") {
    const TempFolder folder("broken_scenes");
    write_scene(folder);
    fs::resize_file(folder / "red.tif", fs::file_size(folder / "red.tif") / 2);
    const auto scenes = find_scenes({folder.path, folder / "nothing.tif"});
    REQUIRE(scenes.size() == 2);
    CHECK_FALSE(scenes[0].problem.empty());
    CHECK_THAT(scenes[1].problem, Catch::Contains("no such file"));
    CHECK_THROWS_AS(read_scene(scenes[1], utm_grid(10, 4, 4), {0, 0, 1, 1}, {Role::red}), Error);
}
