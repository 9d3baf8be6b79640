#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "imagery/scene_safe.hpp"
#include "imagery/xml.hpp"

using namespace borderlens;

namespace {

std::string metadata(const std::string& level, const std::string& baseline,
                     const std::string& offsets) {
    return "<?xml version=\"1.0\"?>\n<n1:Level-" + level +
           "_User_Product xmlns:n1=\"x\"><!-- <PROCESSING_LEVEL>no</PROCESSING_LEVEL> -->"
           "<n1:General_Info><Product_Info><PRODUCT_START_TIME>2022-07-04T05:11:09.024Z"
           "</PRODUCT_START_TIME><PRODUCT_URI>S2B_MSI_X.SAFE</PRODUCT_URI>"
           "<PROCESSING_LEVEL>Level-" +
           level + "</PROCESSING_LEVEL><PROCESSING_BASELINE>" + baseline +
           "</PROCESSING_BASELINE></Product_Info>"
           "<BOA_QUANTIFICATION_VALUE unit=\"none\">10000</BOA_QUANTIFICATION_VALUE>"
           "<QUANTIFICATION_VALUE unit=\"none\">10000</QUANTIFICATION_VALUE>" +
           offsets +
           "<Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT>"
           "<SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values>"
           "<Cloud_Coverage_Assessment>3.5</Cloud_Coverage_Assessment>"
           "</n1:General_Info></n1:Level-" +
           level + "_User_Product>";
}

const std::vector<std::string> files = {"p.SAFE/GRANULE/L2A_T44/IMG_DATA/R10m/T44_B02_10m.jp2",
                                        "p.SAFE/GRANULE/L2A_T44/IMG_DATA/R20m/T44_B02_20m.jp2",
                                        "p.SAFE/GRANULE/L2A_T44/IMG_DATA/R20m/T44_B8A_20m.jp2",
                                        "p.SAFE/GRANULE/L2A_T44/IMG_DATA/R20m/T44_SCL_20m.jp2",
                                        "p.SAFE/GRANULE/L2A_T44/QI_DATA/MSK_CLDPRB_20m.jp2"};

}  // namespace

TEST_CASE("offsets of a Sentinel-2 product belong to their bands") {
    const auto scenes = parse_safe(metadata("2A", "04.00",
                                            "<BOA_ADD_OFFSET band_id=\"1\">-1000</BOA_ADD_OFFSET>"
                                            "<BOA_ADD_OFFSET band_id=\"8\">-900</BOA_ADD_OFFSET>"),
                                   "p.SAFE/MTD_MSIL2A.xml", files);
    REQUIRE(scenes.size() == 1);
    const Scene& scene = scenes[0];
    CHECK(scene.id == "S2B_MSI_X");
    CHECK(scene.level == "L2A");
    CHECK(to_text(scene.date) == "2022-07-04");
    CHECK(scene.cloud_share == Approx(0.035));
    CHECK(scene.find(Role::blue)->path == files[0]);
    CHECK(scene.find(Role::blue)->offset == Approx(-0.1));
    CHECK(scene.find(Role::nir_narrow)->offset == Approx(-0.09));
    CHECK(scene.find(Role::blue)->no_data == 0.0);
    REQUIRE(scene.masks.size() == 1);
    CHECK(scene.masks[0].kind == MaskKind::scl);
    CHECK(scene.masks[0].path == files[3]);
}

TEST_CASE("a product without offsets follows its baseline") {
    const auto offset = [](const std::string& baseline) {
        return parse_safe(metadata("1C", baseline, ""), "p.SAFE/MTD_MSIL1C.xml",
                          {"p.SAFE/GRANULE/A/IMG_DATA/T44_B02.jp2"})[0]
            .bands[0]
            .offset;
    };
    CHECK(offset("02.06") == 0.0);
    CHECK(offset("05.10") == Approx(-0.1));
    CHECK(offset_of_baseline("N0400") == -1000.0);
    CHECK(offset_of_baseline("03.01") == 0.0);
    CHECK(offset_of_baseline("") == 0.0);
}

TEST_CASE("every granule of an old product is a scene") {
    const auto scenes = parse_safe(
        metadata("1C", "02.04", ""), "p.SAFE/MTD_MSIL1C.xml",
        {"p.SAFE/GRANULE/A/IMG_DATA/T44_B02.jp2", "p.SAFE/GRANULE/B/IMG_DATA/T45_B02.jp2"});
    REQUIRE(scenes.size() == 2);
    CHECK(scenes[1].id == "S2B_MSI_X/B");
}

TEST_CASE("a product that is not whole is answered") {
    CHECK_THROWS_WITH(parse_safe("<a/>", "MTD_MSIL2A.xml", files),
                      Catch::Contains("PROCESSING_LEVEL ''"));
    CHECK_THROWS_WITH(parse_safe(metadata("2A", "04.00", ""), "MTD_MSIL2A.xml", {}),
                      Catch::Contains("is the product whole?"));
}

TEST_CASE("XML elements are found with attributes, without prefixes and comments") {
    const std::string text = "<r><!-- <a>0</a> --><n:a id='3' kind=\"x\"> 7 </n:a><a/></r>";
    const auto found = xml_elements(text, "a");
    REQUIRE(found.size() == 2);
    CHECK(found[0].attribute("id") == "3");
    CHECK(found[0].attribute("kind") == "x");
    CHECK(found[0].attribute("d").empty());
    CHECK(xml_text(text, "a") == "7");
}
