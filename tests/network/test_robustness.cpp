#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "network/robustness.hpp"
#include "network/scoring_examples.hpp"

using namespace borderlens;
using test::matrix_of;

namespace {

ScorePlan plan_of(const char* weighting, const char* ranking) {
    ScorePlan plan;
    plan.weightings = {weighting};
    plan.ranking = ranking;
    return plan;
}

}  // namespace

TEST_CASE("an alternative that is best in everything is first under any weights") {
    const auto decision = matrix_of({{9, 1}, {5, 3}, {4, 4}}, {1, -1});
    const auto intervals =
        rank_intervals(decision, {0.5, 0.5}, plan_of("equal", "topsis"), {200, 5.0, 7});
    CHECK(intervals[0].best == 1);
    CHECK(intervals[0].worst == 1);
    CHECK(intervals[0].first_share == 1.0);
    CHECK(intervals[2].worst == 3);
}

TEST_CASE("rank intervals widen with weaker concentration and do not depend on threads") {
    const auto decision = matrix_of({{9, 1}, {1, 9}, {6, 5}}, {1, 1});
    const ScorePlan plan = plan_of("equal", "wsm");
    const auto firm = rank_intervals(decision, {0.6, 0.4}, plan, {500, 1e6, 3});
    CHECK(firm[0].best == firm[0].worst);
    set_thread_count(1);
    const auto loose = rank_intervals(decision, {0.6, 0.4}, plan, {500, 3.0, 3});
    set_thread_count(2);
    const auto again = rank_intervals(decision, {0.6, 0.4}, plan, {500, 3.0, 3});
    set_thread_count(0);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(loose[i].first_share == again[i].first_share);
        CHECK(loose[i].median == again[i].median);
    }
    CHECK(loose[0].worst == 3);
    CHECK(loose[1].best == 1);
    CHECK_THROWS_WITH(rank_intervals(decision, {0.6, 0.4}, plan, {0, 1.0, 1}),
                      Catch::Contains("0 draws"));
}

TEST_CASE("leaving out the only criterion that speaks for an alternative drops it") {
    // Equal weights, max normalisation. All three: a1 = (1 + 1/9 + 1/9) / 3, a2 = (1/9 + 1 + 1)
    // / 3.
    const auto decision = matrix_of({{9, 1, 1}, {1, 9, 9}}, {1, 1, 1});
    const auto without = leave_one_criterion_out(decision, plan_of("equal", "wsm"));
    REQUIRE(without.size() == 3);
    CHECK(without[0].ranks == std::vector<int>{2, 1});
    CHECK(without[1].ranks == std::vector<int>{1, 1});
    CHECK(without[0].kendall_tau == 1.0);
    CHECK(leave_one_criterion_out(matrix_of({{1}, {2}}, {1}), plan_of("equal", "wsm")).empty());
}

TEST_CASE("a distance to fixed values reverses nothing, a relative one can") {
    // Weighted products of ratios keep every pair's order whatever else stands in the table.
    const auto decision = matrix_of({{9, 2, 5}, {4, 6, 6}, {1, 9, 8}, {7, 5, 3}}, {1, 1, 1});
    const std::vector<double> weights = {0.5, 0.3, 0.2};
    CHECK(rank_reversals(decision, weights, plan_of("equal", "wpm")).reversed == 0);
    // Minmax sums: without a1 the first column stretches from 1 to 2 instead of 1 to 9.
    // With it: a2 = 0.125 / 2 + 0 = 0.0625, a3 = 0 + 0.2 / 2 = 0.1; without it: 0.5 and 0.1 or
    // more.
    const auto stretched = matrix_of({{9, 10}, {2, 5}, {1, 6}}, {1, 1});
    ScorePlan plan = plan_of("equal", "wsm");
    plan.options.normalise = Normalisation::minmax;
    const auto reversals = rank_reversals(stretched, {0.6, 0.4}, plan);
    CHECK(reversals.compared == 3);
    CHECK(reversals.reversed == 1);
    REQUIRE(reversals.examples.size() == 1);
    CHECK(reversals.examples[0].removed == "a1");
    CHECK(reversals.examples[0].was_better == "a3");
    CHECK(reversals.examples[0].is_better == "a2");
}

TEST_CASE("Kendall's W and tau follow their definitions") {
    CHECK(kendall_w({{1, 2, 3}, {1, 2, 3}}) == Approx(1.0));
    CHECK(kendall_w({{1, 2, 3}, {3, 2, 1}}) == Approx(0.0));
    // Three judges, four objects: rank sums 5, 5, 9, 11, mean 7.5, spread 4 * ... = 2 * 6.25 + 2.25
    // + 12.25 = 27; W = 12 * 27 / (9 * 60) = 0.6.
    CHECK(kendall_w({{1, 2, 3, 4}, {2, 1, 4, 3}, {2, 2, 2, 4}}) > 0.5);
    CHECK(kendall_w({{1, 2, 3, 4}, {2, 1, 3, 4}, {2, 1, 3, 4}}) == Approx(12.0 * 41.0 / 540.0));
    CHECK(std::isnan(kendall_w({{1, 2}})));
    CHECK(kendall_tau({1, 2, 3}, {1, 2, 3}) == 1.0);
    CHECK(kendall_tau({1, 2, 3}, {3, 2, 1}) == -1.0);
    // Pairs: (1,2) tied in b, (1,3) and (2,3) agree: 2 / sqrt(3 * 2).
    CHECK(kendall_tau({1, 2, 3}, {1, 1, 3}) == Approx(2.0 / std::sqrt(6.0)));
}

