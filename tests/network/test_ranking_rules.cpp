#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "network/ranking_examples.hpp"

using namespace borderlens;
using test::check;
using test::matrix_of;
using test::Rows;
using test::scores;
using test::with;

TEST_CASE("a better value never worsens a rank, whatever the method") {
    const Rows rows = {{5, 8, 4}, {7, 6, 8}, {8, 8, 6}, {7, 4, 6}, {6, 5, 5}};
    const std::vector<int> signs = {1, -1, 1};
    const std::vector<double> weights = {0.3, 0.4, 0.3};
    for (const RankingMethod& method : all_rankings()) {
        INFO(method.name);
        const auto rank_of_last = [&](const Rows& table) {
            const Ranking ranking = method.rank(matrix_of(table, signs), weights, {});
            return ranks_of(ranking.scores, ranking.higher_is_better).back();
        };
        Rows better = rows;
        better.back() = {7.5, 4.2, 7.5};
        CHECK(rank_of_last(better) <= rank_of_last(rows));
        Rows best = rows;
        best.back() = {9, 3, 9};
        CHECK(rank_of_last(best) == 1);
    }
}

TEST_CASE("units do not change ranks, and neither does the order of rows or of criteria") {
    const Rows rows = {{5, 8, 4}, {7, 6, 8}, {8, 8, 6}, {7, 4, 6}, {6, 5, 5}};
    const Rows other_units = {
        {500, 8, 0.4}, {700, 6, 0.8}, {800, 8, 0.6}, {700, 4, 0.6}, {600, 5, 0.5}};
    const Rows turned = {{5, 5, 6}, {6, 4, 7}, {6, 8, 8}, {8, 6, 7}, {4, 8, 5}};
    for (const RankingMethod& method : all_rankings()) {
        INFO(method.name);
        const auto ranks = [&](const Rows& table, const std::vector<double>& weights) {
            const Ranking ranking = method.rank(matrix_of(table, {1, -1, 1}), weights, {});
            return ranks_of(ranking.scores, ranking.higher_is_better);
        };
        const auto base = ranks(rows, {0.3, 0.4, 0.3});
        CHECK(base == ranks(other_units, {0.3, 0.4, 0.3}));
        auto back = ranks(turned, {0.3, 0.4, 0.3});
        std::reverse(back.begin(), back.end());
        CHECK(base == back);
    }
}

TEST_CASE("asking for a method's own normalisation changes nothing") {
    const Rows rows = {{5, 8, 4}, {7, 6, 8}, {8, 8, 6}, {7, 4, 6}};
    for (const RankingMethod& method : all_rankings()) {
        INFO(method.name);
        if (std::string(method.normalisation) == "none") continue;
        const auto decision = matrix_of(rows, {1, -1, 1});
        check(method.rank(decision, {0.3, 0.4, 0.3}, with(normalisation_of(method.normalisation)))
                  .scores,
              method.rank(decision, {0.3, 0.4, 0.3}, {}).scores, 12);
    }
}

TEST_CASE("ties share the best rank and the next one is left out") {
    CHECK(ranks_of({0.5, 0.9, 0.5, 0.1}, true) == std::vector<int>{2, 1, 2, 4});
    CHECK(ranks_of({0.5, 0.9, 0.5, 0.1}, false) == std::vector<int>{2, 4, 2, 1});
    // 0.1 + 0.2 and 0.3 are one number to the reader.
    CHECK(ranks_of({0.1 + 0.2, 0.3}, true) == std::vector<int>{1, 1});
}

TEST_CASE("what a method divides by is named where it is 0") {
    CHECK_THROWS_WITH(scores("wsm", {{1, 0}, {2, 3}}, {1, -1}, {1, 1}),
                      Catch::Contains("'c2'") && Catch::Contains("minmax"));
    CHECK_THROWS_WITH(scores("copras", {{1, 0}, {2, 3}}, {1, -1}, {1, 1}), Catch::Contains("'a1'"));
    CHECK_THROWS_WITH(scores("edas", {{1}, {-1}}, {1}, {1}), Catch::Contains("mean"));
    CHECK_THROWS_WITH(ranking_named("topsi"), Catch::Contains("there are: topsis, vikor"));
}

TEST_CASE("a criterion that is 0 throughout does not wipe out a weighted product") {
    for (const char* method : {"wpm", "waspas"}) {
        const auto found = scores(method, {{1, 0}, {2, 0}}, {1, 1}, {0.5, 0.5});
        CHECK(found[0] < found[1]);
    }
    // Ratios to the best: 0.5^0.5 and 1.
    CHECK(scores("wpm", {{1, 0}, {2, 0}}, {1, 1}, {0.5, 0.5})[0] == Approx(std::sqrt(0.5)));
}

TEST_CASE("a single alternative and equal alternatives are ranked first without a fault") {
    for (const RankingMethod& method : all_rankings()) {
        INFO(method.name);
        for (const Rows& rows : {Rows{{3, 4}}, Rows{{3, 4}, {3, 4}}}) {
            const Ranking ranking = method.rank(matrix_of(rows, {1, -1}), {0.5, 0.5}, {});
            for (const double score : ranking.scores) CHECK(std::isfinite(score));
            for (const int rank : ranks_of(ranking.scores, ranking.higher_is_better))
                CHECK(rank == 1);
        }
    }
}

TEST_CASE("every row of the registries says formula, unit, source and reference case, once") {
    std::vector<std::string> names;
    for (const WeightingMethod& method : all_weightings()) {
        INFO(method.name);
        for (const char* text :
             {method.title, method.formula, method.unit, method.source, method.reference_case})
            CHECK(std::string(text).size() > 0);
        names.emplace_back(method.name);
    }
    for (const RankingMethod& method : all_rankings()) {
        INFO(method.name);
        for (const char* text : {method.title, method.formula, method.normalisation, method.unit,
                                 method.source, method.reference_case})
            CHECK(std::string(text).size() > 0);
        CHECK(method.rank != nullptr);
        names.emplace_back(method.name);
    }
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}
