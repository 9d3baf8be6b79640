#include <catch2/catch.hpp>

#include "change/break_table.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

TEST_CASE("ccdc_sample_1: the reference program's segments") {
    const std::string folder = std::string(BORDERLENS_SHARED_DIR) + "/conformance/ccdc_sample_1/";
    if (!file_exists(folder + "observations.csv")) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    const QualifiedSeries series =
        series_of(read_table(folder + "observations.csv"), QualityCode::cfmask, 0);
    const auto segments = segments_of(series, {});
    const Document expected = read_json(folder + "expected.json");
    const Document& wanted = expected.at("segments");
    REQUIRE(static_cast<Index>(segments.size()) == wanted.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Document& one = wanted[static_cast<Index>(i)];
        CHECK(segments[i].start_day == one.at("start_day").as_number());
        CHECK(segments[i].end_day == one.at("end_day").as_number());
        CHECK(segments[i].probability == one.at("change_probability").as_number());
        CHECK(static_cast<Index>(segments[i].kind) == one.at("curve_qa").as_integer());
        CHECK(segments[i].observations == one.at("observation_count").as_integer());
        for (std::size_t band = 0; band < series.all.bands.size(); ++band) {
            const Document& fit = one.at(series.all.bands[band]);
            CHECK(segments[i].fits[band].rmse == Approx(fit.at("rmse").as_number()).epsilon(0.02));
        }
    }
}