TEST_CASE("methods that cannot rank a table are named with their reason, the others are compared") {
    const auto decision = matrix_of({{9, 0}, {5, 3}, {4, 4}}, {1, -1});
    const auto agreement = method_agreement(decision, {0.5, 0.5}, {});
    CHECK(agreement.ranks.size() + agreement.skipped.size() == 14);
    CHECK_FALSE(agreement.skipped.empty());
    CHECK(agreement.kendall_w == Approx(1.0));
}

TEST_CASE("without a group of criteria the ones that move are told, and what moves them") {
    // c1 is all that lifts a1; c2 does nothing.
    const auto decision = matrix_of({{9, 5, 1}, {1, 5, 2}, {1, 5, 3}}, {1, 1, 1});
    const auto moves = moves_without(decision, {"c1", "c2"}, plan_of("equal", "wsm"));
    REQUIRE_FALSE(moves.empty());
    CHECK(moves[0].id == "a1");
    CHECK(moves[0].rank_with == 1);
    CHECK(moves[0].rank_without == 3);
    CHECK(moves[0].cause == "c1");
    CHECK(moves[0].cause_places == 2);
    // Any two of c1, c2, c3 keep a1 ahead: only together do they move it.
    const auto shared = moves_without(matrix_of({{1, 1, 1, 0}, {0, 0, 0, 1}}, {1, 1, 1, 1}),
                                      {"c1", "c2", "c3"}, plan_of("equal", "wsm"));
    REQUIRE(shared.size() == 2);
    CHECK(shared[0].cause == no_single_cause);
    CHECK(shared[0].cause_places == 0);
    CHECK_THROWS_WITH(moves_without(decision, {"x"}, plan_of("equal", "wsm")),
                      Catch::Contains("not one of the criteria"));
    CHECK_THROWS_WITH(moves_without(decision, {"c1", "c2", "c3"}, plan_of("equal", "wsm")),
                      Catch::Contains("nothing remains"));
}

TEST_CASE("tables of alternatives and criteria are read by their rules") {
    const Table criteria = parse_csv(
        "criterion,direction,weight,preference,q,p,s\nspeed,benefit,2,linear,1,2,\ncost,MIN,1,,,,"
        "\n",
        "c");
    const auto read = criteria_of(criteria);
    CHECK(read[0].preference.kind == PreferenceKind::linear);
    CHECK_FALSE(read[1].benefit);
    const Table table = parse_csv("name,speed,cost\na,1,4\nb,,5\nc,3,6\n", "t");
    CHECK_THROWS_WITH(decision_of(table, "name", read, MissingRule::refuse),
                      Catch::Contains("'speed' has no value for 'b'"));
    CHECK(decision_of(table, "name", read, MissingRule::drop).ids ==
          std::vector<std::string>{"a", "c"});
    CHECK(decision_of(table, "name", read, MissingRule::median).at(1, 0) == 2.0);
    CHECK(decision_of(table, "name", read, MissingRule::worst).at(1, 0) == 1.0);
}

TEST_CASE("malformed tables of alternatives and criteria are answered in one line") {
    const auto criteria = [](const char* text) { return criteria_of(parse_csv(text, "c")); };
    CHECK_THROWS_WITH(criteria("criterion,direction\nx,up\n"), Catch::Contains("benefit or cost"));
    CHECK_THROWS_WITH(criteria("criterion,direction\nx,cost\nx,cost\n"), Catch::Contains("twice"));
    CHECK_THROWS_WITH(criteria("criterion\nx\n"), Catch::Contains("no column 'direction'"));
    CHECK_THROWS_WITH(criteria("criterion,direction,preference\nx,cost,odd\n"),
                      Catch::Contains("'odd'"));
    const auto x = criteria("criterion,direction\nx,benefit\n");
    const auto table = [&](const char* text) {
        return decision_of(parse_csv(text, "t"), "id", x, MissingRule::refuse);
    };
    CHECK_THROWS_WITH(table("id,x\n"), Catch::Contains("no rows"));
    CHECK_THROWS_WITH(table("id,y\na,1\n"), Catch::Contains("no column 'x'"));
    CHECK_THROWS_WITH(table("id,x\na,1\na,2\n"), Catch::Contains("stands there twice"));
    CHECK_THROWS_WITH(table("id,x\na,1\nb,much\n"), Catch::Contains("'much', expected a number"));
}

TEST_CASE("options outside their range and ahp without judgements are refused") {
    const auto decision = matrix_of({{1, 2}, {2, 1}}, {1, 1});
    ScorePlan plan = plan_of("equal", "vikor");
    plan.options.v = 1.5;
    CHECK_THROWS_WITH(score(decision, plan), Catch::Contains("expected 0 to 1"));
    CHECK_THROWS_WITH(score(decision, plan_of("ahp", "wsm")), Catch::Contains("--comparisons"));
    CHECK_THROWS_WITH(score(decision, plan_of("ahb", "wsm")),
                      Catch::Contains("there are: entropy"));
}
