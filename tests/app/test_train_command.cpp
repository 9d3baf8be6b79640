// train and classify on small files, through the command line.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

std::string file(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() / "borderlens_test_train";
    std::filesystem::create_directories(folder);
    return (folder / name).string();
}

constexpr Index side_px = 240;

/// Left half water, right half fields; a fifth of the map is wrong in patches of 3 px.
void write_scene_and_map() {
    const Grid grid(crs_wkt("EPSG:32644"), {500000, 4900000}, 10, 10, side_px, side_px);
    Raster<float> image(grid, 2);
    Raster<std::uint8_t> map(grid);
    Random random(4);
    for (Index row = 0; row < side_px; ++row)
        for (Index col = 0; col < side_px; ++col) {
            const bool water = col < side_px / 2;
            image(0, row, col) =
                static_cast<float>((water ? 0.03 : 0.06) + 0.002 * random.normal());
            image(1, row, col) = static_cast<float>((water ? 0.02 : 0.35) + 0.01 * random.normal());
            const bool wrong = derive_seed(9, "patch", row / 12 * 1000 + col / 12) % 5 == 0;
            map(row, col) = water != wrong ? 80 : 40;
        }
    RasterOptions options{.band_descriptions = {"red", "nir"}, .overwrite = true};
    write_raster(file("image.tif"), image, options);
    options.band_descriptions = {"class"};
    write_raster(file("map.tif"), map, options);
}

}  // namespace

TEST_CASE("a published map with errors teaches a model that mends them") {
    write_scene_and_map();
    REQUIRE(run_again({"train", "--image", file("image.tif"), "--label-map", file("map.tif"),
                       "--legend", "worldcover", "--model", file("m.forest"), "--trees", "20"}) ==
            0);
    REQUIRE(run_again({"classify", "--image", file("image.tif"), "--model", file("m.forest"),
                       "--out", file("k.tif"), "--probability", file("p.tif"), "--entropy",
                       file("e.tif"), "--margin", file("g.tif"), "--smooth"}) == 0);
    const Raster<ClassCode> classes = read_classes(file("k.tif"));
    Index right = 0;
    for (Index row = 0; row < side_px; ++row)
        for (Index col = 0; col < side_px; ++col)
            right += classes(row, col) == (col < side_px / 2 ? 1 : 2);  // water, cropland
    CHECK(right > side_px * side_px * 99 / 100);
    const Raster<float> shares = read_floats(file("p.tif"));
    const Raster<float> margin = read_floats(file("g.tif"));
    CHECK(shares.bands() == 2);
    CHECK(margin(0, 5, 5) == Approx(std::abs(shares(0, 5, 5) - shares(1, 5, 5))).margin(1e-5));
    CHECK(read_legend(file("k.tif"))[0].name == "water");
}

TEST_CASE("train says what is missing or contradictory about labels") {
    write_scene_and_map();
    const std::vector<std::string> base = {"train", "--image", file("image.tif"), "--model",
                                           file("n.forest")};
    const auto with = [&](std::vector<std::string> more) {
        std::vector<std::string> words = base;
        words.insert(words.end(), more.begin(), more.end());
        return run_again(words);
    };
    CHECK(with({}) == 2);
    CHECK(with({"--label-map", file("map.tif")}) == 2);
    CHECK(with({"--label-map", file("map.tif"), "--legend", "corine"}) == 2);
    CHECK(with({"--label-map", file("map.tif"), "--legend", "worldcover", "--samples",
                file("map.tif")}) == 2);
    // A legend that is not the map's own: no code of it means anything.
    CHECK(with({"--label-map", file("map.tif"), "--legend", "clcd"}) == 2);
}

