#include <catch2/catch.hpp>

#include "change/canonical.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "support/pixel_rows.hpp"

using namespace borderlens;

TEST_CASE("mad_canonical_correlations_linnerud: published canonical correlations") {
    const std::string folder =
        std::string(BORDERLENS_SHARED_DIR) + "/conformance/mad_canonical_correlations_linnerud/";
    if (!file_exists(folder + "x.csv")) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    const Table x = read_table(folder + "x.csv"), y = read_table(folder + "y.csv");
    std::vector<double> rows;
    for (std::size_t i = 0; i < static_cast<std::size_t>(x.rows()); ++i)
        for (const Table* table : {&x, &y})
            for (const Column& column : table->columns()) rows.push_back(column.numbers[i]);
    MomentSum sum(6);
    test::for_each_piece_of_rows(rows, 6,
                                 [&](const PixelPiece& piece, Index) { sum.add(piece, nullptr); });
    const auto transform = canonical_transform(sum.moments(), 3);
    const Document expected = read_json(folder + "expected.json");
    const auto correlations = expected.at("canonical_correlations").as_numbers();
    const auto variances = expected.at("mad_variances_2_1_minus_rho").as_numbers();
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(transform.correlations[i] == Approx(correlations[i]).margin(1e-6));
        CHECK(transform.variances[i] == Approx(variances[i]).margin(2e-6));
    }
    // The variates themselves have the variances that the correlations promise.
    const auto variates = test::apply_to_rows(linear_variates(transform), rows).values;
    for (std::size_t v = 0; v < 3; ++v) {
        double squares = 0.0;
        for (std::size_t i = 0; i < 20; ++i) squares += variates[i * 3 + v] * variates[i * 3 + v];
        CHECK(squares / 20.0 == Approx(transform.variances[v]).margin(1e-9));
    }
}
