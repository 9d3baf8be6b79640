#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "learning/accuracy_table.hpp"

using namespace borderlens;

namespace {

Accuracy assess(const std::string& samples, const std::string& strata,
                AccuracyColumns columns = {}) {
    const Table table = parse_csv(samples, "samples");
    if (strata.empty()) return assess_accuracy(accuracy_sample_of(table, nullptr, columns));
    const Table sizes = parse_csv(strata, "strata");
    return assess_accuracy(accuracy_sample_of(table, &sizes, columns));
}

}  // namespace

TEST_CASE("strata that are the map's classes give the weighted error matrix") {
    // A: 800 px, 8 of 10 right; B: 200 px, 10 of 10 right.
    const Accuracy result =
        assess("map,reference,count\nA,A,8\nA,B,2\nB,B,10\n", "class,pixels\nA,800\nB,200\n");
    CHECK(result.overall.value == Approx(0.8 * 0.8 + 0.2));
    // W_A^2 U(1-U)/(n-1) = 0.64 * 0.16 / 9
    CHECK(result.overall.se == Approx(std::sqrt(0.64 * 0.16 / 9.0)));
    CHECK(result.users[0].value == Approx(0.8));
    CHECK(result.users[0].se == Approx(std::sqrt(0.16 / 9.0)));
    CHECK(result.producers[1].value == Approx(0.2 / 0.36));
    CHECK(result.area_share[1].value == Approx(0.36));
    CHECK(result.area_pixels[1].value == Approx(360.0));
    CHECK(result.overall.high() - result.overall.low() ==
          Approx(2.0 * 1.959964 * result.overall.se));
}

TEST_CASE("the table of Stehman 2014: strata differ from map classes") {
    // Ten units a stratum as in the paper's numerical example; means, ratios and errors of overall
    // accuracy and area as on its pages 4932-4936.
    const std::string samples =
        "stratum,map,reference,count\n"
        "A,A,A,5\nA,A,C,1\nA,A,B,1\nA,B,A,1\nA,B,B,1\nA,B,C,1\n"
        "B,A,A,1\nB,B,B,7\nB,B,A,2\n"
        "C,B,C,2\nC,C,C,3\nC,C,D,2\nC,C,B,1\nC,B,B,1\nC,B,A,1\n"
        "D,D,D,7\nD,D,C,2\nD,D,B,1\n";
    const Accuracy result = assess(samples, "stratum,pixels\nA,40000\nB,30000\nC,20000\nD,10000\n");
    CHECK(result.overall.value == Approx(0.63).epsilon(1e-9));
    CHECK(result.overall.se == Approx(0.085).margin(0.0005));
    CHECK(result.area_share[0].value == Approx(0.35).epsilon(1e-9));
    CHECK(result.area_share[0].se == Approx(0.082).margin(0.0005));
    CHECK(result.users[1].value == Approx(0.574).margin(0.0005));
    CHECK(result.users[1].se == Approx(0.125).margin(0.0005));
    CHECK(result.producers[1].value == Approx(0.794).margin(0.0005));
    CHECK(result.producers[1].se == Approx(0.1166).margin(0.0005));
}

TEST_CASE("without strata the sample is a simple random one") {
    const Accuracy result = assess("map,reference,count\n1,1,6\n1,2,2\n2,2,2\n", "");
    CHECK(result.overall.value == Approx(0.8));
    CHECK(result.overall.se == Approx(std::sqrt(0.8 * 0.2 / 9.0)));
    CHECK(std::isnan(result.area_pixels[0].value));
}

TEST_CASE("the population correction shrinks the variance by 1 - n / N") {
    AccuracyColumns columns;
    columns.population_correction = true;
    const Accuracy result =
        assess("map,reference,count\nA,A,8\nA,B,2\n", "class,pixels\nA,40\n", columns);
    CHECK(result.overall.se == Approx(std::sqrt(0.75 * 0.16 / 9.0)));
}

