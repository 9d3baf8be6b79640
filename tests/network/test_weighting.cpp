#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "network/pairwise.hpp"
#include "network/scoring_examples.hpp"
#include "network/weighting.hpp"

using namespace borderlens;
using test::matrix_of;

namespace {

void check(const std::vector<double>& found, const std::vector<double>& published, double digits) {
    REQUIRE(found.size() == published.size());
    for (std::size_t j = 0; j < found.size(); ++j)
        CHECK(found[j] == Approx(published[j]).margin(0.5001 * std::pow(10.0, -digits)));
}

const std::vector<std::vector<double>> k_laptops = {
    {30, 30, 38, 29}, {19, 54, 86, 29}, {19, 15, 85, 28.9}, {68, 70, 60, 29}};

}  // namespace

TEST_CASE("entropy weights are those of Xu 2004, of Zavadskas and Podvezko 2016 and of Lee 2018") {
    check(entropy_weights(matrix_of(k_laptops, {1, 1, 1, 1})), {0.4630, 0.3992, 0.1378, 0.0000}, 4);
    check(entropy_weights(
              matrix_of({{3, 100, 10, 7}, {2.5, 80, 8, 5}, {1.8, 50, 20, 11}, {2.2, 70, 12, 9}},
                        {-1, 1, -1, 1})),
          {0.1146, 0.1981, 0.4185, 0.2689}, 4);
    check(entropy_weights(matrix_of({{4550, 30, 6.74, 20, 15, 5, 85, 150, 0.87, 4.76},
                                     {3005, 60.86, 2.4, 35, 27, 4, 26, 200, 0.17, 4.51},
                                     {2040, 14.85, 1.7, 90, 25, 5, 26, 500, 0.27, 4.19},
                                     {3370, 99.4, 3.25, 25.3, 54, 3, 45, 222, 0.21, 3.78},
                                     {3920, 112.6, 4.93, 11.4, 71.7, 2, 50, 100, 0.25, 4.11}},
                                    {-1, -1, -1, 1, 1, 1, -1, -1, 1, 1})),
          {0.026, 0.154, 0.089, 0.199, 0.115, 0.04, 0.08, 0.123, 0.172, 0.002}, 3);
}

TEST_CASE("CRITIC weights are those of Diakoulaki, Mavrotas and Papayannakis 1995") {
    const auto firms = matrix_of({{61, 1.08, 4.33},
                                  {20.7, 0.26, 4.34},
                                  {16.3, 1.98, 2.53},
                                  {9.0, 3.29, 1.65},
                                  {5.4, 2.77, 2.33},
                                  {4.0, 4.12, 1.21},
                                  {-6.1, 3.52, 2.10},
                                  {-34.6, 3.31, 0.98}},
                                 {1, 1, 1});
    check(critic_weights(firms), {0.20222554, 0.48090173, 0.31687273}, 8);
}

TEST_CASE("standard deviation weights are those of Salabun 2020") {
    check(standard_deviation_weights(matrix_of({{0.619, 0.449, 0.447},
                                                {0.862, 0.466, 0.006},
                                                {0.458, 0.698, 0.771},
                                                {0.777, 0.631, 0.491},
                                                {0.567, 0.992, 0.968}},
                                               {1, 1, 1})),
          {0.217, 0.294, 0.488}, 3);
    // Two rows: deviations 1.5 and 7, shares 1.5 / 8.5 and 7 / 8.5.
    check(standard_deviation_weights(matrix_of({{1, 2}, {4, 16}}, {-1, 1})), {0.176471, 0.823529},
          6);
}

TEST_CASE("MEREC weights are those of Keshavarz-Ghorabaee 2021") {
    check(merec_weights(matrix_of({{450, 8000, 54, 145},
                                   {10, 9100, 2, 160},
                                   {100, 8200, 31, 153},
                                   {220, 9300, 1, 162},
                                   {5, 8400, 23, 158}},
                                  {1, 1, -1, -1})),
          {0.5752, 0.0141, 0.4016, 0.0091}, 4);
}

TEST_CASE("objective weights sum to 1 and do not depend on units where they should not") {
    auto decision = matrix_of(k_laptops, {1, -1, 1, -1});
    auto in_other_units = decision;
    for (std::size_t i = 0; i < decision.rows(); ++i) in_other_units.at(i, 1) *= 1000.0;
    for (const auto weigh : {entropy_weights, critic_weights, merec_weights}) {
        const auto weights = weigh(decision), again = weigh(in_other_units);
        double sum = 0.0;
        for (std::size_t j = 0; j < weights.size(); ++j) {
            sum += weights[j];
            CHECK(weights[j] == Approx(again[j]).margin(1e-12));
        }
        CHECK(sum == Approx(1.0));
    }
}

