#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string folder =
    (std::filesystem::temp_directory_path() / "borderlens_test_cost_distance").string() + "/";

int run(std::vector<std::string> words) {
    words.insert(words.begin(), "cost-distance");
    return run_again(std::move(words));
}

void write_ground(const std::string& crs, double cell) {
    std::filesystem::create_directories(folder);
    RasterOptions options;
    options.overwrite = true;
    write_raster(
        folder + "cost.tif",
        Raster<float>(Grid(crs_wkt(crs), {500000.0 * (cell > 1.0), 45.0}, cell, cell, 5, 8), 1,
                      2.0F),
        options);
}

VectorLayer points(const std::string& crs, const std::vector<Point>& places) {
    VectorLayer layer;
    layer.name = "places";
    layer.crs = crs_wkt(crs);
    std::vector<double> codes;
    for (const Point& place : places) {
        layer.geometries.push_back({{place}, {}, {}});
        codes.push_back(10.0 * static_cast<double>(codes.size() + 1));
    }
    layer.attributes.set("code", codes);
    return layer;
}

}  // namespace

TEST_CASE("cost-distance counts from points of a vector file and draws paths to others") {
    write_ground("EPSG:32644", 10.0);
    write_vector(folder + "from.gpkg", {points("EPSG:32644", {{500005, 40}, {500075, 40}})}, true);
    write_vector(folder + "to.gpkg", {points("EPSG:32644", {{500025, 40}, {500900, 40}})}, true);
    REQUIRE(run({folder + "cost.tif", folder + "from.gpkg", "--id", "code", "--out",
                 folder + "d.tif", "--paths", folder + "to.gpkg", folder + "paths.gpkg"}) == 0);
    const Raster<double> result = read_doubles(folder + "d.tif");
    REQUIRE(result.bands() == 2);
    // Two cells of 10 m at friction 2 from the first point; one from the second.
    CHECK(result(0, 0, 2) == 40.0);
    CHECK(result(0, 0, 6) == 20.0);
    CHECK(result(1, 0, 2) == 10.0);
    CHECK(result(1, 0, 6) == 20.0);
    const VectorLayer paths = read_vector(folder + "paths.gpkg");
    REQUIRE(paths.geometries.size() == 2);
    CHECK(paths.attributes.numbers("cost")[0] == 40.0);
    CHECK(paths.attributes.numbers("length_m")[0] == 20.0);
    CHECK(paths.attributes.numbers("source")[0] == 10.0);
    CHECK(paths.geometries[0].lines.at(0).size() == 3);
    CHECK(paths.geometries[1].empty());
}