TEST_CASE("a class the map lacks has no user's accuracy and a producer's accuracy of zero") {
    const Accuracy result = assess("map,reference,count\nA,A,8\nA,B,2\n", "class,pixels\nA,40\n");
    CHECK(std::isnan(result.users[1].value));
    CHECK(result.producers[1].value == 0.0);
    CHECK(result.area_share[1].value == Approx(0.2));
}

TEST_CASE("a stratum with one unit has no standard error") {
    const Accuracy result =
        assess("map,reference,count\nA,A,1\nB,B,5\n", "class,pixels\nA,10\nB,10\n");
    CHECK(result.overall.value == 1.0);
    CHECK(std::isnan(result.overall.se));
    CHECK(result.users[1].se == 0.0);
}

TEST_CASE("samples that cannot be assessed are answered with the reason") {
    CHECK_THROWS_WITH(assess("map,reference\n1,1\n3,3\n", "class,pixels\n1,10\n2,20\n"),
                      Catch::Contains("'3' is not among the strata: 1, 2"));
    CHECK_THROWS_WITH(assess("map,reference\n1,1\n", "class,pixels\n1,-5\n"),
                      Catch::Contains("found -5 pixels"));
    CHECK_THROWS_WITH(assess("map,reference\n1,1\n", "class,pixels\n1,0\n"),
                      Catch::Contains("no pixel"));
    CHECK_THROWS_WITH(assess("map,reference\n1,1\n", "class,pixels\n1,10\n2,20\n"),
                      Catch::Contains("stratum '2' has 20 pixels and no sample unit"));
    CHECK_THROWS_WITH(assess("map,reference\n1,\n2,2\n", ""), Catch::Contains("row 1"));
    CHECK_THROWS_WITH(assess("map,reference,count\n1,1,-1\n", ""), Catch::Contains("count -1"));
    CHECK_THROWS_WITH(assess("map,reference,stratum\n1,1,a\n1,1,b\n", ""),
                      Catch::Contains("--strata"));
    CHECK_THROWS_WITH(assess("map,truth\n1,1\n", ""), Catch::Contains("no column 'reference'"));
}

TEST_CASE("two interpreters: kappa, and their common label where the reference is empty") {
    // Cohen's table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, chance
    // 0.5*0.6 + 0.5*0.4 = 0.5, kappa 0.4.
    std::vector<std::string> first, second;
    const auto add = [&](int times, const char* a, const char* b) {
        for (int i = 0; i < times; ++i) first.push_back(a), second.push_back(b);
    };
    add(20, "yes", "yes");
    add(5, "yes", "no");
    add(10, "no", "yes");
    add(15, "no", "no");
    const Agreement agreement = interpreter_agreement(first, second);
    CHECK(agreement.observed == Approx(0.7));
    CHECK(agreement.kappa.value == Approx(0.4));
    // Fleiss, Cohen and Everitt: diagonal 0.4*(1-1.1*0.6)^2 + 0.3*(1-0.9*0.6)^2 = 0.10972,
    // off-diagonal 0.36*(0.1*1.1^2 + 0.2*0.9^2) [2nd margin of the first's label] = 0.10188,
    // minus (0.4-0.5*0.6)^2 = 0.01.
    CHECK(agreement.kappa.se == Approx(std::sqrt(0.2016 / 50.0) / 0.5));

    AccuracyColumns columns;
    columns.interpreter_1 = "a";
    columns.interpreter_2 = "b";
    const Accuracy result = assess("map,reference,a,b\n1,,1,1\n2,2,1,2\n", "", columns);
    CHECK(result.overall.value == 1.0);
    CHECK_THROWS_WITH(assess("map,reference,a,b\n1,,1,1\n2,,1,2\n", "", columns),
                      Catch::Contains("row 2: the interpreters say '1' and '2'"));
}

TEST_CASE("quantity, exchange and shift add up to the difference") {
    const DifferenceComponents parts = difference_components({{3, 1, 2}, {2, 3, 0}, {1, 3, 1}});
    CHECK(parts.overall.quantity == Approx(2.0));
    CHECK(parts.overall.exchange == Approx(4.0));
    CHECK(parts.overall.shift == Approx(3.0));
    CHECK(parts.overall.total() == Approx(9.0));
}
