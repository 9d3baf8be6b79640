#include <catch2/catch.hpp>
#include <limits>

#include "base/csv.hpp"
#include "report/findings.hpp"

using namespace borderlens;

namespace {

const SideLabels sides{"Left", "Right"};

/// One metric of the whole zone in one period, with the interval of its difference.
Table comparison(double a, double b, double low, double high, const std::string& flag = "ok") {
    Table table;
    table.set("zone", std::vector<std::string>{"all"});
    table.set("band", std::vector<std::string>{"all"});
    table.set("period", std::vector<std::string>{"2020"});
    table.set("metric", std::vector<std::string>{"share_built_up"});
    table.set("a", std::vector<double>{a});
    table.set("b", std::vector<double>{b});
    table.set("difference_low", std::vector<double>{low});
    table.set("difference_high", std::vector<double>{high});
    table.set("quality_flag", std::vector<std::string>{flag});
    return table;
}

std::vector<std::string> sentences(const std::vector<NamedTable>& tables) {
    std::vector<std::string> said_all;
    for (const Finding& finding : findings_of(tables, sides))
        said_all.push_back(said(finding, Language::english));
    return said_all;
}

Table effect(double value, double low, double high, double placebo_p, double placebo_lines = 40.0) {
    Table table;
    table.set("zone", std::vector<std::string>{"all"});
    table.set("period", std::vector<std::string>{"2020"});
    table.set("metric", std::vector<std::string>{"ndvi_mean"});
    table.set("method", std::vector<std::string>{"distance"});
    table.set("effect", std::vector<double>{value});
    table.set("effect_low", std::vector<double>{low});
    table.set("effect_high", std::vector<double>{high});
    table.set("placebo_p", std::vector<double>{placebo_p});
    table.set("placebo_lines", std::vector<double>{placebo_lines});
    return table;
}

}  // namespace

TEST_CASE("a difference whose interval leaves out zero is told with its interval") {
    const auto told = sentences({{"comparison", "", comparison(0.10, 0.05, 0.02, 0.08)}});
    REQUIRE(told.size() == 1);
    CHECK(told[0] ==
          "In 2020 the built up share is higher on the side of Left (10.0\u00A0%) than on that of "
          "Right (5.0\u00A0%); "
          "the difference is 2.0 … 8.0 percentage points (95\u00A0% interval).");
}

TEST_CASE("where side b has more the interval is turned round") {
    const auto told = sentences({{"comparison", "", comparison(0.05, 0.10, -0.08, -0.02)}});
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("is lower on the side of Left") != std::string::npos);
    CHECK(told[0].find("2.0 … 8.0") != std::string::npos);
}

TEST_CASE("an interval that holds zero is no difference, and says so") {
    const auto told = sentences({{"comparison", "", comparison(0.10, 0.05, -0.01, 0.11)}});
    REQUIRE(told.size() == 2);
    CHECK(told[0] == "No difference between the sides is larger than its 95\u00A0% interval.");
    CHECK(told[1].find("its interval, \u22121.0 … 11.0 percentage points, holds zero") !=
          std::string::npos);
}

TEST_CASE("unequal looks and a short border are told") {
    const auto told =
        sentences({{"comparison", "",
                    comparison(0.10, 0.05, 0.02, 0.08, "unequal_quality;border_too_short")}});
    REQUIRE(told.size() == 2);
    CHECK(told[0].find("too short") != std::string::npos);
    CHECK(told[1].find("not seen equally often") != std::string::npos);
}

TEST_CASE("a jump that moved lines show as often is not claimed") {
    const Table open = comparison(0.10, 0.05, -0.01, 0.11);
    const auto firm =
        sentences({{"comparison", "", open}, {"border_effect", "", effect(0.2, 0.1, 0.3, 0.02)}});
    CHECK(firm[0] ==
          "In 2020 the mean NDVI jumps right at the border: it is higher on the side of Left by "
          "0.200 (95\u00A0% "
          "interval 0.100 … 0.300). Lines moved off the border jump as much in 2\u00A0% of cases.");
    const auto chance =
        sentences({{"comparison", "", open}, {"border_effect", "", effect(0.2, 0.1, 0.3, 0.4)}});
    CHECK(chance[0].find("not told apart from chance") != std::string::npos);
    const auto none =
        sentences({{"comparison", "", open}, {"border_effect", "", effect(0.2, -0.1, 0.5, 0.01)}});
    CHECK(none[0].find("No difference") == 0);
}

TEST_CASE("few moved lines rule nothing out, and against a jump they still speak") {
    const auto told = [](double p, double lines) {
        return sentences({{"border_effect", "", effect(0.2, 0.1, 0.3, p, lines)}})[0];
    };
    // The least that 13 lines can show.
    CHECK(told(1.0 / 14.0, 13.0).find("None of the 13 lines") != std::string::npos);
    CHECK(told(2.0 / 14.0, 13.0).find("not told apart from chance") != std::string::npos);
    CHECK(told(0.025, 39.0).find("jump as much in 2") != std::string::npos);
}

