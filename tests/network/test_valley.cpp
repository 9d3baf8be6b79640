#include <catch2/catch.hpp>

#include "base/csv.hpp"
#include "network/accessibility.hpp"
#include "network/reached_land.hpp"
#include "network/valley.hpp"

using namespace borderlens;

namespace {

// Five places on the equator, one degree apart, from e in the west to a in the east, and f far off.
const std::vector<Point> k_lonlat = {{5, 0}, {4, 0}, {3, 0}, {2, 0}, {1, 0}, {3, 9}};

TransportNetwork chain() {
    return transport_network_of(
        parse_csv("id,population\na,1\nb,1\nc,1\nd,1\ne,1\nf,1\n", "n"),
        {parse_csv("from,to,km,speed_kmh\na,b,111,111\nb,c,111,111\nc,d,111,111\nd,e,111,111\n"
                   "c,f,999,111\n",
                   "e")},
        nullptr, {});
}

}  // namespace

TEST_CASE("the valley is the places nearest to all, in order along its longest way") {
    const TransportNetwork network = chain();
    const TravelTimes times = travel_times(network, {});
    const auto means = accessibility_of(network, times, 1.0).weighted_mean_h;
    // Half of six places: c (1 + 1 + 2 + 2 + 9 h), b and d (1 + 1 + 2 + 3 + 10 h).
    const Valley valley = valley_of(network, times, means, k_lonlat, 0.5);
    CHECK(valley.places == std::vector<std::size_t>{2, 1, 3});
    CHECK(valley.threshold_h == Approx(17.0 / 5.0));
    CHECK(valley.parts == 1);
    CHECK(valley.spine == std::vector<std::size_t>{1, 2, 3});
    CHECK(valley.bow == Approx(1.0));
    CHECK(direction_name(valley.bearing_deg) == "west");
}

TEST_CASE("places parted by one that is not in the valley are two groups") {
    const TransportNetwork network = chain();
    const TravelTimes times = travel_times(network, {});
    // Means made up so that c, between b and d, is left out.
    const Valley valley = valley_of(network, times, {9, 1, 9, 2, 9, 9}, k_lonlat, 0.33);
    CHECK(valley.places == std::vector<std::size_t>{1, 3});
    CHECK(valley.parts == 2);
    CHECK(valley.spine.size() == 1);
    CHECK(valley_of(network, times, std::vector<double>(6, NAN), k_lonlat, 0.5).places.empty());
    CHECK_THROWS_WITH(valley_of(network, times, {9, 1, 9, 2, 9, 9}, k_lonlat, 0.0),
                      Catch::Contains("share"));
}

TEST_CASE("directions are named by the eighth of the compass they lie in") {
    CHECK(direction_name(0) == "north");
    CHECK(direction_name(359) == "north");
    CHECK(direction_name(135) == "south-east");
    CHECK(direction_name(-90) == "west");
}

TEST_CASE("ways are reached from both ends as far as the hours go") {
    // 100 km in 2 h; reached at 0 h and at 1.5 h.
    const std::vector<ReachedWay> ways = {{{0, 0}, {100000, 0}, 0.0, 1.5, 2.0}};
    const auto one = ways_within(ways, 1.0);
    REQUIRE(one.size() == 1);
    CHECK(one[0][1].x == Approx(50000));
    // At 1.6 h: 80 km from the left, 5 km from the right.
    const auto two = ways_within(ways, 1.6);
    REQUIRE(two.size() == 2);
    CHECK(two[1][1].x == Approx(95000));
    CHECK(ways_within(ways, 1.75).size() == 1);
    CHECK(ways_within(ways, -1.0).empty());
}

TEST_CASE("land within hours grows with the hours and holds the ways") {
    const std::vector<ReachedWay> ways = {{{0, 0}, {200000, 0}, 0.0, 4.0, 4.0}};
    const auto area = [&](double hours) {
        double sum = 0.0;
        for (const Polygon& polygon : land_within(ways, {{{0, 0}, 0.0}}, hours, 30.0).polygons)
            for (std::size_t i = 1; i < polygon.outer.size(); ++i)
                sum += 0.5 * (polygon.outer[i - 1].x * polygon.outer[i].y -
                              polygon.outer[i].x * polygon.outer[i - 1].y);
        return std::abs(sum);
    };
    // In 1 h 50 km along the way and 30 km off it.
    CHECK(area(1.0) > 30000.0 * 50000.0);
    CHECK(area(2.0) > area(1.0));
    CHECK(land_within(ways, {}, 0.0, 30.0).polygons.empty());
}
