#include <catch2/catch.hpp>
#include <set>

#include "base/error.hpp"
#include "simulation/product.hpp"

using namespace borderlens;

TEST_CASE("a plan has the scenes it was asked for, in order, within the season") {
    AcquisitionPlan plan;
    plan.years = {2013, 2017, 2024};
    const std::vector<Acquisition> scenes = plan_acquisitions(plan, 5);
    REQUIRE(scenes.size() == 9);
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        CHECK(scenes[i].is_landsat() == (scenes[i].date.year == 2013));
        CHECK(scenes[i].date.month >= 4);
        CHECK(scenes[i].date.month <= 10);
        CHECK(scenes[i].sun_elevation_deg > 25.0);
        CHECK(scenes[i].sun_elevation_deg < 70.0);
        if (i > 0) CHECK(scenes[i - 1].date < scenes[i].date);
    }
    plan.sensors = SensorChoice::both;
    CHECK(plan_acquisitions(plan, 5).size() == 3 + 6 + 6);  // no Sentinel-2 in 2013
}

TEST_CASE("every layout and every kind of offset occurs from three dates a year on") {
    AcquisitionPlan plan;
    plan.years = {2020, 2024};
    std::set<std::string> kinds;
    for (const Acquisition& scene : plan_acquisitions(plan, 1)) {
        const bool is_new = scene.baseline >= "04.00";
        CHECK(is_new == (scene.date.year >= 2022));
        if (!is_new) CHECK(scene.offset_number == 0);
        if (is_new) CHECK(scene.says_offset_applied == (scene.offset_number == 0));
        if (scene.layout == ProductLayout::safe && is_new) CHECK(scene.offset_number == 1000);
        kinds.insert(std::string(scene.layout == ProductLayout::safe ? "safe" : "stac") +
                     std::to_string(scene.offset_number) + (is_new ? "new" : "old"));
    }
    CHECK(kinds ==
          std::set<std::string>{"safe0old", "stac0old", "safe1000new", "stac1000new", "stac0new"});
}

TEST_CASE("years and shares out of range are refused with the option's name") {
    AcquisitionPlan plan;
    CHECK_THROWS_WITH(plan_acquisitions(plan, 1), Catch::Contains("--years"));
    plan.years = {2012};
    CHECK_THROWS_WITH(plan_acquisitions(plan, 1), Catch::Contains("2013 to 2040"));
    plan.years = {2020, 2020};
    CHECK_THROWS_WITH(plan_acquisitions(plan, 1), Catch::Contains("rising"));
    plan.years = {2020};
    plan.cloud_share = 1.5;
    CHECK_THROWS_WITH(plan_acquisitions(plan, 1), Catch::Contains("--cloud-share"));
    plan.cloud_share = 0.1;
    plan.dates_per_year = 0;
    CHECK_THROWS_AS(plan_acquisitions(plan, 1), Error);
}

TEST_CASE("reflectance and temperature are stored as the products store them") {
    Acquisition scene;
    scene.platform = Platform::sentinel2b;
    CHECK(stored_number(scene, Content::role, 0.25F) == 2500);
    scene.offset_number = 1000;
    CHECK(stored_number(scene, Content::role, 0.25F) == 3500);
    CHECK(stored_number(scene, Content::role, -0.02F) == 800);
    CHECK(stored_number(scene, Content::role, -0.30F) == 1);  // 0 is kept for no data
    scene.platform = Platform::landsat9;
    CHECK(stored_number(scene, Content::role, 0.25F) == 16364);          // (0.25 + 0.2) / 2.75e-5
    CHECK(stored_number(scene, Content::temperature, 300.0F) == 44178);  // 151 / 0.00341802
}

TEST_CASE("products carry the real products' names") {
    Acquisition scene;
    scene.platform = Platform::landsat8;
    scene.layout = ProductLayout::landsat_c2;
    scene.date = {2013, 7, 15};
    const Product landsat = product_of(scene);
    CHECK(landsat.name == "LC08_L2SP_147029_20130715_20130731_02_T1");
    CHECK(landsat.files.front().path == landsat.name + "_SR_B1.TIF");
    CHECK(landsat.files.back().path == landsat.name + "_QA_RADSAT.TIF");
    scene.platform = Platform::sentinel2a;
    scene.layout = ProductLayout::safe;
    scene.date = {2024, 6, 1};
    scene.time = "052651";
    scene.baseline = "05.10";
    scene.offset_number = 1000;
    const Product safe = product_of(scene);
    CHECK(safe.name == "S2A_MSIL2A_20240601T052651_N0510_R105_T44TMP_20240601T093000");
    CHECK(safe.files[1].path ==
          "GRANULE/L2A_T44TMP_A010000_20240601T052651/IMG_DATA/R10m/"
          "T44TMP_20240601T052651_B02_10m.jp2");
    const std::string metadata = safe_metadata(scene, safe);
    CHECK(metadata.find("<BOA_ADD_OFFSET band_id=\"12\">-1000</BOA_ADD_OFFSET>") !=
          std::string::npos);
    CHECK(metadata.find("SIMULATED") != std::string::npos);
    scene.layout = ProductLayout::stac_cog;
    CHECK(product_of(scene).name == "S2A_44TMP_20240601_0_L2A");
    CHECK(product_of(scene).files[8].key == "nir08");
}
