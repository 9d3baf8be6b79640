#include <catch2/catch.hpp>
#include <cmath>

#include "simulation/exposure.hpp"
#include "simulation/quality.hpp"

using namespace borderlens;

namespace {

const Bounds study{450000.0, 4880000.0, 456000.0, 4886000.0};
constexpr int red = 3;

Acquisition calm_scene() {
    Acquisition scene;
    scene.date = {2020, 7, 20};
    scene.seed = 77;
    scene.baseline = "02.14";
    return scene;
}

/// Ground of one material over a window of pixels with room for the blur.
GroundTile even_ground(const Window& pixels, Index pixel_cells, Material material) {
    const Window cells = Window{pixels.row0 * pixel_cells, pixels.col0 * pixel_cells,
                                pixels.rows * pixel_cells, pixels.cols * pixel_cells}
                             .pad(blur_margin_cells);
    return {cells,
            std::vector<SimulatedCell>(static_cast<std::size_t>(cells.size()), {material, 16, 0})};
}

double mean_of(const std::vector<float>& values) {
    double sum = 0.0;
    for (const float value : values) sum += static_cast<double>(value);
    return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("even ground under a clear sky shows the table's reflectance times the light") {
    Acquisition scene = calm_scene();
    scene.brightness = 1.04;
    const Exposure exposure(scene, study);
    const PixelFrame frame{2, 0, 0, {0, 0, 60, 60}};
    const GroundTile tile = even_ground(frame.window, 2, Material::asphalt);
    const std::vector<float> seen =
        exposure.reflectance(tile, frame, exposure.sky_over(frame), red);
    const auto table = static_cast<double>(exposure.day().reflectance(Material::asphalt, 16, red));
    // Noise of 0.001 + 0.4 % over 3600 pixels: standard error 3e-5.
    CHECK(mean_of(seen) == Approx(1.04 * table).margin(2e-4));
}

TEST_CASE("an edge is mixed over about a pixel and moves with the shift") {
    // Snow to the east of cell 40, water to the west: the value tells the share of snow.
    const PixelFrame frame{2, 0, 0, {0, 0, 40, 40}};
    GroundTile tile = even_ground(frame.window, 2, Material::clear_water);
    for (Index row = tile.window.row0; row < tile.window.row_end(); ++row)
        for (Index col = 40; col < tile.window.col_end(); ++col)
            tile.cells[static_cast<std::size_t>((row - tile.window.row0) * tile.window.cols + col -
                                                tile.window.col0)]
                .material = Material::snow;
    const auto profile = [&](double shift_x_m) {
        Acquisition scene = calm_scene();
        scene.shift_x_m = shift_x_m;
        const Exposure exposure(scene, study);
        const std::vector<float> seen =
            exposure.reflectance(tile, frame, exposure.sky_over(frame), red);
        std::vector<double> columns(40, 0.0);
        for (std::size_t i = 0; i < seen.size(); ++i)
            columns[i % 40] += static_cast<double>(seen[i]) / 40.0;
        return columns;
    };
    const std::vector<double> still = profile(0.0);
    // The edge lies between columns 19 and 20. Gaussian of half a pixel cut at three deviations:
    // the share beyond one deviation is 0.16.
    const double low = still[10], high = still[30];
    CHECK((still[19] - low) / (high - low) == Approx(0.16).margin(0.02));
    CHECK((still[20] - low) / (high - low) == Approx(0.84).margin(0.02));
    CHECK((still[17] - low) / (high - low) < 0.01);
    // What lies 5 m to the east is shown: the edge comes to the middle of column 19.
    const std::vector<double> moved = profile(5.0);
    CHECK((moved[19] - low) / (high - low) == Approx(0.5).margin(0.02));
}

TEST_CASE("a window exposed in pieces equals the window exposed whole") {
    const SimulatedLandscape landscape(study, {}, 4);
    Acquisition scene = calm_scene();
    scene.cloud_share = 0.3;
    scene.haze = 0.01;
    scene.shift_x_m = 2.3;
    scene.shift_y_m = -1.1;
    const Exposure exposure(scene, study);
    for (const Index pixel_cells : {2, 4, 6, 12}) {
        const auto expose = [&](const Window& pixels) {
            const PixelFrame frame{pixel_cells, 0, 0, pixels};
            const Window cells = Window{pixels.row0 * pixel_cells, pixels.col0 * pixel_cells,
                                        pixels.rows * pixel_cells, pixels.cols * pixel_cells}
                                     .pad(blur_margin_cells);
            const GroundTile tile = draw_ground(landscape, {study.min_x, study.max_y}, cells, 2020);
            return exposure.reflectance(tile, frame, exposure.sky_over(frame), red);
        };
        const std::vector<float> whole = expose({10, 20, 24, 24});
        const std::vector<float> part = expose({22, 29, 7, 11});
        for (Index row = 0; row < 7; ++row)
            for (Index col = 0; col < 11; ++col)
                CHECK(part[static_cast<std::size_t>(row * 11 + col)] ==
                      whole[static_cast<std::size_t>((row + 12) * 24 + col + 9)]);
    }
}

TEST_CASE("clouds cover the share that was asked for and throw shadows away from the sun") {
    for (const double share : {0.0, 0.1, 0.35}) {
        Acquisition scene = calm_scene();
        scene.cloud_share = share;
        scene.sun_azimuth_deg = 180.0;  // from the south: shadows to the north
        const Sky sky(scene, study);
        int cloudy = 0, shaded_under = 0, all = 0;
        std::vector<double> xs;
        for (double x = study.min_x + 10.0; x < study.max_x; x += 30.0) xs.push_back(x);
        for (double y = study.min_y + 10.0; y < study.max_y; y += 30.0) {
            all += static_cast<int>(xs.size());
            for (const double cloud : sky.cloud(xs, y))
                cloudy += sky_state(cloud, 0.0) == SkyState::cloud ? 1 : 0;
            for (const double shadow : sky.shadow(xs, y)) shaded_under += shadow > 0.25 ? 1 : 0;
        }
        CHECK(static_cast<double>(cloudy) / all == Approx(share).margin(0.02));
        if (share > 0.0) CHECK(shaded_under > 0);
    }
}

TEST_CASE("the quality band errs at the rates that were asked for") {
    Acquisition scene = calm_scene();
    scene.cloud_share = 0.3;
    scene.missed_cloud = 0.08;
    scene.false_cloud = 0.03;
    for (const bool is_landsat : {false, true}) {
        scene.platform = is_landsat ? Platform::landsat8 : Platform::sentinel2a;
        const Exposure exposure(scene, study);
        const PixelFrame frame{is_landsat ? Index{6} : Index{4}, 0, 0,
                               is_landsat ? Window{0, 0, 200, 200} : Window{0, 0, 300, 300}};
        const GroundTile tile = even_ground(frame.window, frame.pixel_cells, Material::desert_soil);
        const QualityBands bands = quality_bands(exposure, tile, frame, exposure.sky_over(frame));
        double bad = 0.0, missed = 0.0, clear = 0.0, alarms = 0.0;
        for (std::size_t i = 0; i < bands.truth.size(); ++i) {
            const bool said_bad = is_landsat ? (bands.qa_pixel[i] & 0x1CU) != 0
                                             : bands.scl[i] == 3 || bands.scl[i] >= 8;
            if (bands.truth[i] == SkyState::clear) {
                ++clear;
                alarms += said_bad ? 1.0 : 0.0;
            } else {
                ++bad;
                missed += said_bad ? 0.0 : 1.0;
            }
        }
        // Clumps of 9 pixels: some 1,500 (Landsat) bad and 3,000 clear clumps; four standard
        // errors are 0.028 and 0.012.
        CHECK(missed / bad == Approx(0.08).margin(0.028));
        CHECK(alarms / clear == Approx(0.03).margin(0.012));
    }
}

TEST_CASE("QA_PIXEL has the values the USGS guide prints") {
    Acquisition scene = calm_scene();
    scene.platform = Platform::landsat8;
    const Exposure exposure(scene, study);
    const PixelFrame frame{6, 0, 0, {0, 0, 2, 2}};
    const auto first = [&](Material material, float cloud, float shadow) {
        const PixelSky sky{std::vector<float>(4, cloud), std::vector<float>(4, shadow),
                           std::vector<float>(4, 0.0F)};
        return quality_bands(exposure, even_ground(frame.window, 6, material), frame, sky)
            .qa_pixel[0];
    };
    // Landsat 8-9 Collection 2 guide, table 6-3: clear 21824, water 21952, cloud 22280, shadow
    // 23888, snow 30048; a cloud's margin has bit 1 and not the clear bit: 21824 + 2 - 64 = 21762.
    CHECK(first(Material::sand, 0.0F, 0.0F) == 21824);
    CHECK(first(Material::clear_water, 0.0F, 0.0F) == 21952);
    CHECK(first(Material::sand, 0.9F, 0.0F) == 22280);
    CHECK(first(Material::sand, 0.0F, 0.9F) == 23888);
    CHECK(first(Material::snow, 0.0F, 0.0F) == 30048);
    CHECK(first(Material::sand, 0.05F, 0.0F) == 21762);
}

TEST_CASE("ground outside the swath is no data in every file") {
    Acquisition scene = calm_scene();
    scene.outside_share = 0.1;
    const Exposure exposure(scene, study);
    const PixelFrame frame{4, 0, 0, {0, 0, 300, 300}};  // the whole study at 20 m
    const GroundTile tile = even_ground(frame.window, 4, Material::sand);
    const PixelSky sky = exposure.sky_over(frame);
    const QualityBands bands = quality_bands(exposure, tile, frame, sky);
    const std::vector<float> values = exposure.reflectance(tile, frame, sky, red);
    double outside = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        CHECK(std::isnan(values[i]) == (bands.scl[i] == 0));
        CHECK((bands.truth[i] == SkyState::outside) == (bands.scl[i] == 0));
        outside += bands.scl[i] == 0 ? 1.0 / 90000.0 : 0.0;
    }
    // The line leans by a tenth of the width to either side of 0.9: mean share 0.1.
    CHECK(outside == Approx(0.1).margin(0.005));
}
