#include <catch2/catch.hpp>

#include "imagery/harmonisation.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

TEST_CASE("band adjustments agree with the published coefficients") {
    const std::string path =
        BORDERLENS_SHARED_DIR "/conformance/harmonisation_coefficients/expected.json";
    if (!file_exists(path)) {
        WARN("skipped: " << path << " is not here");
        return;
    }
    const Document expected = read_json(path);
    const std::vector<std::string> bands = expected.at("bands").as_texts();
    const auto check = [&](const char* set, const char* from, const char* to, const char* fit) {
        const Document& values = expected.at("roy2016_surface_reflectance").at(set);
        const auto rows = band_adjustments(from, to, fit);
        for (std::size_t i = 0; i < bands.size(); ++i) {
            const Index at = static_cast<Index>(i);
            bool found = false;
            for (const BandAdjustment& row : rows) {
                if (role_name(row.role) != bands[i]) continue;
                found = true;
                CHECK(row.slope == Approx(values.at("slope")[at].as_number()).margin(1e-9));
                CHECK(row.slope * values.at("apply_to")[at].as_number() + row.intercept ==
                      Approx(values.at("result")[at].as_number()).margin(1e-9));
            }
            CHECK(found);
        }
    };
    check("etm_to_oli_ols", "landsat-7", "landsat-8", "ols");
    check("oli_to_etm_ols", "landsat-8", "landsat-7", "ols");
    check("etm_to_oli_rma", "landsat-7", "landsat-8", "rma");
}
