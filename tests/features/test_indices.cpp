#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "features/formula.hpp"
#include "features/indices.hpp"
#include "imagery/role.hpp"

using namespace borderlens;

namespace {

/// Two pixels, a crop and bare soil, in every role; those of index_values.csv.
FeatureStack samples() {
    const std::vector<std::pair<std::string, std::vector<float>>> bands = {
        {"coastal", {0.043f, 0.121f}},    {"blue", {0.051f, 0.142f}},
        {"green", {0.083f, 0.187f}},      {"red", {0.072f, 0.231f}},
        {"red_edge1", {0.121f, 0.252f}},  {"red_edge2", {0.253f, 0.271f}},
        {"red_edge3", {0.301f, 0.283f}},  {"nir", {0.324f, 0.296f}},
        {"nir_narrow", {0.337f, 0.301f}}, {"swir1", {0.214f, 0.352f}},
        {"swir2", {0.131f, 0.318f}},      {"thermal", {301.5f, 314.2f}}};
    FeatureStack stack;
    stack.values = Raster<float>(Grid("", {0, 0}, 1, 1, 1, 2), static_cast<Index>(bands.size()));
    for (const auto& [name, values] : bands) {
        const Index band = static_cast<Index>(stack.names.size());
        stack.values(band, 0, 0) = values[0];
        stack.values(band, 0, 1) = values[1];
        stack.names.push_back(name);
    }
    return stack;
}

double value(const std::string& formula, std::vector<double> inputs = {}) {
    return Formula(formula).evaluate(inputs);
}

}  // namespace

TEST_CASE("formulas follow the rules of arithmetic") {
    CHECK(value("1 + 2 * 3") == 7.0);
    CHECK(value("(1 + 2) * 3") == 9.0);
    CHECK(value("2 ** 3 ** 2") == 512.0);
    CHECK(value("-2 ** 2") == -4.0);
    CHECK(value("2 ** -1") == 0.5);
    CHECK(value("8 / 4 / 2") == 1.0);
    CHECK(value("7 - 4 - 2") == 1.0);
    CHECK(value("exp(0) + 1.5e-1") == 1.15);
    CHECK(value("a * a - b", {3.0, 2.0}) == 7.0);
    CHECK(std::isnan(value("1 / 0")));
    CHECK(std::isnan(value("(-1) ** 0.5")));
    CHECK_THROWS_WITH(value("1 +"), Catch::Contains("at character 4 expected a number"));
    CHECK_THROWS_WITH(value("(1"), Catch::Contains("expected ')'"));
    CHECK_THROWS_WITH(value("1 2"), Catch::Contains("expected an operator"));
}

TEST_CASE("every index gives the values of an independent evaluation of the catalogue") {
    std::ifstream file(BORDERLENS_SOURCE_DIR "/tests/features/index_values.csv");
    std::stringstream text;
    text << file.rdbuf();
    const Table expected = parse_csv(text.str(), "index_values.csv");
    const auto names = expected.texts("name");
    REQUIRE(names.size() >= 200);
    const FeatureStack bands = samples();
    for (std::size_t i = 0; i < names.size(); ++i) {
        INFO(names[i]);
        const FeatureStack result = compute_indices(bands, {names[i]});
        const double wanted[] = {expected.numbers("first")[i], expected.numbers("second")[i]};
        for (Index pixel = 0; pixel < 2; ++pixel) {
            const double found = static_cast<double>(result.values(0, 0, pixel));
            if (std::isnan(wanted[pixel])) {
                CHECK(std::isnan(found));
                continue;
            }
            // Bands are floats here and doubles there: differences of nearly equal bands amplify
            // the last digit.
            CHECK(found == Approx(wanted[pixel]).epsilon(2e-5).margin(1e-6));
        }
    }
}

TEST_CASE("every index of the registry has formula, unit, source and a reference value") {
    std::set<std::string> names;
    CHECK(all_indices().size() >= 60);
    const FeatureStack bands = samples();
    for (const SpectralIndex& index : all_indices()) {
        INFO(index.name);
        CHECK(names.insert(std::string(index.name)).second);
        CHECK_FALSE(index.title.empty());
        CHECK_FALSE(index.unit.empty());
        CHECK_FALSE(index.source.empty());
        CHECK_FALSE(roles_of(index).empty());
        CHECK_NOTHROW(compute_indices(bands, {std::string(index.name)}));
    }
}

TEST_CASE("kernel NDVI is the hyperbolic tangent of the scaled difference") {
    // (1 - k) / (1 + k) with k = exp(-2 t) is tanh t; t = (0.324 - 0.072)^2 / (4 * 0.25)
    const FeatureStack result = compute_indices(samples(), {"kNDVI", "ndvi", "SAVI"}, {{"L", 0.5}});
    CHECK(result.values(0, 0, 0) == Approx(std::tanh(0.252 * 0.252)).epsilon(1e-5));
    CHECK(result.names[1] == "NDVI");
    CHECK(result.values(1, 0, 0) == Approx(0.252 / 0.396).epsilon(1e-6));
    // SAVI with L = 0.5: 1.5 * 0.252 / 0.896
    CHECK(result.values(2, 0, 0) == Approx(1.5 * 0.252 / 0.896).epsilon(1e-6));
}

TEST_CASE("missing bands, unknown indices and constants are answered") {
    FeatureStack bands = samples();
    bands.names = {"coastal", "blue", "green",      "red", "x1", "x2",
                   "x3",      "x4",   "nir_narrow", "x5",  "x6", "x7"};
    CHECK_THROWS_WITH(compute_indices(bands, {"NDBI"}), Catch::Contains("needs the band 'swir1'"));
    CHECK_NOTHROW(compute_indices(bands, {"NDVI"}));  // nir_narrow stands in
    CHECK_THROWS_WITH(compute_indices(bands, {"NDXI"}), Catch::Contains("is it one of:"));
    CHECK_THROWS_WITH(compute_indices(bands, {"NDVI"}, {{"Q", 1.0}}),
                      Catch::Contains("'Q' is no constant"));
}