TEST_CASE("first ranks are settled only as far as their intervals are") {
    Table nodes;
    nodes.set("id", std::vector<std::string>{"A", "B", "C", "D"});
    nodes.set("group", std::vector<std::string>{"west", "west", "east", "east"});
    nodes.set("rank", std::vector<double>{1, 2, 1, 2});
    nodes.set("rank_low", std::vector<double>{1, 2, 1, 1});
    nodes.set("rank_high", std::vector<double>{1, 2, 2, 2});
    const auto told = sentences({{"nodes", "", nodes}});
    REQUIRE(told.size() == 2);
    CHECK(told[0] ==
          "east: First rank among 2 nodes is not settled: with other weights it could be any of C, "
          "D. west: A ranks first of 2 nodes, and does so in 95\u00A0% of the weightings tried.");
    CHECK(told[1].find("no imagery") != std::string::npos);
}

TEST_CASE("what scenarios change on railways is told beside what they change on all ways") {
    const auto table = [](const char* rows) {
        return parse_csv(std::string("scenario,best_time_h,gainers,losers\n") + rows, "scenarios");
    };
    const auto told =
        sentences({{"scenarios", "", table("base,24,0,0\nnew_line,24,3,0\n")},
                   {"rail_scenarios", "", table("base,66.5,0,0\nnew_line,60,27,2\n")}});
    REQUIRE(!told.empty());
    CHECK(told[0].find("No scenario makes the fastest axis faster than under base (24 h)") == 0);
    CHECK(told[0].find("By rail alone: hours of the fastest axis base 66.5, new line 60.0; places "
                       "that gain and lose potential against base: new line +27 \u22122.") !=
          std::string::npos);
}

TEST_CASE("a side changed faster only where the intervals of both stay apart") {
    const auto intensity = [](double high_b) {
        Table table;
        table.set("side", std::vector<std::string>{"a", "b"});
        table.set("band", std::vector<std::string>{"all", "all"});
        table.set("period", std::vector<std::string>{"2013-2017", "2013-2017"});
        table.set("metric", std::vector<std::string>{"annual_change", "annual_change"});
        table.set("value", std::vector<double>{0.02, 0.01});
        table.set("low", std::vector<double>{0.015, 0.005});
        table.set("high", std::vector<double>{0.025, high_b});
        return table;
    };
    const Table open = comparison(0.10, 0.05, -0.01, 0.11);
    const auto apart = sentences({{"comparison", "", open}, {"intensity", "", intensity(0.014)}});
    CHECK(apart[0].find("changed faster on the side of Left (2.00") != std::string::npos);
    const auto close = sentences({{"comparison", "", open}, {"intensity", "", intensity(0.016)}});
    CHECK(close[0].find("No difference") == 0);
}

TEST_CASE("claims without map error and from rough maps are told as such") {
    Table table = comparison(0.10, 0.05, 0.02, 0.08);
    table.set("interval_holds", std::vector<std::string>{"variation along the border"});
    const auto told = findings_of({{"comparison", "", table}}, sides, true);
    REQUIRE(told.size() == 3);
    CHECK(said(told[1], Language::english).find("simulated spectra") != std::string::npos);
    CHECK(said(told[2], Language::english).find("no reference points") != std::string::npos);
    table.set("interval_holds", std::vector<std::string>{"variation along the border, map error"});
    CHECK(findings_of({{"comparison", "", table}}, sides).size() == 1);
}

TEST_CASE("a run without any table is told as one without imagery") {
    CHECK(sentences({}).size() == 1);
}

TEST_CASE("a change of the jump is told across the event, else from first to last period") {
    const auto changes = [](const std::string& second) {
        Table table;
        table.set("zone", std::vector<std::string>{"all", "all"});
        table.set("change", std::vector<std::string>{"first_to_last", second});
        table.set("period", std::vector<std::string>{"2013 to 2024", "2013 to 2024"});
        table.set("metric", std::vector<std::string>{"ndvi_mean", "ndvi_mean"});
        table.set("method", std::vector<std::string>{"distance", "distance"});
        table.set("effect", std::vector<double>{0.05, 0.20});
        table.set("effect_low", std::vector<double>{0.02, 0.10});
        table.set("effect_high", std::vector<double>{0.08, 0.30});
        return sentences({{"border_effect_change", "", table}});
    };
    const std::string across_event = changes("event_2014").at(0);
    CHECK(across_event ==
          "Over 2013 to 2024 the jump of the mean NDVI right at the border moved towards Left by "
          "0.200 (95\u00A0% interval 0.100 … 0.300).");
    CHECK(changes("other").at(0).find("0.200") == std::string::npos);
}

TEST_CASE("a trend of a side is told for ten years, one whose interval holds zero is not") {
    Table table;
    // The last row is a segment's: it does not speak for its side.
    table.set("zone", std::vector<std::string>{"all", "all", "km 0-1"});
    table.set("side", std::vector<std::string>{"a", "b", "b"});
    table.set("band", std::vector<std::string>{"all", "all", "all"});
    table.set("metric", std::vector<std::string>(3, "ndvi_mean"));
    table.set("sen_slope", std::vector<double>{-0.004, 0.009, 0.009});
    table.set("sen_slope_low", std::vector<double>{-0.006, -0.001, 0.008});
    table.set("sen_slope_high", std::vector<double>{-0.002, 0.019, 0.010});
    table.set("n", std::vector<double>{12, 12, 12});
    const auto told = sentences({{"zone_trends", "", table}});
    REQUIRE(!told.empty());
    CHECK(told[0] ==
          "On the side of Left the mean NDVI fell by 0.040 in ten years (Sen slope over 12 "
          "periods, 95\u00A0% interval 0.020 … 0.060).");
    for (const std::string& sentence : told) CHECK(sentence.find("rose") == std::string::npos);
}