TEST_CASE("points of a table label pixels: lon and lat, or x and y") {
    write_scene_and_map();
    std::ofstream xy(file("xy.csv")), lonlat(file("lonlat.csv"));
    xy << "x,y,class\n";
    lonlat << "lon,lat,class\n";
    std::vector<Point> points;
    for (int i = 0; i < 20; ++i) points.push_back({500005.0 + 120.0 * i, 4899995.0 - 100.0 * i});
    const std::vector<Point> degrees =
        transform_points(crs_wkt("EPSG:32644"), lonlat_crs(), points);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char* name = i < 10 ? "water" : "field";
        xy << fmt::format("{},{},{}\n", points[i].x, points[i].y, name);
        lonlat << fmt::format("{:.9f},{:.9f},{}\n", degrees[i].x, degrees[i].y, name);
    }
    xy.close();
    lonlat.close();
    for (const char* table : {"xy.csv", "lonlat.csv"})
        CHECK(run_again({"train", "--image", file("image.tif"), "--samples", file(table),
                         "--class-field", "class", "--model", file("t.forest"), "--trees", "5",
                         "--indices", "NDVI"}) == 0);
    std::ofstream(file("bare.csv")) << "class\nwater\nfield\n";
    CHECK(run_again({"train", "--image", file("image.tif"), "--samples", file("bare.csv"),
                     "--class-field", "class", "--model", file("t.forest")}) == 2);
}

TEST_CASE("labels of another date are used only where the ground did not change since") {
    const Grid grid(crs_wkt("EPSG:32644"), {500000, 4900000}, 10, 10, side_px, side_px);
    Raster<float> before(grid, 2), after(grid, 2);
    Random random(8);
    const auto is_water = [](Index col) { return col < side_px / 2; };
    // The upper half of the water has become fields; the later image is a fifth brighter.
    const auto has_dried = [&](Index row, Index col) { return is_water(col) && row < side_px / 2; };
    for (Index row = 0; row < side_px; ++row)
        for (Index col = 0; col < side_px; ++col) {
            const auto spectrum = [&](bool water, Raster<float>& image, double gain) {
                const double bright = 1.0 + 0.1 * random.normal();
                image(0, row, col) = static_cast<float>(
                    gain * ((water ? 0.03 : 0.08) * bright + 0.002 * random.normal()));
                image(1, row, col) = static_cast<float>(
                    gain * ((water ? 0.02 : 0.35) * bright + 0.002 * random.normal()));
            };
            spectrum(is_water(col), before, 1.0);
            spectrum(is_water(col) && !has_dried(row, col), after, 1.2);
        }
    const RasterOptions options{.band_descriptions = {"red", "nir"}, .overwrite = true};
    write_raster(file("before.tif"), before, options);
    write_raster(file("after.tif"), after, options);
    std::ofstream points(file("dated.csv"));
    points << "x,y,class\n";
    for (Index row = 5; row < side_px; row += 10)
        for (Index col = 5; col < side_px; col += 10)
            points << fmt::format("{},{},{}\n", 500005 + 10 * col, 4899995 - 10 * row,
                                  is_water(col) ? 1 : 2);
    points.close();
    const auto right_share = [&](const std::vector<std::string>& more, const std::string& name) {
        std::vector<std::string> words = {"train",     "--image",         file("after.tif"),
                                          "--samples", file("dated.csv"), "--class-field",
                                          "class",     "--trees",         "30",
                                          "--model",   file(name)};
        words.insert(words.end(), more.begin(), more.end());
        REQUIRE(run_again(words) == 0);
        REQUIRE(run_again({"classify", "--image", file("after.tif"), "--model", file(name), "--out",
                           file("dated.tif")}) == 0);
        const Raster<ClassCode> classes = read_classes(file("dated.tif"));
        double right = 0.0;
        for (Index row = 0; row < side_px; ++row)
            for (Index col = 0; col < side_px; ++col)
                right += classes(row, col) == (is_water(col) && !has_dried(row, col) ? 1 : 2);
        return right / static_cast<double>(side_px * side_px);
    };
    // A quarter of the points tell of water that is gone: it is left out with them.
    const double carried = right_share({"--labelled-image", file("before.tif")}, "carried.forest");
    CHECK(carried > 0.99);
    CHECK(right_share({}, "stale.forest") < carried);
}
