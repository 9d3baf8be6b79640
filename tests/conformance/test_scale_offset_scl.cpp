#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "imagery/quality.hpp"
#include "imagery/scene_safe.hpp"
#include "imagery/sensors.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

TEST_CASE("scale, offset and scene classes agree with the published tables") {
    const std::string path = BORDERLENS_SHARED_DIR "/conformance/scale_offset_scl/expected.json";
    if (!file_exists(path)) {
        WARN("skipped: " << path << " is not here");
        return;
    }
    const Document expected = read_json(path);
    const Sensor& landsat = sensor_named("landsat-8");
    for (Index i = 0; i < expected.at("landsat_c2_l2").at("cases").size(); ++i) {
        const Document& one = expected.at("landsat_c2_l2").at("cases")[i];
        const double number = one.at("dn").as_number();
        CHECK(number * landsat.product_scale + landsat.product_offset ==
              Approx(one.at("sr").as_number()).margin(1e-9));
    }
    const Document& sentinel = expected.at("sentinel2_l2a");
    for (Index i = 0; i < sentinel.at("cases").size(); ++i) {
        const Document& one = sentinel.at("cases")[i];
        const double number = one.at("dn").as_number(),
                     scale = sensor_named("sentinel-2").product_scale;
        CHECK((number + offset_of_baseline("03.01")) * scale ==
              Approx(one.at("before_04_00").as_number()).margin(1e-9));
        CHECK((number + offset_of_baseline("04.00")) * scale ==
              Approx(one.at("from_04_00").as_number()).margin(1e-9));
    }
    for (const auto& [code, meaning] : expected.at("scl").members()) {
        const std::string& text = meaning.as_text();
        const bool bad = text == "no data" || text.find("saturated") == 0 ||
                         text.find("cloud") == 0 || text.find("cirrus") != std::string::npos;
        CHECK(is_bad(MaskKind::scl, std::stod(code), {}) == bad);
    }
}
