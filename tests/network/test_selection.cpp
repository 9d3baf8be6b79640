#include <catch2/catch.hpp>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "network/scoring_examples.hpp"
#include "network/selection.hpp"

using namespace borderlens;
using test::matrix_of;

namespace {

ScorePlan plan() {
    ScorePlan made;
    made.weightings = {"equal"};
    made.ranking = "wsm";
    return made;
}

}  // namespace

TEST_CASE("all but the lowest grade are selected, grades in the order of their mean score") {
    // Three groups by size: 9 and 10; 5; 1 and 2.
    const DecisionMatrix decision = matrix_of({{1, 2}, {10, 9}, {5, 5}, {2, 1}, {9, 10}}, {1, 1});
    const Scored scored = score(decision, plan());
    const Selection selection = select_nodes(decision, scored, {"ward", 3, 1});
    CHECK(selection.grade == std::vector<int>{3, 1, 2, 3, 1});
    CHECK(selection.selected == std::vector<bool>{false, true, true, false, true});
    CHECK(selection.mean_silhouette > 0.5);
    for (const char* method : {"average", "complete", "single", "kmeans"})
        CHECK(select_nodes(decision, scored, {method, 3, 1}).grade == selection.grade);
    CHECK_THROWS_WITH(select_nodes(decision, scored, {"best", 3, 1}), Catch::Contains("'best'"));
}

TEST_CASE("where low scores are best the best grade is the lowest") {
    const DecisionMatrix decision = matrix_of({{1, 2}, {10, 9}, {2, 1}, {9, 10}}, {1, 1});
    ScorePlan vikor = plan();
    vikor.ranking = "vikor";
    CHECK(select_nodes(decision, score(decision, vikor), {"ward", 2, 1}).selected ==
          std::vector<bool>{false, true, false, true});
}

TEST_CASE("candidates that are all alike are all taken") {
    const DecisionMatrix decision = matrix_of({{1, 2}, {1, 2}, {1, 2}}, {1, 1});
    const Selection selection = select_nodes(decision, score(decision, plan()), {"ward", 4, 1});
    CHECK(selection.selected == std::vector<bool>{true, true, true});
}

TEST_CASE("how often a node is taken lies between never and always") {
    const DecisionMatrix decision = matrix_of({{1, 2}, {10, 9}, {5, 5}, {2, 1}, {9, 10}}, {1, 1});
    const SelectionFrequency found = selection_frequency(decision, plan(), {"ward", 3, 1});
    CHECK(found.variants == 4 * 3 * 3);
    CHECK(found.share[1] == 1.0);
    CHECK(found.share[4] == 1.0);
    CHECK(found.share[0] < found.share[2]);
}

TEST_CASE("sizes can be judged by their logarithms") {
    const auto criteria = criteria_of(
        parse_csv("criterion,direction,transform\nsize,benefit,log\nfar,cost,none\n", "c"));
    const DecisionMatrix decision = decision_of(parse_csv("id,size,far\na,10,1\nb,1000,2\n", "t"),
                                                "id", criteria, MissingRule::refuse);
    CHECK(decision.values == std::vector<double>{1, 1, 3, 2});
    CHECK_THROWS_WITH(decision_of(parse_csv("id,size,far\na,0,1\nb,1000,2\n", "t"), "id", criteria,
                                  MissingRule::refuse),
                      Catch::Contains("no logarithm"));
    CHECK_THROWS_WITH(
        criteria_of(parse_csv("criterion,direction,transform\nsize,benefit,root\n", "c")),
        Catch::Contains("'root'"));
}
