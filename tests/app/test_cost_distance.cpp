#include <catch2/catch.hpp>
#include <filesystem>

#include "io/crs.hpp"
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
}
