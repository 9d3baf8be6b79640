#include <catch2/catch.hpp>

#include "imagery/quality.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

TEST_CASE("every listed QA_PIXEL value is decoded as published") {
    const std::string path = BORDERLENS_SHARED_DIR "/conformance/landsat_c2_qa_pixel/expected.json";
    if (!file_exists(path)) {
        WARN("skipped: " << path << " is not here");
        return;
    }
    const Document expected = read_json(path);
    CHECK(expected.size() >= 20);
    for (const auto& listed : expected.members()) {
        INFO("QA_PIXEL " << listed.first);
        const QaPixel qa = decode_qa_pixel(static_cast<std::uint32_t>(std::stoul(listed.first)));
        const auto field = [&](const char* name) {
            return static_cast<int>(listed.second.at(name).as_integer());
        };
        CHECK(qa.fill == (field("fill") != 0));
        CHECK(qa.dilated_cloud == (field("dilated_cloud") != 0));
        CHECK(qa.cirrus == (field("cirrus") != 0));
        CHECK(qa.cloud == (field("cloud") != 0));
        CHECK(qa.cloud_shadow == (field("cloud_shadow") != 0));
        CHECK(qa.snow == (field("snow") != 0));
        CHECK(qa.clear == (field("clear") != 0));
        CHECK(qa.water == (field("water") != 0));
        CHECK(qa.cloud_confidence == field("cloud_conf"));
        CHECK(qa.shadow_confidence == field("shadow_conf"));
        CHECK(qa.snow_confidence == field("snow_conf"));
        CHECK(qa.cirrus_confidence == field("cirrus_conf"));
    }
}
