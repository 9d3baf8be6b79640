#include <catch2/catch.hpp>

#include "imagery/quality.hpp"
#include "imagery/sensors.hpp"
#include "support/drawing.hpp"

using namespace borderlens;

TEST_CASE("SCL keeps ground, water and snow and drops clouds, shadows and defects") {
    const MaskRules rules;
    for (const double code : {2., 4., 5., 6., 7., 11.})
        CHECK_FALSE(is_bad(MaskKind::scl, code, rules));
    for (const double code : {0., 1., 3., 8., 9., 10.}) CHECK(is_bad(MaskKind::scl, code, rules));
    CHECK(is_bad(MaskKind::scl, 11, {.keep_snow = false}));
}

TEST_CASE("the quality band before the collections and that of Collection 1 are told apart") {
    const MaskRules rules;
    CHECK_FALSE(is_bad(MaskKind::bqa, 20480, rules));  // cloud no, cirrus no
    CHECK(is_bad(MaskKind::bqa, 53248, rules));        // cloud yes
    CHECK(is_bad(MaskKind::bqa, 36864, rules));        // cloud maybe
    CHECK(is_bad(MaskKind::bqa, 28672, rules));        // cirrus yes
    CHECK(is_bad(MaskKind::bqa, 1, rules));            // fill
    CHECK_FALSE(is_bad(MaskKind::bqa, 2720, rules));   // Collection 1: clear
    CHECK(is_bad(MaskKind::bqa, 2800, rules));         // Collection 1: cloud
    CHECK(is_bad(MaskKind::bqa, 2976, rules));         // Collection 1: shadow, high confidence
}

TEST_CASE("cfmask, probabilities and binary masks say what is bad") {
    const MaskRules rules;
    CHECK_FALSE(is_bad(MaskKind::cfmask, 1, rules));
    CHECK(is_bad(MaskKind::cfmask, 2, rules));
    CHECK_FALSE(is_bad(MaskKind::cfmask, 3, rules));
    CHECK(is_bad(MaskKind::cfmask, 255, rules));
    CHECK(is_bad(MaskKind::cloud_probability, 0.4, rules));
    CHECK_FALSE(is_bad(MaskKind::cloud_probability, 0.39, rules));
    CHECK(is_bad(MaskKind::binary, 7, rules));
    CHECK_FALSE(is_bad(MaskKind::binary, 0, rules));
    CHECK(is_bad(MaskKind::binary, static_cast<double>(no_data), rules));
}

TEST_CASE("saturation bits follow the sensor's band numbers") {
    CHECK(saturation_bits("landsat-8", Role::red) == (1U << 3 | 1U << 11));
    CHECK(saturation_bits("landsat-5", Role::red) == (1U << 2 | 1U << 9));
    CHECK(saturation_bits("sentinel-2", Role::red) == 0);
}

TEST_CASE("masks grow in a circle") {
    auto bad =
        test::draw({".......", ".......", ".......", "...A...", ".......", ".......", "......."});
    dilate(bad, 2.0);
    const auto expected =
        test::draw({".......", "...A...", "..AAA..", ".AAAAA.", "..AAA..", "...A...", "......."});
    CHECK(bad.values() == expected.values());
}

TEST_CASE("a bright white pixel is cloud to the spectral mask, soil and plants are not") {
    const Grid grid("", {0, 0}, 10, 10, 1, 3);
    // cloud, bright soil, crop
    const Raster<float> blue(grid, 1, std::vector<float>{0.5f, 0.16f, 0.05f});
    const Raster<float> green(grid, 1, std::vector<float>{0.5f, 0.22f, 0.09f});
    const Raster<float> red(grid, 1, std::vector<float>{0.5f, 0.28f, 0.04f});
    const Raster<float> nir(grid, 1, std::vector<float>{0.55f, 0.35f, 0.45f});
    const auto cloud =
        spectral_cloud_mask(blue.view(), green.view(), red.view(), nir.view(), grid, 0);
    CHECK(cloud.values() == std::vector<std::uint8_t>{1, 0, 0});
}

TEST_CASE("every sensor of the registry has a name, bands and a source") {
    for (const Sensor& sensor : all_sensors()) {
        CHECK_FALSE(sensor.name.empty());
        CHECK_FALSE(sensor.source.empty());
        CHECK(sensor.product_scale > 0.0);
        CHECK(find_sensor(sensor.name) == &sensor);
        for (const SensorBand& band : sensor.bands) {
            CHECK(band.low_nm < band.high_nm);
            CHECK(band.resolution_m > 0.0);
            CHECK(sensor.find(band.role) == &band);
            CHECK(sensor.find(band.name) == &band);
        }
    }
    CHECK(find_sensor("LANDSAT_8")->name == "landsat-8");
    CHECK(find_sensor("Sentinel-2B")->name == "sentinel-2");
    CHECK(find_sensor("") == nullptr);
}

TEST_CASE("HLS's Fmask: clouds, what is beside them, shadows and fill are bad, water is not") {
    const MaskRules rules;
    CHECK_FALSE(is_bad(MaskKind::hls_fmask, 0, rules));
    CHECK_FALSE(is_bad(MaskKind::hls_fmask, 32 + 64, rules));  // water, aerosol
    for (const int value : {2, 4, 8, 255}) CHECK(is_bad(MaskKind::hls_fmask, value, rules));
    CHECK_FALSE(is_bad(MaskKind::hls_fmask, 16, rules));
    CHECK(is_bad(MaskKind::hls_fmask, 16, {.keep_snow = false}));
}