TEST_CASE("a constant criterion weighs nothing, and only constant ones weigh alike") {
    const auto one = matrix_of({{1, 5}, {2, 5}, {4, 5}}, {1, 1});
    const auto none = matrix_of({{3, 5}, {3, 5}}, {1, 1});
    for (const auto weigh : {entropy_weights, critic_weights, standard_deviation_weights}) {
        CHECK(weigh(one)[1] == 0.0);
        CHECK(weigh(none)[0] == 0.5);
    }
    CHECK(critic_weights(matrix_of({{1}, {2}}, {1}))[0] == 1.0);
}

TEST_CASE("weights that cannot be found are answered with criterion, place and advice") {
    CHECK_THROWS_WITH(entropy_weights(matrix_of({{1}, {-2}}, {1})),
                      Catch::Contains("'c1', 'a2': found -2") && Catch::Contains("choose critic"));
    CHECK_THROWS_WITH(merec_weights(matrix_of({{1}, {0}}, {1})), Catch::Contains("positive"));
    CHECK_THROWS_WITH(given_weights(matrix_of({{1}}, {1})), Catch::Contains("found nothing"));
    CHECK_THROWS_WITH(critic_weights(matrix_of({{1}}, {1})), Catch::Contains("two alternatives"));
}

TEST_CASE("given weights are not rescaled, combined ones are their scaled product") {
    CHECK(given_weights(matrix_of({{1, 2}}, {1, 1}, {2, 0.5})) == std::vector<double>{2, 0.5});
    // Products 0.2 * 0.5 = 0.1 and 0.8 * 0.5 = 0.4.
    check(combined_weights({{0.2, 0.8}, {0.5, 0.5}}), {0.2, 0.8}, 12);
}

TEST_CASE("AHP weights and consistency are those of Papathanasiou and Ploskas 2018, chapter 5") {
    const Table table = parse_csv(
        "name,a,b,c,d\na,1,1,5,3\nb,1,1,5,3\nc,0.2,0.2,1,0.3333333333\nd,0.3333333333,0.3333333333,"
        "3,1\n",
        "p.csv");
    const PairwiseWeights weights = pairwise_weights(comparisons_of(table));
    CHECK(weights.weights[0] == Approx(weights.weights[1]));
    CHECK(weights.weights[0] == Approx(0.390).margin(5e-4));
    CHECK(weights.weights[2] == Approx(0.068).margin(5e-4));
    // lambda_max = 4.0435: index 0.0145, ratio 0.0145 / 0.9.
    CHECK(weights.principal_eigenvalue == Approx(4.0435).margin(5e-4));
    CHECK(weights.consistency_ratio == Approx(0.0161).margin(2e-4));
}

TEST_CASE("judgements that contradict each other show it, those that do not have ratio 0") {
    // a = 2 b, b = 2 c and a = 4 c agree; a = c / 4 does not.
    const auto agreeing = comparisons_of(parse_csv("a,b,c\n1,2,4\n0.5,1,2\n0.25,0.5,1\n", "p"));
    CHECK(pairwise_weights(agreeing).consistency_ratio == Approx(0.0).margin(1e-12));
    CHECK(pairwise_weights(agreeing).weights[0] == Approx(4.0 / 7.0));
    const auto clashing = comparisons_of(parse_csv("a,b,c\n1,2,0.25\n0.5,1,2\n4,0.5,1\n", "p"));
    CHECK(pairwise_weights(clashing).consistency_ratio > max_consistency_ratio);
}

TEST_CASE("broken comparison tables are answered with the pair and what to do") {
    CHECK_THROWS_WITH(comparisons_of(parse_csv("a,b\n1,2\n", "p")), Catch::Contains("square"));
    CHECK_THROWS_WITH(comparisons_of(parse_csv("a,b\n1,2\n2,1\n", "p")),
                      Catch::Contains("'a' with 'b' is 2 and the other way 2"));
    CHECK_THROWS_WITH(comparisons_of(parse_csv("a,b\n1,-2\n-0.5,1\n", "p")),
                      Catch::Contains("not positive"));
    CHECK_THROWS_WITH(comparisons_of(parse_csv("n,a,b\na,1,2\nx,0.5,1\n", "p")),
                      Catch::Contains("no row for criterion 'b'"));
}
