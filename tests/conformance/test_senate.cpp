#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "comparison/discontinuity.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

namespace {

const std::string folder = std::string(BORDERLENS_SHARED_DIR) + "/conformance/senate";

bool here() {
    if (std::filesystem::exists(folder)) return true;
    WARN("skipped: " << folder << " is not there");
    return false;
}

DiscontinuityData senate(const std::vector<std::string>& covariates = {}) {
    const Table table = read_table(folder + "/input.csv");
    DiscontinuityData data;
    data.outcome = table.numbers("vote");
    data.distance = table.numbers("margin");
    for (const auto& name : covariates) data.covariates.push_back(table.numbers(name));
    std::vector<Index> whole;
    for (Index i = 0; i < table.rows(); ++i) {
        bool complete = !std::isnan(data.outcome[i]) && !std::isnan(data.distance[i]);
        for (const auto& covariate : data.covariates)
            complete = complete && !std::isnan(covariate[i]);
        if (complete) whole.push_back(i);
    }
    return rows_of(data, whole);
}

void check_row(const EffectEstimate& found, const Document& expected, Index row) {
    CHECK(found.estimate == Approx(expected.at("coef")[row].as_number()).epsilon(1e-9));
    CHECK(found.se == Approx(expected.at("se")[row].as_number()).epsilon(1e-9));
    CHECK(found.z == Approx(expected.at("z")[row].as_number()).epsilon(1e-9));
    CHECK(found.p == Approx(expected.at("pv")[row].as_number()).epsilon(1e-8));
    CHECK(found.ci_low == Approx(expected.at("ci")[row][0].as_number()).epsilon(1e-9));
    CHECK(found.ci_high == Approx(expected.at("ci")[row][1].as_number()).epsilon(1e-9));
}

}  // namespace

TEST_CASE("the border effect agrees with the published Senate example") {
    if (!here()) return;
    const Document document = read_json(folder + "/expected.json");
    const Document& expected = document.at("default");
    const DiscontinuityResult found = estimate_discontinuity(senate(), {});
    const Document& widths = expected.at("bws");
    CHECK(found.bandwidths.h_left == Approx(widths[0][0].as_number()).epsilon(1e-9));
    CHECK(found.bandwidths.h_right == Approx(widths[0][1].as_number()).epsilon(1e-9));
    CHECK(found.bandwidths.b_left == Approx(widths[1][0].as_number()).epsilon(1e-9));
    CHECK(found.bandwidths.b_right == Approx(widths[1][1].as_number()).epsilon(1e-9));
    CHECK(found.n_left == expected.at("N")[0].as_integer());
    CHECK(found.n_right == expected.at("N")[1].as_integer());
    CHECK(found.n_h_left == expected.at("N_h")[0].as_integer());
    CHECK(found.n_h_right == expected.at("N_h")[1].as_integer());
    CHECK(found.n_b_left == expected.at("N_b")[0].as_integer());
    CHECK(found.n_b_right == expected.at("N_b")[1].as_integer());
    check_row(found.conventional, expected, 0);
    check_row(found.bias_corrected, expected, 1);
    check_row(found.robust, expected, 2);
}

// The numbers below are those the peer's maintainers publish in their own regression tests.
TEST_CASE("other settings agree with the numbers the peer's maintainers publish for the Senate") {
    if (!here()) return;
    const DiscontinuityData data = senate();

    SECTION("a given bandwidth") {
        DiscontinuityOptions options;
        options.bandwidths = Bandwidths{15, 15, 15, 15};
        const DiscontinuityResult found = estimate_discontinuity(data, options);
        CHECK(found.conventional.estimate == Approx(7.48728585809499).epsilon(1e-10));
        CHECK(found.conventional.se == Approx(1.55973178848191).epsilon(1e-10));
        CHECK(found.robust.estimate == Approx(9.08562818492005).epsilon(1e-10));
        CHECK(found.robust.se == Approx(2.24067206402775).epsilon(1e-10));
        CHECK(found.n_h_left == 319);
        CHECK(found.n_h_right == 288);
    }
    SECTION("a kink with the Epanechnikov kernel and HC3") {
        DiscontinuityOptions options;
        options.bandwidths = Bandwidths{15, 15, 15, 15};
        options.order = 2;
        options.derivative = 1;
        options.kernel = Kernel::epanechnikov;
        options.variance = Variance::hc3;
        const DiscontinuityResult found = estimate_discontinuity(data, options);
        CHECK(found.conventional.estimate == Approx(1.91767244605116).epsilon(1e-9));
        CHECK(found.conventional.se == Approx(0.779215462267211).epsilon(1e-9));
        CHECK(found.robust.estimate == Approx(3.31534165956668).epsilon(1e-9));
        CHECK(found.robust.se == Approx(1.86452219485337).epsilon(1e-9));
    }
    SECTION("a bandwidth a side") {
        DiscontinuityOptions options;
        options.rule = BandwidthRule::msetwo;
        const Bandwidths found = estimate_discontinuity(data, options).bandwidths;
        // The peer widens one pilot by a relative 1.5e-8, which moves these by a few 1e-7.
        CHECK(found.h_left == Approx(16.1698198341379).epsilon(1e-6));
        CHECK(found.h_right == Approx(18.1264687019701).epsilon(1e-6));
        CHECK(found.b_left == Approx(27.1038896746599).epsilon(1e-6));
        CHECK(found.b_right == Approx(29.3435621754159).epsilon(1e-6));
    }
    SECTION("the coverage-error-optimal bandwidth") {
        DiscontinuityOptions options;
        options.rule = BandwidthRule::cerrd;
        const Bandwidths found = estimate_discontinuity(data, options).bandwidths;
        CHECK(found.h_left == Approx(12.4067764533495).epsilon(1e-6));
        CHECK(found.b_left == Approx(28.0280885876685).epsilon(1e-6));
    }
    SECTION("covariates with HC1") {
        DiscontinuityOptions options;
        options.variance = Variance::hc1;
        const DiscontinuityResult found =
            estimate_discontinuity(senate({"termshouse", "termssenate", "population"}), options);
        CHECK(found.bandwidths.h_left == Approx(17.976890).epsilon(1e-7));
        CHECK(found.bandwidths.b_left == Approx(28.963712).epsilon(1e-7));
        CHECK(found.n_left == 491);
        CHECK(found.n_right == 617);
        CHECK(found.distinct_left == 491);
        CHECK(found.distinct_right == 580);
    }
}
