#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "comparison/side_comparison.hpp"

using namespace borderlens;

namespace {

Table compared(const std::string& csv, const SideNames& names = {}) {
    return compare_sides(pair_sides(parse_csv(csv, "m.csv"), names));
}

}  // namespace

TEST_CASE("rows of both sides become one row with difference, log ratio and asymmetry") {
    const Table table = compared(
        "zone,side,band,period,metric,value,unit,low,high,n\n"
        "all,a,0-2,2020,built_up_share,0.3,1,0.28,0.32,1000\n"
        "all,b,0-2,2020,built_up_share,0.1,1,0.09,0.11,1200\n");
    REQUIRE(table.rows() == 1);
    CHECK(table.texts("zone")[0] == "all");
    CHECK(table.texts("band")[0] == "0-2");
    CHECK(table.texts("period")[0] == "2020");
    CHECK(table.numbers("a")[0] == 0.3);
    CHECK(table.numbers("a_low")[0] == 0.28);
    CHECK(table.numbers("difference")[0] == Approx(0.2));
    // sqrt(0.02^2 + 0.01^2) = 0.02236
    CHECK(table.numbers("difference_low")[0] == Approx(0.2 - std::sqrt(0.0005)));
    CHECK(table.numbers("log_ratio")[0] == Approx(std::log(3.0)));
    CHECK(table.numbers("asymmetry")[0] == Approx(0.5));
    CHECK(table.numbers("n_b")[0] == 1200);
    CHECK(table.texts("quality_flag")[0] == "ok");
}

TEST_CASE("zones that carry the side's name are paired by what is left of it") {
    const Table table = compared(
        "zone,side,metric,value\n"
        "a_0-5,a,ndvi,0.4\nb_0-5,b,ndvi,0.2\nA_5-10,A,ndvi,0.3\nb_5-10,b,ndvi,0.3\n");
    REQUIRE(table.rows() == 2);
    CHECK(table.texts("zone")[0] == "0-5");
    CHECK(table.numbers("difference")[1] == 0.0);
    const Table without_side = compared("zone,metric,value\na 0-5,ndvi,0.4\nb 0-5,ndvi,0.2\n");
    REQUIRE(without_side.rows() == 1);
    CHECK(without_side.texts("zone")[0] == "0-5");
    CHECK(without_side.texts("quality_flag")[0] == "no_interval");
    CHECK(compared("zone,side,metric,value\na,a,ndvi,0.4\nb,b,ndvi,0.2\n").texts("zone")[0] ==
          "all");
}

TEST_CASE("a shared zone name that happens to begin like a side is left as it is") {
    const Table table =
        compared("zone,side,metric,value\na-b crossing,a,ndvi,0.4\na-b crossing,b,ndvi,0.2\n");
    REQUIRE(table.rows() == 1);
    CHECK(table.texts("zone")[0] == "a-b crossing");
}

TEST_CASE("a row of one side only stays, with nulls for the other") {
    const Table table = compared(
        "zone,side,metric,value,low,high,n\nHuocheng,a,pv_share,0.02,0.01,0.03,500\n"
        "Panfilov,b,pv_share,0.01,0.005,0.02,400\n");
    REQUIRE(table.rows() == 2);
    CHECK(std::isnan(table.numbers("b")[0]));
    CHECK(std::isnan(table.numbers("difference")[0]));
    CHECK(std::isnan(table.numbers("asymmetry")[1]));
    CHECK(table.texts("quality_flag")[1] == "one_sided");
}

TEST_CASE("flags say when the sides' data could explain the difference") {
    const Table table = compared(
        "zone,side,metric,value,low,high,n\n"
        "all,a,built,0.3,0.2,0.4,4000\nall,b,built,0.1,0.05,0.15,1000\n"
        "all,a,valid_looks,9,8,10,4000\nall,b,valid_looks,4,3,5,1000\n"
        "town,a,built,0.3,0.2,0.4,20\ntown,b,built,0.1,0.05,0.15,25\n");
    CHECK(table.texts("quality_flag")[0] == "unequal_n;unequal_quality");
    CHECK(table.texts("quality_flag")[2] == "few");
}

TEST_CASE("sides may have other names, and unknown ones are refused") {
    const std::string csv = "zone,side,metric,value\nall,KZ,ndvi,0.4\nall,CN,ndvi,0.2\n";
    CHECK(compared(csv, {"KZ", "CN"}).numbers("difference")[0] == Approx(0.2));
    CHECK_THROWS_WITH(compared(csv), Catch::Contains("side 'KZ'") && Catch::Contains("--sides"));
}

TEST_CASE("tables that cannot be compared are refused with row and reason") {
    CHECK_THROWS_WITH(compared("zone,side,metric,value\nz,a,m,1\nz,a,m,2\n"),
                      Catch::Contains("row 2") && Catch::Contains("twice"));
    CHECK_THROWS_WITH(compared("zone,side,metric,value,unit\nz,a,m,1,m\nz,b,m,2,km\n"),
                      Catch::Contains("'km'"));
    CHECK_THROWS_WITH(compared("zone,side,metric,value,low,high\nz,a,m,1,3,2\n"),
                      Catch::Contains("low 3 is above high 2"));
    CHECK_THROWS_WITH(compared("zone,side,value\nz,a,1\n"), Catch::Contains("metric"));
    CHECK_THROWS_WITH(compared("zone,metric,value\nz,m,1\n"), Catch::Contains("side"));
    CHECK(compared("zone,side,metric,value\n").rows() == 0);
    CHECK(compared("zone,side,metric,value\nall,,m,1\n").rows() == 0);
}

TEST_CASE("a comparison of nothing still names its columns") {
    const Table table = compare_sides({});
    CHECK(table.rows() == 0);
    CHECK(table.has("asymmetry_high"));
    CHECK(table.has("quality_flag"));
}
