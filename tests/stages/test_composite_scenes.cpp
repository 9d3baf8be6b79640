#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/composite_blocks.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/find_scenes.hpp"
#include "stages/scene_shifts.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

const Grid& ground() {
    static const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 90, 70);
    return grid;
}

/// Rasters of three roles with clouds as NaN, dated by name.
std::vector<Raster<float>> write_dates(const TempFolder& folder, Index dates) {
    std::vector<Raster<float>> made;
    Random random(1);
    for (Index k = 0; k < dates; ++k) {
        made.emplace_back(ground(), 3);
        for (Index i = 0; i < ground().size(); ++i) {
            const bool cloud = random.uniform() < 0.3;
            for (Index b = 0; b < 3; ++b)
                made.back().band_data(b)[i] =
                    cloud ? no_data
                          : static_cast<float>(0.1 * static_cast<double>(b + 1) +
                                               0.05 * random.normal());
        }
        write_raster(folder / ("x_2020-0" + std::to_string(k + 1) + "-01.tif"), made.back(),
                     {.band_descriptions = {"green", "red", "nir"}});
    }
    return made;
}

bool same(float a, float b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("composites of rasters on one grid equal those of the arrays, whatever the blocks") {
    const TempFolder folder("composite");
    const auto arrays = write_dates(folder, 5);
    for (const char* method : {"median", "mean", "medoid", "geomedian", "percentile:20"}) {
        CompositeOptions options;
        options.rule = parse_composite_rule(method);
        const Raster<float> expected = composite(arrays, options.rule);
        for (const double memory_gib : {2.0, 1e-4}) {
            options.memory_gib = memory_gib;
            const CompositePlan plan = plan_composite(find_scenes({folder.path}), options);
            const Grid grid = default_grid(plan.scenes);
            const Window first = composite_windows(plan, grid, grid.window()).front();
            CHECK(std::max(first.rows, first.cols) <= (memory_gib == 2.0 ? 512 : 32));
            const std::string path = folder / "out/c.tif";
            fs::create_directories(folder / "out");
            write_composite(plan, default_grid(plan.scenes), path, true);
            const RasterInfo info = read_raster_info(path);
            REQUIRE(info.bands.size() == 4);
            CHECK(info.bands[1].description == "red");
            CHECK(info.bands[3].description == "valid_looks");
            CHECK(info.grid == ground());
            const Raster<float> found = read_floats(path);
            Index different = 0;
            for (std::size_t i = 0; i < found.values().size(); ++i)
                different += same(found.values()[i], expected.values()[i]) ? 0 : 1;
            CHECK(different == 0);
            fs::remove_all(folder / "out");
        }
    }
}

TEST_CASE("the median of a stack is that of an independent calculation") {
    const TempFolder folder("composite_median");
    const auto arrays = write_dates(folder, 4);
    const CompositePlan plan = plan_composite(find_scenes({folder.path}), {});
    const Raster<float> found = composite_window(plan, ground(), ground().window());
    for (Index b = 0; b < 3; ++b)
        for (Index i = 0; i < ground().size(); ++i) {
            std::vector<double> looks;
            for (const auto& array : arrays)
                if (!std::isnan(array.band_data(b)[i]))
                    looks.push_back(static_cast<double>(array.band_data(b)[i]));
            std::sort(looks.begin(), looks.end());
            const std::size_t n = looks.size();
            const double value = static_cast<double>(found.band_data(b)[i]);
            if (n == 0)
                CHECK(std::isnan(value));
            else if (std::abs(value - 0.5 * (looks[(n - 1) / 2] + looks[n / 2])) > 1e-7)
                FAIL("pixel " << i << ": " << value);
            if (found.band_data(3)[i] != static_cast<float>(n)) FAIL("looks at " << i);
        }
}

TEST_CASE("levels are not mixed, roles must be there, sensors are adjusted") {
    Scene sentinel;
    sentinel.id = "S2";
    sentinel.sensor = "sentinel-2";
    sentinel.level = "L2A";
    sentinel.date = {2020, 5, 1};
    sentinel.bands = {{.role = Role::red, .path = "B04"},
                      {.role = Role::nir, .path = "B08"},
                      {.role = Role::nir_narrow, .path = "B8A"}};
    Scene landsat = sentinel;
    landsat.id = "LC08";
    landsat.sensor = "landsat-8";
    landsat.level = "L2SP";
    landsat.date = {2020, 4, 1};
    landsat.bands = {{.role = Role::red, .path = "B4"},
                     {.role = Role::nir, .path = "B5"},
                     {.role = Role::thermal, .path = "B10"}};
    const CompositePlan plan = plan_composite({sentinel, landsat}, {});
    CHECK(plan.scenes[0].id == "LC08");
    CHECK(plan.roles == std::vector<Role>{Role::red, Role::nir});
    CHECK(plan.scenes[1].find(Role::nir)->path == "B8A");
    CHECK(plan.adjustments[0].empty());
    CHECK(plan.adjustments[1].size() == 7);
    CompositeOptions options;
    options.roles = {Role::swir1};
    CHECK_THROWS_WITH(plan_composite({sentinel}, options),
                      Catch::Contains("band swir1 is in none"));
    landsat.level = "L1TP";
    CHECK_THROWS_WITH(plan_composite({sentinel, landsat}, {}), Catch::Contains("one level"));
    CHECK_THROWS_WITH(plan_composite({}, {}), Catch::Contains("no usable scene"));
}

TEST_CASE("a displaced scene is reported and brought back") {
    const TempFolder folder("shifts");
    Random random(7);
    std::vector<std::array<double, 3>> waves;  // cycles across and down, phase
    for (int k = 0; k < 150; ++k)
        waves.push_back(
            {2.0 * random.uniform() - 1.0, 2.0 * random.uniform() - 1.0, 6.283 * random.uniform()});
    const auto hills = [&](double x, double y) {
        double value = 0.3;
        for (const auto& [across, down, phase] : waves)
            value += 0.008 * std::cos(across * x + down * y + phase);
        return static_cast<float>(value);
    };
    for (int k = 0; k < 3; ++k) {
        Raster<float> image(ground());
        const double dx = k == 1 ? 0.8 : 0.0, dy = k == 1 ? -0.6 : 0.0;
        for (Index row = 0; row < ground().rows(); ++row)
            for (Index col = 0; col < ground().cols(); ++col)
                image(row, col) =
                    hills(static_cast<double>(col) - dx, static_cast<double>(row) - dy);
        write_raster(folder / ("2020-0" + std::to_string(k + 1) + "-01.tif"), image,
                     {.band_descriptions = {"nir"}});
    }
    CompositeOptions options;
    options.read.resampling = Resampling::cubic;
    CompositePlan plan = plan_composite(find_scenes({folder.path}), options);
    const auto shifts = scene_shifts(plan, ground());
    CHECK(shifts[0].dx_px == Approx(0.0).margin(0.1));
    CHECK(shifts[1].dx_px == Approx(0.8).margin(0.15));
    CHECK(shifts[1].dy_px == Approx(-0.6).margin(0.15));
    plan = with_corrected_shifts(plan, shifts);
    CHECK(shift_table(plan, shifts, ground()).numbers("corrected") == std::vector<double>{0, 1, 0});
    plan.scenes = {plan.scenes[1]};
    plan.shifts = {plan.shifts[1]};
    plan.adjustments.resize(1);
    const Raster<float> back = composite_window(plan, ground(), {20, 20, 40, 30});
    double worst = 0.0;
    for (Index row = 0; row < 40; ++row)
        for (Index col = 0; col < 30; ++col)
            worst = std::max(worst, std::abs(static_cast<double>(
                                        back(0, row, col) - hills(static_cast<double>(col + 20),
                                                                  static_cast<double>(row + 20)))));
    CHECK(worst < 0.05);  // uncorrected it is above 0.1
}
