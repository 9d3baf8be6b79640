#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "imagery/scene_landsat.hpp"

using namespace borderlens;

namespace {

const std::string collection_2 = R"(GROUP = LANDSAT_METADATA_FILE
  GROUP = PRODUCT_CONTENTS
    LANDSAT_PRODUCT_ID = "LC08_L2SP_147030_20200704_20200913_02_T1"
    PROCESSING_LEVEL = "L2SP"
    COLLECTION_NUMBER = 02
    FILE_NAME_BAND_4 = "X_SR_B4.TIF"
    FILE_NAME_BAND_ST_B10 = "X_ST_B10.TIF"
    FILE_NAME_QUALITY_L1_PIXEL = "X_QA_PIXEL.TIF"
    FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION = "X_QA_RADSAT.TIF"
  END_GROUP = PRODUCT_CONTENTS
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "LANDSAT_8"
    DATE_ACQUIRED = 2020-07-04
    CLOUD_COVER = 12.50
    SUN_ELEVATION = 30.0
  END_GROUP = IMAGE_ATTRIBUTES
  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    REFLECTANCE_MULT_BAND_4 = 2.75e-05
    REFLECTANCE_ADD_BAND_4 = -0.2
  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
  GROUP = LEVEL2_SURFACE_TEMPERATURE_PARAMETERS
    TEMPERATURE_MULT_BAND_ST_B10 = 0.00341802
    TEMPERATURE_ADD_BAND_ST_B10 = 149.0
  END_GROUP = LEVEL2_SURFACE_TEMPERATURE_PARAMETERS
  GROUP = LEVEL1_PROCESSING_RECORD
    PROCESSING_LEVEL = "L1TP"
    FILE_NAME_BAND_4 = "X_B4.TIF"
  END_GROUP = LEVEL1_PROCESSING_RECORD
  GROUP = LEVEL1_RADIOMETRIC_RESCALING
    REFLECTANCE_MULT_BAND_4 = 2.0000E-05
    REFLECTANCE_ADD_BAND_4 = -0.100000
  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
END_GROUP = LANDSAT_METADATA_FILE
END
)";

const std::string old_tm = R"(GROUP = L1_METADATA_FILE
  SPACECRAFT_ID = "LANDSAT_5"
  DATA_TYPE = "L1T"
  DATE_ACQUIRED = 1988-08-14
  SUN_ELEVATION = 30.0
  EARTH_SUN_DISTANCE = 1.01
  RADIANCE_MULT_BAND_3 = 1.044
  RADIANCE_ADD_BAND_3 = -2.21398
  QUANTIZE_CAL_MAX_BAND_3 = 255
END_GROUP = L1_METADATA_FILE
END
)";

}  // namespace

TEST_CASE("Level 2 gains are not mixed up with those of Level 1 in the same file") {
    const Scene scene = parse_landsat_mtl(
        collection_2, "d/X_MTL.txt",
        {"d/X_SR_B4.TIF", "d/X_B4.TIF", "d/X_ST_B10.TIF", "d/X_QA_PIXEL.TIF", "d/X_QA_RADSAT.TIF"});
    CHECK(scene.sensor == "landsat-8");
    CHECK(scene.level == "L2SP");
    CHECK(scene.cloud_share == Approx(0.125));
    REQUIRE(scene.bands.size() == 2);
    CHECK(scene.find(Role::red)->path == "d/X_SR_B4.TIF");
    CHECK(scene.find(Role::red)->scale == 2.75e-5);
    CHECK(scene.find(Role::red)->offset == -0.2);
    CHECK(scene.find(Role::thermal)->offset == 149.0);
    REQUIRE(scene.masks.size() == 2);
    CHECK(scene.masks[0].kind == MaskKind::qa_pixel);
    CHECK(scene.masks[1].kind == MaskKind::qa_radsat);
}

TEST_CASE("Level 1 reflectance is divided by the sine of the sun's elevation") {
    std::string text = collection_2;
    text.replace(text.find("L2SP\"\n    COLL"), 4, "L1TP");
    const Scene scene = parse_landsat_mtl(text, "X_MTL.txt", {"X_B4.TIF"});
    // sin 30 degrees = 1/2: 2e-5 / 0.5 = 4e-5, -0.1 / 0.5 = -0.2
    CHECK(scene.find(Role::red)->scale == Approx(4e-5).epsilon(1e-12));
    CHECK(scene.find(Role::red)->offset == Approx(-0.2).epsilon(1e-12));
}

TEST_CASE("radiance gains become reflectance by solar irradiance and distance") {
    // NUL padding as in real files of that age
    const Scene scene =
        parse_landsat_mtl(old_tm + std::string(40000, '\0'), "MTL.txt", {"LT5_B3.TIF"});
    const double factor = std::numbers::pi * 1.01 * 1.01 / (1536.0 * 0.5);
    REQUIRE(scene.bands.size() == 1);
    CHECK(scene.bands[0].role == Role::red);
    CHECK(scene.bands[0].scale == Approx(1.044 * factor).epsilon(1e-12));
    CHECK(scene.bands[0].offset == Approx(-2.21398 * factor).epsilon(1e-12));
    CHECK(scene.bands[0].saturated == 255.0);
    CHECK(scene.bands[0].no_data == 0.0);
}

TEST_CASE("files from before 2012 give the ends of the calibrated range") {
    const Scene scene = parse_landsat_mtl(
        "SPACECRAFT_ID = \"Landsat5\"\nPRODUCT_TYPE = \"L1T\"\nACQUISITION_DATE = 1988-08-14\n"
        "SUN_ELEVATION = 30.0\nBAND3_FILE_NAME = \"a_B30.TIF\"\nLMAX_BAND3 = 264.0\n"
        "LMIN_BAND3 = -1.17\nQCALMAX_BAND3 = 255.0\nQCALMIN_BAND3 = 1.0\nEND\n",
        "MTL.txt", {"a_B30.TIF"});
    const double gain = (264.0 + 1.17) / 254.0;
    const double d = earth_sun_distance_au(227);
    const double factor = std::numbers::pi * d * d / (1536.0 * 0.5);
    CHECK(scene.bands.at(0).scale == Approx(gain * factor).epsilon(1e-12));
    CHECK(scene.bands.at(0).offset == Approx((-1.17 - gain) * factor).epsilon(1e-12));
}

TEST_CASE("the Earth is nearest to the sun in early January") {
    CHECK(earth_sun_distance_au(4) == Approx(0.98328));
    // 2015-08-04 is day 216; its MTL says 1.0145544
    CHECK(earth_sun_distance_au(216) == Approx(1.0145544).margin(3e-4));
}

TEST_CASE("a broken MTL is answered with the key that is missing") {
    CHECK_THROWS_WITH(parse_landsat_mtl("hello", "MTL.txt", {}), Catch::Contains("Landsat MTL"));
    CHECK_THROWS_WITH(parse_landsat_mtl("SPACECRAFT_ID = \"SPOT_4\"\n", "MTL.txt", {}),
                      Catch::Contains("SPACECRAFT_ID = 'SPOT_4'"));
    CHECK_THROWS_WITH(parse_landsat_mtl(old_tm, "MTL.txt", {}),
                      Catch::Contains("none of the band files"));
    std::string dark = old_tm;
    dark.replace(dark.find("30.0"), 4, "-3.0");
    CHECK_THROWS_WITH(parse_landsat_mtl(dark, "MTL.txt", {"a_B3.TIF"}),
                      Catch::Contains("SUN_ELEVATION = -3"));
}
