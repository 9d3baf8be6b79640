#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "change/intensity.hpp"
#include "change/pair_counts.hpp"

using namespace borderlens;

namespace {

constexpr std::int32_t none = -1;

Raster<std::int32_t> codes(std::vector<std::int32_t> values, Index rows) {
    const Index cols = static_cast<Index>(values.size()) / rows;
    return Raster<std::int32_t>(Grid("", {0, 0}, 10, 10, rows, cols), 1, std::move(values));
}

}  // namespace

TEST_CASE("only cells with a class at every date are counted") {
    const auto counts = count_transitions(
        {codes({1, 1, 2, none}, 2), codes({1, 2, 2, 1}, 2), codes({1, none, 1000, 1}, 2)}, nullptr,
        none);
    const auto& intervals = counts.zones.at(0);
    REQUIRE(intervals.size() == 2);
    CHECK(intervals[0] == PairCounts{{{1, 1}, 1}, {{2, 2}, 1}});
    CHECK(intervals[1] == PairCounts{{{1, 1}, 1}, {{2, 1000}, 1}});
    CHECK(codes_of(counts) == std::vector<std::int32_t>{1, 2, 1000});
}

TEST_CASE("two halves of a map add up to the whole, zone by zone") {
    const std::vector<std::int32_t> before = {1, 2, 3, 1, 2, 3, 3, 3},
                                    after = {1, 1, 3, 2, 2, 1, 3, 2},
                                    zone = {7, 7, 8, 8, 7, none, 8, 8};
    const auto part = [&](std::size_t begin, std::size_t end) {
        const auto cut = [&](const std::vector<std::int32_t>& v) {
            return codes({v.begin() + static_cast<std::ptrdiff_t>(begin),
                          v.begin() + static_cast<std::ptrdiff_t>(end)},
                         1);
        };
        const auto zones = cut(zone);
        return count_transitions({cut(before), cut(after)}, &zones, none);
    };
    TransitionCounts sum = part(0, 3);
    sum += part(3, 8);
    CHECK(sum.zones == part(0, 8).zones);
    CHECK(sum.zones.at(8).at(0).at({3, 2}) == 1);
}

TEST_CASE("intensities of a worked landscape: shares per year on three levels") {
    // 100 cells, two classes and two intervals of 4 and 2 years.
    const IntensityAnalysis analysis =
        analyse_intensity({{{50, 10}, {5, 35}}, {{50, 5}, {0, 45}}}, {2000, 2004, 2006});
    const IntervalIntensity& first = analysis.intervals[0];
    CHECK(first.annual_change == Approx(0.15 / 4));
    CHECK(analysis.intervals[1].annual_change == Approx(0.05 / 2));
    CHECK(analysis.uniform_annual_change == Approx(0.20 / 6));
    CHECK(first.gain_intensity[0] == Approx(5.0 / 55 / 4));
    CHECK(first.gain_intensity[1] == Approx(10.0 / 45 / 4));
    CHECK(first.loss_intensity[0] == Approx(10.0 / 60 / 4));
    CHECK(first.transition_intensity[0][1] == Approx(10.0 / 60 / 4));
    CHECK(std::isnan(first.transition_intensity[0][0]));
    // Class 1 gains 10 from the 60 cells that were not class 1.
    CHECK(first.uniform_transition[1] == Approx(10.0 / 60 / 4));
    // Class 0 loses 10 to the 45 cells that end as something else.
    CHECK(first.uniform_transition_from[0] == Approx(10.0 / 45 / 4));
    CHECK(first.difference.overall.quantity == Approx(5));
    CHECK(first.difference.overall.exchange == Approx(10));
}

TEST_CASE("a class that is absent has no intensity") {
    const auto analysis = analyse_intensity({{{10, 0}, {0, 0}}}, {2000, 2001});
    CHECK(std::isnan(analysis.intervals[0].gain_intensity[1]));
    CHECK(analysis.intervals[0].gain_intensity[0] == 0.0);
}

TEST_CASE("years out of order and empty matrices are refused") {
    CHECK_THROWS_WITH(analyse_intensity({{{1}}}, {2005, 2000}), Catch::Contains("ascending"));
    CHECK_THROWS_WITH(analyse_intensity({{{0}}}, {2000, 2005}), Catch::Contains("overlap"));
}
