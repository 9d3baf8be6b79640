#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/period_change.hpp"

using namespace borderlens;
using Positions = std::vector<std::size_t>;

TEST_CASE("an event parts the periods, and those before it make a placebo in time") {
    const auto changes = period_changes({2011, 2012, 2013, 2015, 2020}, 2014.0);
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].name == "first_to_last");
    CHECK(changes[0].before == Positions{0});
    CHECK(changes[0].after == Positions{4});
    CHECK(changes[1].name == "event_2014");
    CHECK(changes[1].before == Positions{0, 1, 2});
    CHECK(changes[1].after == Positions{3, 4});
    CHECK(changes[2].name == "before_2014");
    CHECK(changes[2].before == Positions{0});
    CHECK(changes[2].after == Positions{1, 2});
}

TEST_CASE("a period in the year of the event is after it; without periods on both sides no event") {
    CHECK(period_changes({2013, 2014}, 2014.0)[1].after == Positions{1});
    CHECK(period_changes({2013, 2014}, 2013.0).size() == 1);
    CHECK(period_changes({2013, 2014}, 2015.0).size() == 1);
    CHECK(period_changes({2013, 2014}, {}).size() == 1);
    CHECK(period_changes({2013}, 2013.0).empty());
}

TEST_CASE("a place's change is between means over the periods, none where one is missing") {
    const PeriodChange change{"event", {0, 1}, {2}};
    const auto changed = changed_values({{1.0, 1.0}, {3.0, NAN}, {7.0, 7.0}}, change);
    CHECK(changed[0] == Approx(5.0));  // 7 - (1 + 3) / 2
    CHECK(std::isnan(changed[1]));
    const auto weights = least_weights({{4.0, 9.0}, {6.0, 0.0}, {5.0, 9.0}}, change);
    CHECK(weights[0] == 4.0);
    CHECK(weights[1] == 0.0);
}