TEST_CASE(
    "cost-distance slows speeds on slopes, up otherwise than down, by a curve if one is given") {
    std::filesystem::create_directories(folder);
    RasterOptions options;
    options.overwrite = true;
    const Grid grid(crs_wkt("EPSG:32644"), {500000.0, 45.0}, 10.0, 10.0, 1, 3);
    write_raster(folder + "classes.tif", Raster<float>(grid, 1, 1.0F), options);
    write_raster(folder + "dem.tif", Raster<float>(grid, 1, {0.0F, 1.0F, 2.0F}), options);
    write_text(folder + "speeds.csv", "class,speed_kmh\n1,10\n", true);
    write_text(folder + "curve.csv", "slope,speed_kmh\n-0.1,10\n0,5\n0.1,2\n", true);
    write_vector(folder + "west.gpkg", {points("EPSG:32644", {{500005, 40}})}, true);
    write_vector(folder + "east.gpkg", {points("EPSG:32644", {{500025, 40}})}, true);
    const auto hours = [&](const std::string& from, Index col, std::vector<std::string> more) {
        std::vector<std::string> words = {
            folder + "classes.tif", folder + from, "--speeds",      folder + "speeds.csv", "--dem",
            folder + "dem.tif",     "--out",       folder + "d.tif"};
        words.insert(words.end(), more.begin(), more.end());
        REQUIRE(run(words) == 0);
        return read_doubles(folder + "d.tif")(0, 0, col);
    };
    // 20 m at 10 km/h on the level; up 1 in 10 Tobler's exp(0.35) as long, down exp(0).
    CHECK(hours("west.gpkg", 2, {}) == Approx(0.002 * std::exp(0.35)));
    CHECK(hours("east.gpkg", 0, {}) == Approx(0.002));
    CHECK(hours("east.gpkg", 0, {"--toward-sources"}) == Approx(0.002 * std::exp(0.35)));
    const std::vector<std::string> curve = {"--slope-curve", folder + "curve.csv"};
    CHECK(hours("west.gpkg", 2, curve) == Approx(0.002 * 5.0 / 2.0));
    CHECK(hours("east.gpkg", 0, curve) == Approx(0.002 * 5.0 / 10.0));
    // By itself the curve is a speed: 20 m at 2 km/h, in seconds, times a friction of 1.
    const std::vector<std::string> walk = {folder + "classes.tif",
                                           folder + "west.gpkg",
                                           "--walk",
                                           "curve",
                                           "--dem",
                                           folder + "dem.tif",
                                           "--out",
                                           folder + "d.tif"};
    CHECK(run(walk) == 2);
    std::vector<std::string> by_curve = walk;
    by_curve.insert(by_curve.end(), curve.begin(), curve.end());
    REQUIRE(run(by_curve) == 0);
    CHECK(read_doubles(folder + "d.tif")(0, 0, 2) == Approx(36.0));
    by_curve[3] = "tobler";
    CHECK(run(by_curve) == 2);
}

TEST_CASE("cost-distance averages frictions, or conductances where that is asked for") {
    std::filesystem::create_directories(folder);
    // Frictions 1 and 4 side by side: 10 m at their mean 2.5, or at 1 / ((1 + 1/4) / 2) = 1.6.
    write_text(folder + "pair.asc",
               "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 10\n1 4\n", true);
    write_text(folder + "from.asc",
               "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 10\n7 0\n", true);
    const auto far_cost = [&](const std::string& average) {
        REQUIRE(run({folder + "pair.asc", folder + "from.asc", "--average", average, "--out",
                     folder + "d.tif"}) == 0);
        return read_doubles(folder + "d.tif")(0, 0, 1);
    };
    CHECK(far_cost("friction") == Approx(25.0));
    CHECK(far_cost("conductance") == Approx(16.0));
    CHECK(run({folder + "pair.asc", folder + "from.asc", "--average", "conductance", "--walk",
               "tobler", "--dem", folder + "pair.asc", "--out", folder + "d.tif"}) == 2);
    CHECK(run({folder + "pair.asc", folder + "from.asc", "--average", "speed", "--out",
               folder + "d.tif"}) == 2);
}

TEST_CASE("cost-distance refuses degrees, another grid and walking without heights") {
    write_ground("EPSG:4326", 0.01);
    CHECK(run({folder + "cost.tif", folder + "cost.tif", "--out", folder + "d.tif"}) == 2);
    write_ground("EPSG:32644", 10.0);
    RasterOptions options;
    options.overwrite = true;
    write_raster(folder + "other.tif",
                 Raster<float>(Grid(crs_wkt("EPSG:32644"), {500010.0, 45.0}, 10.0, 10.0, 5, 8)),
                 options);
    CHECK(run({folder + "cost.tif", folder + "other.tif", "--out", folder + "d.tif"}) == 2);
    CHECK(run({folder + "cost.tif", folder + "cost.tif", "--walk", "tobler", "--out",
               folder + "d.tif"}) == 2);
    CHECK(run({folder + "cost.tif", folder + "cost.tif", "--neighbours", "6", "--out",
               folder + "d.tif"}) == 2);
    CHECK(run({folder + "cost.tif", folder + "nothing.gpkg", "--out", folder + "d.tif"}) == 2);
    CHECK(run({folder + "cost.tif", folder + "cost.tif", "--out", folder + "d.tif", "--paths",
               folder + "to.gpkg"}) == 2);
}
