#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "comparison/change_measures.hpp"
#include "comparison/expansion_measures.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

namespace {

/// Two rows: side a (1 km above the line), side b; ten columns of 1 km along the border.
Raster<float> distances(const Grid& grid) {
    Raster<float> distance(grid);
    for (Index col = 0; col < 10; ++col) {
        distance(0, col) = 1000.0F;
        distance(1, col) = -1000.0F;
    }
    return distance;
}

Raster<float> places(const Grid& grid) {
    Raster<float> along(grid);
    for (Index row = 0; row < 2; ++row)
        for (Index col = 0; col < 10; ++col)
            along(row, col) = 1000.0F * static_cast<float>(col) + 500.0F;
    return along;
}

const Measure& find(const std::vector<Measure>& measures, const std::string& side,
                    const std::string& band, const std::string& period, const std::string& metric) {
    for (const Measure& one : measures)
        if (one.side == side && one.band == band && one.period == period && one.metric == metric)
            return one;
    throw internal_error("no row {} {} {} {}", side, band, period, metric);
}

ChangeLabels labels() {
    ChangeLabels labels;
    labels.classes = {"open", "built"};
    labels.periods = {"2010", "2014", "2016"};
    labels.years = {2010.0, 2014.0, 2016.0};
    labels.bands = {"0-2", "2-5"};
    labels.cell_km = 1.0;
    labels.pixel_area_m2 = 1e6;
    return labels;
}

}  // namespace

TEST_CASE("speed of change is a share of what it starts from, a year") {
    // Side a: 2 of 10 cells become built in four years, then none; side b: none, then one is lost.
    const auto first = draw({"1111111111", "1111111122"});
    const auto second = draw({"1111112211", "1111111122"});
    const auto third = draw({"1111112211", "1111111112"});
    const Raster<float> distance = distances(first.grid()), along = places(first.grid());
    const ChangeCells cells =
        sum_change_cells({first, second, third}, {1, 2}, distance, along, {0, 2, 5}, 1.0);
    const auto measures = change_measures(cells, labels());
    const auto value = [&](const char* side, const char* period, const char* metric) {
        return find(measures, side, "all", period, metric).value;
    };
    CHECK(value("a", "2010-2014", "annual_change") == Approx(0.2 / 4));
    CHECK(value("a", "2014-2016", "annual_change") == 0.0);
    CHECK(value("a", "2010-2016", "uniform_annual_change") == Approx(0.2 / 6));
    CHECK(value("b", "2014-2016", "annual_change") == Approx(0.1 / 2));
    CHECK(value("a", "2010-2014", "gain_built") == Approx(2.0));
    CHECK(value("a", "2010-2014", "loss_open") == Approx(2.0));
    CHECK(value("a", "2010-2014", "gain_intensity_built") == Approx(1.0 / 4));
    CHECK(value("a", "2010-2014", "loss_intensity_open") == Approx(2.0 / 10 / 4));
    CHECK(value("b", "2014-2016", "loss_intensity_built") == Approx(1.0 / 2 / 2));
    CHECK(value("a", "2010-2014", "transition_intensity_open_to_built") == Approx(0.2 / 4));
    CHECK(value("a", "2010-2014", "uniform_transition_built") == Approx(0.2 / 4));
    CHECK(value("a", "2010-2014", "quantity") == Approx(0.2));
    CHECK(value("a", "2010-2014", "exchange") == 0.0);
    // Nothing lies in the outer band.
    CHECK(std::isnan(find(measures, "a", "2-5", "2010-2014", "annual_change").value));
    const Measure& change = find(measures, "a", "all", "2010-2014", "annual_change");
    CHECK(change.low < change.value);
    CHECK(change.high > change.value);
    CHECK(change.n == 10.0);
}

TEST_CASE("cells of two tiles add to those of both together") {
    const auto then = draw({"1112111111", "1111111122"});
    const auto now = draw({"1111112211", "1111.11122"});
    const Raster<float> distance = distances(then.grid()), along = places(then.grid());
    const auto whole = sum_change_cells({then, now}, {1, 2}, distance, along, {0, 2}, 2.0);
    ChangeCells sum;
    for (Index row = 0; row < 2; ++row) {
        const auto part = [&](const auto& raster) {
            auto cut = raster;
            for (Index col = 0; col < 10; ++col) cut(1 - row, col) = 0;
            return cut;
        };
        sum += sum_change_cells({part(then), part(now)}, {1, 2}, distance, along, {0, 2}, 2.0);
    }
    CHECK(sum.counts == whole.counts);
}

TEST_CASE("growth of a side counts its own patches and inhabitants") {
    ExpansionInterval interval;
    interval.period = "2010-2020";
    interval.years = 10.0;
    NewPatch infill{4, 9, 1, 90.0, ExpansionType::infill};
    NewPatch outlying{2, 0, 10, 0.0, ExpansionType::outlying};
    interval.patches = {{0, 0, infill}, {0, 1, outlying}, {1, 0, outlying}};
    interval.built[{0, 0}] = {10, 14, 100};
    interval.built[{0, 1}] = {2, 4, 100};
    interval.built[{1, 0}] = {0, 2, 100};
    interval.population_before[0] = 1000, interval.population_after[0] = 2000;
    interval.population_before[1] = interval.population_after[1] = std::nan("");
    const auto measures = expansion_measures({interval}, {"0-2", "2-5"}, 1e6);
    const auto value = [&](const char* side, const char* band, const char* metric) {
        return find(measures, side, band, "2010-2020", metric).value;
    };
    CHECK(value("a", "all", "built_before") == 12.0);
    CHECK(value("a", "all", "land_consumption_rate") == Approx(6.0 / 12 / 10));
    CHECK(value("a", "all", "lcrpgr") == Approx(0.05 / (std::log(2.0) / 10)));
    CHECK(value("a", "0-2", "new_patches_infill") == 1.0);
    CHECK(value("a", "2-5", "new_area_outlying") == 2.0);
    CHECK(value("a", "all", "area_weighted_expansion_index") == Approx(90.0 * 4 / 6));
    CHECK(std::isnan(value("b", "all", "land_consumption_rate")));
    CHECK_THROWS(find(measures, "b", "all", "2010-2020", "lcrpgr"));
}

TEST_CASE("inhabitants between two years grow at a constant rate") {
    Table table;
    table.set("side", std::vector<std::string>{"a", "a", "b"});
    table.set("year", std::vector<double>{2010, 2020, 2015});
    table.set("population", std::vector<double>{100, 400, 50});
    const SidePopulation population(table);
    CHECK(population.at(0, 2015) == Approx(200.0));
    CHECK(population.at(1, 2015) == 50.0);
    CHECK(std::isnan(population.at(0, 2009)));
    CHECK(std::isnan(population.at(1, 2016)));
    table.set("side", std::vector<std::string>{"a", "c", "b"});
    CHECK_THROWS_WITH(SidePopulation(table), Catch::Contains("side is 'c'"));
}
