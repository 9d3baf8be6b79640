#include <catch2/catch.hpp>

#include "imagery/harmonisation.hpp"
#include "imagery/sensors.hpp"

using namespace borderlens;

namespace {

double adjusted(double value, const std::string& from, const std::string& to, Role role) {
    for (const BandAdjustment& row : band_adjustments(from, to))
        if (row.role == role) return row.slope * value + row.intercept;
    return value;
}

}  // namespace

TEST_CASE("TM is adjusted as ETM+, and there and back gives the same value") {
    CHECK(adjusted(0.3, "landsat-5", "landsat-9", Role::nir) == Approx(0.8462 * 0.3 + 0.0412));
    CHECK(adjusted(adjusted(0.2, "sentinel-2", "landsat-8", Role::red), "landsat-8", "sentinel-2",
                   Role::red) == Approx(0.2));
    CHECK(band_adjustments("landsat-8", "landsat-9").empty());
    // ETM+ to MSI over OLI: (0.9047 * 0.1 + 0.0061 - 0.0009) / 0.9765
    CHECK(adjusted(0.1, "landsat-7", "sentinel-2", Role::red) ==
          Approx((0.9047 * 0.1 + 0.0061 - 0.0009) / 0.9765));
}

TEST_CASE("every published adjustment names sensors of the registry and its source") {
    for (const BandAdjustment& row : all_band_adjustments()) {
        CHECK(find_sensor(row.from) != nullptr);
        CHECK(find_sensor(row.to) != nullptr);
        CHECK(row.slope > 0.5);
        CHECK_FALSE(row.source.empty());
    }
}

TEST_CASE("mixed studies see near infrared through the narrow band") {
    Scene sentinel;
    sentinel.sensor = "sentinel-2";
    sentinel.bands = {{.role = Role::nir, .path = "B08"},
                      {.role = Role::nir_narrow, .path = "B8A"}};
    Scene landsat;
    landsat.sensor = "landsat-8";
    CHECK(sensors_are_mixed({sentinel, landsat}));
    CHECK_FALSE(sensors_are_mixed({sentinel, sentinel}));
    const Scene paired = with_narrow_nir(sentinel);
    REQUIRE(paired.bands.size() == 1);
    CHECK(paired.find(Role::nir)->path == "B8A");
}

TEST_CASE("each Sentinel-2 has its own line, one of unknown unit that of 2A") {
    // HLS table 5, swir2: 2A 1.0030 x - 0.0012, 2B 0.9867 x + 0.0004
    CHECK(adjusted(0.2, "sentinel-2a", "landsat-8", Role::swir2) == Approx(0.1994));
    CHECK(adjusted(0.2, "sentinel-2b", "landsat-8", Role::swir2) == Approx(0.19774));
    CHECK(adjusted(0.2, "sentinel-2", "landsat-8", Role::swir2) == Approx(0.1994));
    CHECK(band_adjustments("sentinel-2b", "sentinel-2").empty());
    // red edge: nothing is published
    CHECK(adjusted(0.2, "sentinel-2a", "landsat-8", Role::red_edge1) == 0.2);
}

TEST_CASE("the unit is read from a spacecraft's or a product's name") {
    CHECK(platform_named("Sentinel-2B") == "sentinel-2b");
    CHECK(platform_named("S2A_MSIL2A_20200101T000000") == "sentinel-2a");
    CHECK(platform_named("LANDSAT_8") == "landsat-8");
    CHECK(platform_named("sentinel-2") == "");
    CHECK(platform_named("balloon") == "");
}
