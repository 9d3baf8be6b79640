// patches and zonal on small files, through the command line.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

std::string file(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() / "borderlens_test_measure";
    std::filesystem::create_directories(folder);
    return (folder / name).string();
}

/// 4 x 4 cells of 10 m in UTM 44N; -1 stands for no data.
void write_map(const std::string& name, const std::string& crs, double size = 10.0) {
    Raster<std::int16_t> map(Grid(crs_wkt(crs), {500000, 4900000}, size, size, 4, 4), 1,
                             {0, 0, 7, 7, 0, 0, 7, 7, -1, -1, 7, 7, 0, 0, 7, 7});
    RasterOptions options;
    options.no_data = -1;
    options.overwrite = true;
    write_raster(file(name), map, options);
}

}  // namespace

TEST_CASE("patches counts class 0 as a class and leaves no data out") {
    write_map("map.tif", "EPSG:32644");
    REQUIRE(run_again({"patches", file("map.tif"), "--level", "class", "--out", file("c.csv")}) ==
            0);
    const Table table = read_table(file("c.csv"));
    REQUIRE(table.rows() == 2);
    CHECK(table.numbers("class") == std::vector<double>{0, 7});
    CHECK(table.numbers("np") == std::vector<double>{2, 1});
    CHECK(table.numbers("ca")[1] == Approx(0.08));
    CHECK(table.numbers("te")[0] == Approx(30.0));  // three sides to class 7
    // Rows 0-1 to row 3: two rows apart
    CHECK(table.numbers("enn_mn")[0] == Approx(20.0));
    CHECK(std::isnan(table.numbers("enn_mn")[1]));
    CHECK(run_again({"patches", file("map.tif"), "--level", "patch", "--out", file("p.json")}) ==
          0);
    CHECK(read_table(file("p.json")).rows() == 3);
}

TEST_CASE("patches refuses degrees and unknown metrics") {
    write_map("map.tif", "EPSG:32644");
    CHECK(run_again({"patches", file("map.tif"), "--level", "class", "--metrics", "xyz", "--out",
                     file("x.csv")}) == 2);
    Raster<std::uint8_t> degrees(Grid(crs_wkt("OGC:CRS84"), {80, 44}, 0.01, 0.01, 2, 2), 1, 1);
    RasterOptions options;
    options.overwrite = true;
    write_raster(file("degrees.tif"), degrees, options);
    CHECK(run_again({"patches", file("degrees.tif"), "--out", file("x.csv")}) == 2);
}

TEST_CASE("zonal brings polygons to the raster's projection and copies their names") {
    write_map("map.tif", "EPSG:32644");
    // Cells 0-1 x 0-1 and a box far away, in longitude and latitude
    const auto corner = [](double x, double y) {
        const Point place = transform_points(crs_wkt("EPSG:32644"), lonlat_crs(), {{x, y}})[0];
        return "[" + to_text(place.x) + "," + to_text(place.y) + "]";
    };
    const auto box = [&](double x, double y, double side) {
        return "[[" + corner(x, y) + "," + corner(x + side, y) + "," + corner(x + side, y + side) +
               "," + corner(x, y + side) + "," + corner(x, y) + "]]";
    };
    const auto feature = [&](const std::string& name, const std::string& rings) {
        return R"({"type":"Feature","properties":{"name":")" + name +
               R"("},"geometry":{"type":"Polygon","coordinates":)" + rings + "}}";
    };
    std::ofstream(file("zones.geojson")) << R"({"type":"FeatureCollection","features":[)"
                                         << feature("town", box(500000, 4899970, 20)) << ","
                                         << feature("far", box(600000, 4899970, 20)) << "]}";
    REQUIRE(run_again({"zonal", file("map.tif"), file("zones.geojson"), "--id", "name", "--stats",
                       "count,mean,frac,quantile(0.5)", "--out", file("z.csv")}) == 0);
    const Table table = read_table(file("z.csv"));
    CHECK(table.texts("name") == std::vector<std::string>{"town", "far"});
    // y 4899970 .. 4899990 are rows 1 and 2; row 2 has no data there
    CHECK(table.numbers("count")[0] == Approx(2.0).margin(1e-5));
    CHECK(table.numbers("mean")[0] == Approx(0.0).margin(1e-5));
    CHECK(table.numbers("frac_0")[0] == Approx(1.0).margin(1e-5));
    CHECK(table.numbers("count")[1] == 0.0);
    CHECK(std::isnan(table.numbers("mean")[1]));
    CHECK(run_again({"zonal", file("map.tif"), file("zones.geojson"), "--stats", "average", "--out",
                     file("z.csv")}) == 2);
    CHECK(run_again({"zonal", file("map.tif"), file("zones.geojson"), "--id", "nobody", "--out",
                     file("z.csv")}) == 2);
}

TEST_CASE("zonal takes weights of a finer, a coarser and an odd resolution") {
    write_map("map.tif", "EPSG:32644");  // columns 0, 1 hold 0, columns 2, 3 hold 7
    const auto write_weights = [](const std::string& name, double size, Index cells) {
        Raster<float> weights(
            Grid(crs_wkt("EPSG:32644"), {500000, 4900000}, size, size, cells, cells));
        for (Index row = 0; row < cells; ++row)
            for (Index col = 0; col < cells; ++col) weights(row, col) = static_cast<float>(col + 1);
        write_raster(file(name), weights, {.overwrite = true});
    };
    write_weights("fine.tif", 5.0, 8);
    write_weights("coarse.tif", 20.0, 2);
    write_weights("odd.tif", 15.0, 3);
    std::ofstream(file("box.csv")) << "name,WKT\nbox,\"POLYGON((500005 4899980,500025 4899980,"
                                      "500025 4900000,500005 4900000,500005 4899980))\"\n";
    const auto measured = [](const std::string& weights) {
        REQUIRE(run_again({"zonal", file("map.tif"), file("box.csv"), "--id", "name", "--stats",
                           "count,weighted_sum,weighted_mean", "--weights", file(weights), "--out",
                           file("w.csv")}) == 0);
        return read_table(file("w.csv"));
    };
    // The box holds columns 0 (right half), 1, and 2 (left half) of rows 0, 1.
    // Finer: columns 1 to 4 of 5 m, weights 2, 3, 4 (value 0) and 5 (value 7), four rows each.
    const Table fine = measured("fine.tif");
    CHECK(fine.numbers("count")[0] == Approx(16.0));  // in cells of 5 m
    CHECK(fine.numbers("weighted_mean")[0] == Approx(7.0 * 5.0 / 14.0));
    // Coarser: columns 0, 1 weigh 1, column 2 weighs 2; coverage 0.5, 1, 0.5.
    const Table coarse = measured("coarse.tif");
    CHECK(coarse.numbers("count")[0] == Approx(4.0));
    CHECK(coarse.numbers("weighted_mean")[0] == Approx(7.0 * 1.0 / (0.5 + 1.0 + 1.0)));
    // 15 m: column 0 has 1, column 1 half of 1 and half of 2, column 2 has 2.
    const Table odd = measured("odd.tif");
    CHECK(odd.numbers("weighted_mean")[0] == Approx(7.0 * 1.0 / (0.5 + 1.5 + 1.0)));
    CHECK(odd.numbers("weighted_sum")[0] == Approx(2.0 * 7.0));
}
