#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "stages/ground_gradients.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

const std::string zone_44 = "EPSG:32644";

/// Waves of 50 m over pixels of 90 m.
std::string write_heights(const std::string& path, Point corner) {
    Raster<float> height(Grid(crs_wkt(zone_44), corner, 90.0, 90.0, 60, 60));
    for (Index row = 0; row < 60; ++row)
        for (Index col = 0; col < 60; ++col)
            height(row, col) = 1000.0F + 50.0F * std::sin(0.3F * static_cast<float>(row + col));
    write_raster(path, height);
    return path;
}

}  // namespace

TEST_CASE("gradients of a window are those of the whole grid there") {
    const TempFolder folder("gradients");
    const std::string path = write_heights(folder / "heights.tif", {500000.0, 4900000.0});
    const Grid grid(crs_wkt(zone_44), {501000.0, 4899000.0}, 30.0, 30.0, 80, 90);
    const GradientReader read = gradients_from(path, grid);
    const Gradients whole = read(grid.window());
    double steepest = 0.0;
    for (const Window& window :
         {Window{0, 0, 20, 30}, Window{33, 41, 25, 17}, Window{60, 60, 20, 30}}) {
        const Gradients part = read(window);
        for (Index row = 0; row < window.rows; ++row)
            for (Index col = 0; col < window.cols; ++col) {
                REQUIRE(part.east(row, col) == whole.east(window.row0 + row, window.col0 + col));
                REQUIRE(part.north(row, col) == whole.north(window.row0 + row, window.col0 + col));
                steepest = std::max(steepest, part.slope_deg(row * window.cols + col));
            }
    }
    // The steepest rise of 50 sin(0.3 (x + y) / 90): 50 * 0.3 / 90 each way.
    CHECK(steepest == Approx(std::atan(std::sqrt(2.0) / 6.0) * 180.0 / M_PI).margin(0.7));
}

TEST_CASE("no heights, and heights of another place") {
    const TempFolder folder("gradients");
    const Grid grid(crs_wkt(zone_44), {501000.0, 4899000.0}, 30.0, 30.0, 80, 90);
    CHECK_FALSE(gradients_from("", grid));
    const std::string path = write_heights(folder / "heights.tif", {700000.0, 4900000.0});
    CHECK_THROWS_WITH(gradients_from(path, grid), Catch::Contains("lie elsewhere"));
}
