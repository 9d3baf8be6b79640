#include <catch2/catch.hpp>
#include <set>

#include "learning/accuracy_sampling.hpp"

using namespace borderlens;

TEST_CASE("the sample size of Olofsson 2014: about 641 for a standard error of 0.01") {
    // Section 5.1.2: W = 0.02, 0.015, 0.320, 0.645, U = 0.70, 0.60, 0.90, 0.95, S(O) = 0.01;
    // sum W S = 0.0092 + 0.0073 + 0.0960 + 0.1406 = 0.2531, squared over 0.0001 = 641.
    const SamplePlan plan = plan_samples({{"deforestation", 200000, 0.7},
                                          {"gain", 150000, 0.6},
                                          {"forest", 3200000, 0.9},
                                          {"other", 6450000, 0.95}},
                                         0.01 * 1.959964, 75);
    CHECK(plan.wanted == 641);
    CHECK(plan.strata[0].samples == 75);
    CHECK(plan.strata[3].samples == 414);  // 0.645 * 641 = 413.4
    CHECK(plan.half_width < 0.0196 * 1.05);
}

TEST_CASE("a small stratum is taken whole, an empty one not at all") {
    const SamplePlan plan =
        plan_samples({{"a", 30, 0.8}, {"b", 0, 0.8}, {"c", 9970, 0.8}}, 0.05, 50);
    CHECK(plan.strata[0].samples == 30);
    CHECK(plan.strata[1].samples == 0);
    CHECK_THROWS_WITH(plan_samples({{"a", 30, 0.8}}, 0.0, 50), Catch::Contains("half width"));
    CHECK_THROWS_WITH(plan_samples({{"a", 30, 1.8}}, 0.1, 50), Catch::Contains("0 to 1"));
    CHECK_THROWS_WITH(plan_samples({{"a", 0, 0.8}}, 0.1, 50), Catch::Contains("no pixel"));
}

TEST_CASE("ranks are drawn without repetition, each alike, the same for the same seed") {
    const auto ranks = draw_ranks(1000, 100, 5);
    CHECK(std::set<Index>(ranks.begin(), ranks.end()).size() == 100);
    CHECK(ranks == draw_ranks(1000, 100, 5));
    CHECK(draw_ranks(7, 7, 1) == std::vector<Index>{0, 1, 2, 3, 4, 5, 6});
    Index first_half = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed)
        for (const Index rank : draw_ranks(100, 10, seed)) first_half += rank < 50 ? 1 : 0;
    CHECK(first_half == Approx(1000).margin(70));  // 3 standard deviations of 2000 draws
}
