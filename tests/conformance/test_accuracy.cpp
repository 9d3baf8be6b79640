#include <catch2/catch.hpp>
#include <cstdlib>

#include "base/error.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "learning/accuracy_table.hpp"

using namespace borderlens;

namespace {

const std::string shared = std::string(BORDERLENS_SHARED_DIR) + "/conformance/";

bool missing(const std::string& path) {
    if (file_exists(path)) return false;
    WARN("skipped: " << path << " is not there");
    return true;
}

std::vector<std::string> texts_of(const Document& list) {
    std::vector<std::string> texts;
    for (const auto& member : list.members())
        texts.push_back(member.second.is_text() ? member.second.as_text()
                                                : to_text(member.second.as_number()));
    return texts;
}

}  // namespace

TEST_CASE("olofsson2014_table8: published estimates and intervals") {
    const std::string folder = shared + "olofsson2014_table8/";
    if (missing(folder + "samples.csv")) return;
    const Table samples = read_table(folder + "samples.csv");
    const Table strata = read_table(folder + "strata.csv");
    const Accuracy result = assess_accuracy(accuracy_sample_of(samples, &strata, {}));
    const Document expected = read_json(folder + "expected.json");
    CHECK(result.overall.value == Approx(expected.at("OA").as_number()).margin(1e-6));
    CHECK(result.overall.high() - result.overall.value ==
          Approx(expected.at("CI_OA").as_number()).margin(1e-6));
    const auto users = expected.at("UA").as_numbers(), producers = expected.at("PA").as_numbers();
    const auto ci_users = expected.at("CI_UA").as_numbers();
    const auto ci_producers = expected.at("CI_PA").as_numbers();
    const auto area = expected.at("area_ha").as_numbers();
    const auto ci_area = expected.at("CI_area_ha").as_numbers();
    REQUIRE(result.classes == expected.at("classes").as_texts());
    const double pixel_ha = 0.09;
    for (std::size_t c = 0; c < 4; ++c) {
        CHECK(result.users[c].value == Approx(users[c]).margin(1e-6));
        CHECK(result.users[c].se * z_of_95_percent == Approx(ci_users[c]).margin(1e-6));
        CHECK(result.producers[c].value == Approx(producers[c]).margin(1e-6));
        CHECK(result.producers[c].se * z_of_95_percent == Approx(ci_producers[c]).margin(1e-6));
        CHECK(result.area_pixels[c].value * pixel_ha == Approx(area[c]).margin(0.1));
        CHECK(result.area_pixels[c].se * pixel_ha * z_of_95_percent ==
              Approx(ci_area[c]).margin(0.1));
    }
}

TEST_CASE("olofsson_edge_cases: trivial truths hold and errors are reported") {
    const std::string path = shared + "olofsson_edge_cases/cases.json";
    if (missing(path)) return;
    const Document cases = read_json(path);
    for (const auto& entry : cases.members()) {
        const Document& item = entry.second;
        INFO(item.at("name").as_text());
        Table samples, strata;
        samples.set("map", texts_of(item.at("m")));
        samples.set("reference", texts_of(item.at("r")));
        std::vector<std::string> names;
        std::vector<double> pixels;
        for (const auto& [name, size] : item.at("Nh").members()) {
            names.push_back(name);
            pixels.push_back(size.as_number());
        }
        strata.set("class", names);
        strata.set("pixels", pixels);
        const auto assess = [&] {
            return assess_accuracy(accuracy_sample_of(samples, &strata, {}));
        };
        const Document& expected = item.at("expected");
        if (expected.is_text()) {
            CHECK_THROWS_AS(assess(), Error);
            continue;
        }
        const Accuracy result = assess();
        CHECK(result.overall.value == expected.at("OA").as_number());
        if (expected.find("SE_OA") != nullptr) CHECK(result.overall.se == 0.0);
        for (std::size_t c = 0; c < result.classes.size(); ++c) {
            if (const Document* users = expected.find("UA"))
                CHECK(result.users[c].value == users->at(result.classes[c]).as_number());
            if (const Document* producers = expected.find("PA"))
                CHECK(result.producers[c].value == producers->at(result.classes[c]).as_number());
        }
    }
}

TEST_CASE("pontius_quantity_exchange_shift: components of difference, counted and adjusted") {
    const std::string path = shared + "pontius_quantity_exchange_shift/expected.json";
    if (missing(path)) return;
    const Document expected = read_json(path);
    const auto check = [](const SquareMatrix& matrix, const Document& answer) {
        const DifferenceComponents parts = difference_components(matrix);
        const Document& overall = answer.at("overall");
        CHECK(parts.overall.quantity == Approx(overall.at("quantity").as_number()).margin(1e-9));
        CHECK(parts.overall.exchange == Approx(overall.at("exchange").as_number()).margin(1e-9));
        CHECK(parts.overall.shift == Approx(overall.at("shift").as_number()).margin(1e-9));
        for (const char* name : {"quantity", "exchange", "shift"}) {
            const auto numbers = answer.at("category").at(name).as_numbers();
            for (std::size_t c = 0; c < numbers.size(); ++c) {
                const DifferenceParts& found = parts.by_class[c];
                const double value = std::string(name) == "quantity"   ? found.quantity
                                     : std::string(name) == "exchange" ? found.exchange
                                                                       : found.shift;
                CHECK(value == Approx(numbers[c]).margin(1e-9));
            }
        }
    };
    const auto matrix_of = [](const Document& rows) {
        SquareMatrix matrix;
        for (const auto& row : rows.members()) matrix.push_back(row.second.as_numbers());
        return matrix;
    };
    check(matrix_of(expected.at("crosstab_rows_comparison_cols_reference")), expected.at("pixels"));
    check(matrix_of(expected.at("population_adjusted").at("matrix")),
          expected.at("population_adjusted"));
}

TEST_CASE("the accuracy command answers with the contract's keys") {
    const std::string folder = shared + "olofsson2014_table8/";
    if (missing(folder + "samples.csv")) return;
    const std::string out = "/tmp/borderlens_test_accuracy.json";
    const std::string line = std::string(BORDERLENS_PROGRAM) + " accuracy --samples " + folder +
                             "samples.csv --strata " + folder + "strata.csv --overwrite --out " +
                             out;
    REQUIRE(std::system(line.c_str()) == 0);
    const Document answer = read_json(out);
    CHECK(answer.at("overall").at("value").as_number() == Approx(0.9465118881118881));
    CHECK(answer.at("users").at("Forest gain").at("se").as_number() ==
          Approx(0.051406640063737324));
    CHECK(answer.at("area_pixels").at("Deforestation").at("low").as_number() <
          answer.at("area_pixels").at("Deforestation").at("high").as_number());
    CHECK(answer.at("confusion")[0][0].as_number() == 66.0);
    for (const char* key : {"quantity", "exchange", "shift"}) CHECK(answer.at(key).is_number());
    remove_file(out);
}
