#include <catch2/catch.hpp>

#include "features/smoothing.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

TEST_CASE("Savitzky-Golay weights agree with the published tables") {
    const std::string path =
        BORDERLENS_SHARED_DIR "/conformance/savitzky_golay_tables/expected.json";
    if (!file_exists(path)) {
        WARN("skipped: " << path << " is not here");
        return;
    }
    const Document expected = read_json(path);
    for (const char* table : {"smoothing", "first_derivative"})
        for (Index i = 0; i < expected.at(table).size(); ++i) {
            const Document& one = expected.at(table)[i];
            const Index window = one.at("window").as_integer();
            const int derivative = std::string(table) == "smoothing" ? 0 : 1;
            const auto weights = savitzky_golay_weights(
                window / 2, static_cast<int>(one.at("order").as_integer()), derivative);
            const auto numerators = one.at("numerators").as_numbers();
            REQUIRE(weights.size() == numerators.size());
            for (std::size_t k = 0; k < weights.size(); ++k)
                CHECK(weights[k] ==
                      Approx(numerators[k] / one.at("norm").as_number()).margin(1e-10));
        }
}
