#include <catch2/catch.hpp>
#include <cmath>

#include "stages/cell_table.hpp"
#include "stages/compare_stretches.hpp"

using namespace borderlens;

namespace {

constexpr int built_up = 1;
constexpr int fields = 2;

/// Two towns, each in bins of its own along the line: built-up pixels of 100 in each bin.
SideCells cells_of(const std::vector<double>& on_a, const std::vector<double>& on_b) {
    SideCells cells;
    cells.names.legend = {{built_up, "built_up", {}}, {fields, "fields", {}}};
    cells.cell_km = 0.1;
    cells.years = {2020.0};
    cells.periods.push_back({"2020", {}});
    const auto add = [&](int side, int town, Index first_bin, const std::vector<double>& pixels) {
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            CellSums cell;
            cell.pixels = 100.0;
            cell.class_px = {{built_up, pixels[i]}, {fields, 100.0 - pixels[i]}};
            cells.periods.back().cells[{side, town, first_bin + static_cast<Index>(i)}] = cell;
        }
    };
    add(0, 0, 0, on_a);
    add(1, 1, 50, on_b);
    return cells;
}

Town town_named(const char* name, const char* side) {
    return {name, side, {}, Raster<std::uint8_t>(Grid("", {0, 0}, 10, 10, 1, 1)), 1.0};
}

const std::vector<Town> towns = {town_named("West", "a"), town_named("East", "b")};

}  // namespace

TEST_CASE("a town is compared with one that lies elsewhere across the line") {
    const std::vector<BorderVariogram> independent(2, {1.0, 0.0, 0.0, 0.1});
    const SideCells cells = cells_of({60, 70, 80, 50, 65, 75, 55, 65}, {20, 30, 10, 20, 25, 15});
    const Table pairs = town_pair_table(cells, towns, independent);
    REQUIRE(pairs.rows() == 2);  // a row a class
    CHECK(pairs.texts("town_a")[0] == "West");
    CHECK(pairs.texts("town_b")[0] == "East");
    CHECK(pairs.numbers("difference")[0] == Approx(0.65 - 0.2));
    CHECK(pairs.numbers("difference_low")[0] > 0.3);
    CHECK(pairs.numbers("difference_high")[0] < 0.6);
    CHECK(pairs.numbers("n_a")[0] == 800.0);
    CHECK(pairs.numbers("n_b")[0] == 600.0);

    SECTION("its own limits are those it has by itself") {
        const Table alone = unit_table(cells, names_of(towns), independent);
        for (const auto& [row, side] : {std::pair{0, "a"}, std::pair{2, "b"}}) {
            const std::string column = side;
            const std::size_t i = static_cast<std::size_t>(row);
            CHECK(alone.texts("side")[i] == column);
            CHECK(alone.numbers("value")[i] == pairs.numbers(column)[0]);
            CHECK(alone.numbers("low")[i] == pairs.numbers(column + "_low")[0]);
            CHECK(alone.numbers("high")[i] == pairs.numbers(column + "_high")[0]);
        }
    }
    SECTION("the difference's variance is the sum of both") {
        // Student's 97.5 % point of Welch's degrees of freedom times the root of the sum.
        const double variance_a = 0.00875 / 7.0, variance_b = 0.025 / 6.0 / 5.0;
        const double half =
            0.5 * (pairs.numbers("difference_high")[0] - pairs.numbers("difference_low")[0]);
        const double t = half / std::sqrt(variance_a + variance_b);
        CHECK(t == Approx(2.18).margin(0.002));  // 12 degrees of freedom
    }
}

TEST_CASE("towns of one side are not compared with each other") {
    const std::vector<BorderVariogram> independent(2, {1.0, 0.0, 0.0, 0.1});
    const std::vector<Town> neighbours = {town_named("West", "a"), town_named("Next", "a")};
    CHECK(town_pair_table(cells_of({60, 70, 80}, {20, 30, 10}), neighbours, independent).rows() ==
          0);
}

TEST_CASE("where no town is found the table of cells has its columns and no row") {
    const CellNames names{{{built_up, "built_up", {}}}, {}};
    const Table none = cell_table({{"2020", {}}}, names);
    CHECK(none.rows() == 0);
    CHECK(none.has("px_built_up"));
    CHECK(none.has("filled_px"));
    CHECK(cells_of(none, names).empty());
}
