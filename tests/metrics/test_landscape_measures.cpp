#include <catch2/catch.hpp>

#include "base/random.hpp"
#include "metrics/landscape_measures.hpp"
#include "raster/blocks.hpp"
#include "raster/code_mosaic.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

TEST_CASE("patches go on across tile borders of a mosaic") {
    Raster<ClassCode> whole(Grid("", {0, 0}, 10, 10, 30, 40));
    Random random(6);
    for (ClassCode& code : whole.values()) code = static_cast<ClassCode>(random.below(3));
    std::vector<Raster<ClassCode>> parts;
    std::vector<CodeTile> tiles;
    for (const Block& block : blocks_of(whole.grid().window(), 16, 0)) {
        Raster<ClassCode> part(whole.grid().crop(block.core));
        for (Index r = 0; r < part.rows(); ++r)
            for (Index c = 0; c < part.cols(); ++c)
                part(r, c) = whole(block.core.row0 + r, block.core.col0 + c);
        parts.push_back(std::move(part));
    }
    for (const Block& block : blocks_of(whole.grid().window(), 16, 0))
        tiles.push_back({block.core, code_source(parts[static_cast<std::size_t>(block.number)])});
    const MetricChoice choice;
    const auto expected =
        landscape_measures(measure_landscape(code_source(whole), choice.options({})), choice, {});
    const auto found = landscape_measures(
        measure_landscape(mosaic_of(30, 40, tiles), choice.options({}), {40 * 7, 0}), choice, {});
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].metric == expected[i].metric);
        CHECK(found[i].value == Approx(expected[i].value).epsilon(1e-12));
    }
}

TEST_CASE("measures name metric and class, carry a unit and leave undefined values out") {
    const MetricChoice choice{{"shdi"}, {"np", "enn_mn"}};
    const auto rows = landscape_measures(
        measure_landscape(code_source(draw({"AAB"})), choice.options({})), choice, {{1, "field"}});
    REQUIRE(rows.size() == 3);  // no class has two patches: no enn
    CHECK(rows[0].metric == "shdi");
    CHECK(rows[1].metric == "np field");
    CHECK(rows[2].metric == "np class 2");
    for (const Measure& row : rows) CHECK_FALSE(row.unit.empty());
}
