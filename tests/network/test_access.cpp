#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "network/accessibility.hpp"
#include "network/transport_check.hpp"

using namespace borderlens;

namespace {

const char* const k_nodes = "id,population\na,100\nb,50\nc,10\nd,\n";
const char* const k_edges =
    "from,to,km,speed_kmh,road_class,mode,crossing_id\n"
    "a,b,100,50,,road,\nb,c,60,,track,rail,X\nc,d,10,10,,road,\n";

TransportNetwork network(const char* nodes, const char* edges, const char* crossings = nullptr,
                         TransportOptions options = {}) {
    const Table of_crossings = crossings != nullptr ? parse_csv(crossings, "x") : Table();
    return transport_network_of(parse_csv(nodes, "n"), {parse_csv(edges, "e")},
                                crossings != nullptr ? &of_crossings : nullptr, options);
}

double hours(const TransportNetwork& net, std::size_t from, std::size_t to,
             TravelOptions options = {}) {
    return travel_times(net, options).at(from, to);
}

}  // namespace

TEST_CASE("a way takes riding, waiting, gauge change and transfers") {
    const auto net = network(k_nodes, k_edges, "id,wait_h,gauge_change_h\nX,4,0.5\n");
    // a to c: 100 km at 50 km/h, 60 km at 20 km/h (track), 4 h wait, 0.5 h gauge change.
    CHECK(hours(net, 0, 2) == Approx(2 + 3 + 4 + 0.5));
    CHECK(hours(net, 0, 2, {0.0, 0.0}) == Approx(2 + 3 + 0.5));
    CHECK(hours(net, 0, 2, {2.0, 0.0}) == Approx(2 + 3 + 8 + 0.5));
    // One transfer from road to rail at b, another back to road at c.
    CHECK(hours(net, 0, 2, {1.0, 0.7}) == Approx(9.5 + 0.7));
    CHECK(hours(net, 0, 3, {1.0, 0.7}) == Approx(9.5 + 1.0 + 1.4));
    CHECK(hours(net, 3, 0) == Approx(hours(net, 0, 3)));
    CHECK(hours(net, 1, 1) == 0.0);
}

TEST_CASE("a dear transfer is avoided where a slower way keeps the mode") {
    const char* edges =
        "from,to,km,speed_kmh,mode\na,b,50,50,road\nb,c,50,50,rail\nb,c,100,50,road\n";
    const auto net = network(k_nodes, edges);
    CHECK(hours(net, 0, 2, {1.0, 0.0}) == Approx(2.0));
    CHECK(hours(net, 0, 2, {1.0, 0.5}) == Approx(2.5));
    CHECK(hours(net, 0, 2, {1.0, 5.0}) == Approx(3.0));
}

TEST_CASE("directions count where links are one way or waits differ") {
    TransportOptions directed;
    directed.directed = true;
    CHECK(std::isinf(hours(network(k_nodes, k_edges, nullptr, directed), 1, 0)));
    const char* oneway =
        "from,to,km,speed_kmh,oneway\na,b,50,50,1\nb,a,100,50,0\nb,c,1,1,0\nc,d,1,1,0\n";
    const auto net = network(k_nodes, oneway);
    CHECK(hours(net, 0, 1) == 1.0);
    CHECK(hours(net, 1, 0) == 2.0);
    const char* nodes = "id,population,country\na,1,CHN\nb,2,KAZ\n";
    const char* edges = "from_id,to_id,km,typical_speed_kmh,crossing_id\nb,a,10,10,X\n";
    const auto border = network(
        nodes, edges, "crossing_id,countries,wait_h_outbound,wait_h_inbound\nX,CHN-KAZ,50,0.3\n");
    CHECK(hours(border, 0, 1) == Approx(51.0));
    CHECK(hours(border, 1, 0) == Approx(1.3));
    CHECK_THROWS_WITH(network("id,population\na,1\nb,2\n", edges,
                              "id,countries,wait_h_outbound,wait_h_inbound\nX,CHN-KAZ,50,0.3\n"),
                      Catch::Contains("by direction"));
}

TEST_CASE("waits by direction go before their mean where the direction can be told") {
    const char* edges = "from,to,km,speed_kmh,crossing_id\na,b,10,10,X\n";
    const char* crossings =
        "id,from_country,to_country,wait_out_h,wait_in_h,wait_h\nX,CHN,KAZ,50,0.4,25.2\n";
    const auto told = network("id,population,country\na,1,CHN\nb,2,KAZ\n", edges, crossings);
    CHECK(hours(told, 0, 1) == Approx(51.0));
    CHECK(hours(told, 1, 0) == Approx(1.4));
    const auto untold = network("id,population\na,1\nb,2\n", edges, crossings);
    CHECK(hours(untold, 0, 1) == Approx(26.2));
}

TEST_CASE("waits are those of the mode and of the latest year asked for") {
    const char* crossings = "id,mode,year,wait_h\nX,rail,2020,1\nX,rail,2023,2\nX,road,2023,9\n";
    CHECK(hours(network(k_nodes, k_edges, crossings), 1, 2) == Approx(3 + 2));
    TransportOptions early;
    early.year = 2021;
    CHECK(hours(network(k_nodes, k_edges, crossings, early), 1, 2) == Approx(3 + 1));
}

TEST_CASE("links that are planned are not used, unknown waits are noted") {
    const auto net = network(
        k_nodes,
        "from,to,km,speed_kmh,status,crossing_id\na,b,10,10,operating,X\nb,c,10,10,planned,\n",
        "id,wait_h\nX,\n");
    CHECK(net.links.size() == 1);
    REQUIRE(net.notes.size() == 1);
    CHECK_THAT(net.notes[0], Catch::Contains("count as 0 h") && Catch::Contains(": X"));
    const auto named = network(k_nodes, k_edges, "id,name,wait_h\nX,Old Bridge,\n");
    CHECK_THAT(named.notes[0], Catch::Contains(": Old Bridge (X)"));
    CHECK(network(k_nodes, k_edges).notes.size() == 1);
    TransportOptions assumed;
    assumed.unknown_wait_h = 9.9;
    CHECK(hours(network(k_nodes, k_edges, "id,wait_h\nX,\n", assumed), 1, 2) == Approx(3 + 9.9));
}

TEST_CASE("a wait nobody knows is the mean of the known ones of its mode, and that is said") {
    const char* edges =
        "from,to,km,speed_kmh,mode,crossing_id\na,b,10,10,road,X\nb,c,10,10,rail,Y\n"
        "c,d,10,10,road,Z\n";
    const auto net = network(k_nodes, edges,
                             "id,mode,wait_h,wait_out_h,wait_in_h\nX,road,,3,3\nY,rail,9,,\n"
                             "Z,road,,,\nW,road,5,,\n");
    // Of the roads X waits 3 h on the mean of its directions, W 5 h: Z counts as 4 h.
    CHECK(hours(net, 2, 3) == Approx(1 + 4));
    CHECK(hours(net, 1, 2) == Approx(1 + 9));
    REQUIRE(net.notes.size() == 1);
    CHECK_THAT(net.notes[0], Catch::Contains("count as 4 h") && Catch::Contains(": Z"));
}

TEST_CASE("across the border is beyond the wait of one's own direction and the change of gauge") {
    const char* nodes =
        "id,population,country,type\na,1,CHN,city\nb,1,CHN-KAZ,border\nc,1,KAZ,city\nd,1,KAZ,"
        "city\n";
    const char* edges = "from,to,km,speed_kmh,crossing_id\na,b,20,10,\nb,c,30,10,X\nc,d,10,10,\n";
    const auto net = network(nodes, edges,
                             "id,from_country,to_country,wait_out_h,wait_in_h,gauge_change_h\n"
                             "X,CHN,KAZ,50,0.5,1\n");
    const TravelOptions observed;
    const auto across = hours_across_border(net, travel_times(net, observed), observed, {});
    CHECK(across[0] == Approx(2 + 50 + 1));
    CHECK(across[2] == Approx(3 + 0.5 + 1));
    CHECK(across[3] == Approx(4 + 0.5 + 1));
    const TravelOptions doubled{.wait_factor = 2.0};
    CHECK(hours_across_border(net, travel_times(net, doubled), doubled, {})[0] ==
          Approx(2 + 100 + 1));
}

TEST_CASE("the border is reached before its wait, at the marked end where there is one") {
    const auto plain = network(k_nodes, k_edges, "id,wait_h\nX,4\n");
    const auto hours_plain = hours_to_border(plain, travel_times(plain, {}), {});
    // a: 2 h to b; b and c stand at the crossing; d: 1 h to c.
    CHECK(hours_plain == std::vector<double>{2, 0, 0, 1});
    const auto marked = network("id,population,type\na,1,city\nb,1,border\nc,1,city\nd,1,city\n",
                                k_edges, "id,wait_h\nX,4\n");
    // From c the border point b is 3 h on, without the wait.
    const auto hours_marked = hours_to_border(marked, travel_times(marked, {}), {});
    CHECK(hours_marked[0] == 2.0);
    CHECK(hours_marked[1] == 0.0);
    CHECK(hours_marked[2] == 3.0);
    CHECK(hours_marked[3] == 4.0);
    CHECK_THROWS_WITH(hours_to_border(plain, travel_times(plain, {}), {"Y"}),
                      Catch::Contains("'Y'"));
}

TEST_CASE("places without mass are passed through, places without a way are told") {
    const auto net = network("id,population\na,100\nb,50\nc,10\nd,\ne,7\n", k_edges);
    const TravelTimes times = travel_times(net, {});
    const Accessibility access = accessibility_of(net, times, 1.0);
    // From d (no mass): (1 * 10 + 4 * 50 + 6 * 100) / 160.
    CHECK(access.weighted_mean_h[3] == Approx(810.0 / 160.0));
    CHECK(access.weighted_mean_with_self_h[3] == access.weighted_mean_h[3]);
    // Coefficients are over the mean of a, b and c: d has no mass, e no way.
    const double mean =
        (access.weighted_mean_h[0] + access.weighted_mean_h[1] + access.weighted_mean_h[2]) / 3.0;
    CHECK(access.coefficient[0] == Approx(access.weighted_mean_h[0] / mean));
    CHECK(std::isnan(access.weighted_mean_h[4]));
    CHECK(access.unreachable == std::vector<std::size_t>{4});
    CHECK(within_reach(times, {1}, 3.0) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("faster links never lengthen a way, and times scale with lengths") {
    const auto base = network(k_nodes, k_edges);
    const auto faster =
        network(k_nodes, "from,to,km,speed_kmh\na,b,100,80\nb,c,60,20\nc,d,10,10\na,d,50,50\n");
    const auto longer = network(
        k_nodes, "from,to,km,speed_kmh,road_class\na,b,200,50,\nb,c,120,,track\nc,d,20,10,\n");
    const TravelTimes t = travel_times(base, {}), f = travel_times(faster, {}),
                      l = travel_times(longer, {});
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) {
            CHECK(f.at(i, j) <= t.at(i, j));
            CHECK(l.at(i, j) == Approx(2.0 * t.at(i, j)));
            CHECK(t.at(i, j) == t.at(j, i));
            for (std::size_t k = 0; k < 4; ++k)
                CHECK(t.at(i, j) <= t.at(i, k) + t.at(k, j) + 1e-12);
        }
}

TEST_CASE("malformed network tables are answered in one line") {
    CHECK_THROWS_WITH(network("id,pop\na,1\n", k_edges), Catch::Contains("no column 'population'"));
    CHECK_THROWS_WITH(network("id,population\na,1\na,2\n", k_edges), Catch::Contains("twice"));
    CHECK_THROWS_WITH(network("id,population\na,0\nb,0\n", k_edges), Catch::Contains("positive"));
    CHECK_THROWS_WITH(network(k_nodes, "from,to,km,speed_kmh\na,z,1,1\n"),
                      Catch::Contains("'a' to 'z': 'z' is not in the table of nodes"));
    CHECK_THROWS_WITH(network(k_nodes, "from,to,km,speed_kmh\na,b,,1\n"), Catch::Contains("km"));
    CHECK_THROWS_WITH(network(k_nodes, "from,to,km,speed_kmh\na,b,1,0\n"),
                      Catch::Contains("speed"));
    CHECK_THROWS_WITH(network(k_nodes, "from,to,km,road_class\na,b,1,lane\n"),
                      Catch::Contains("'lane'"));
    CHECK_THROWS_WITH(network(k_nodes, k_edges, "id,wait_h\nY,1\n"), Catch::Contains("'X'"));
    CHECK_THROWS_WITH(network(k_nodes, k_edges, "id,wait_h\nX,-1\n"), Catch::Contains("0 or more"));
    CHECK_THROWS_WITH(network(k_nodes, k_edges, "id,wait_h\nX,1\nX,2\n"), Catch::Contains("twice"));
    CHECK_THROWS_WITH(travel_times(network(k_nodes, k_edges), {-1.0, 0.0}),
                      Catch::Contains("wait factor"));
}

TEST_CASE("the check finds what would give wrong travel times, all of it at once") {
    const Table nodes = parse_csv(
        "id,lon,lat,country,population,population_year,source\n"
        "u,87.6,43.8,CHN,4054,2020,census\nk,80.4,44.2,CHN,200,,x\na,76.9,43.2,KAZ,2000,2012,\n"
        "lost,0,95,KAZ,1,2000,x\nu,1,1,CHN,1,2000,x\n",
        "n");
    const Table edges = parse_csv(
        "from,to,km,speed_kmh,crossing_id,source\nu,k,300,90,,x\nk,a,335,90,X,x\nk,a,335,900,,x\n"
        "a,z,10,50,,x\na,a,5,50,,x\nu,k,,50,X,x\n",
        "e");
    const Table crossings = parse_csv("id,wait_h,year\nX,5,\nY,-1,2020\n", "x");
    const auto faults = check_network({&nodes, {&edges}, &crossings});
    std::string all;
    for (const NetworkFault& fault : faults) all += to_text(fault) + "\n";
    for (const char* part : {"'u' stands there twice", "'lost': lon 0, lat 95 is not on the globe",
                             "'k': population has no population_year", "'a' has no source",
                             "edges, row 1 (error): 'u' to 'k': 300 km, but the great circle is",
                             "900 km/h", "'z' is not in the nodes", "both ends are one place",
                             "km is missing", "both ends lie in CHN",
                             "leads from CHN to KAZ without a crossing", "'lost' is not connected",
                             "'X': its wait has no year", "'Y': wait_h is -1", "'Y' is on no edge"})
        CHECK_THAT(all, Catch::Contains(part));
    const Table good_nodes = parse_csv("id,lon,lat\na,80,44\nb,81,44\n", "n");
    const Table good_edges = parse_csv("from,to,km,speed_kmh\na,b,85,60\n", "e");
    CHECK(check_network({&good_nodes, {&good_edges}, nullptr}).empty());
}

TEST_CASE("the check sees units that were mixed up and years left out") {
    const Table nodes = parse_csv("id,lon,lat\na,80,44\nb,81,44\n", "n");
    const Table edges = parse_csv("from,to,km,speed_kmh,year,crossing_id\na,b,85000,60,,X\n", "e");
    const Table crossings = parse_csv("id,wait_h\nX,1440\n", "x");
    std::string all;
    for (const NetworkFault& fault : check_network({&nodes, {&edges}, &crossings}))
        all += to_text(fault) + "\n";
    for (const char* part : {"are these metres?", "'a' to 'b' has no year", "are these minutes?"})
        CHECK_THAT(all, Catch::Contains(part));
}

TEST_CASE("a single missing way back among links given both ways is a one-way mistake") {
    const Table nodes = parse_csv("id\na\nb\nc\n", "n");
    const Table edges =
        parse_csv("from,to,km,speed_kmh\na,b,5,50\nb,a,5,50\nb,c,5,50\nc,b,6,50\na,c,5,50\n", "e");
    const auto faults = check_network({&nodes, {&edges}, nullptr});
    REQUIRE(faults.size() == 2);
    CHECK_THAT(faults[0].message, Catch::Contains("back it is 6 km"));
    CHECK_THAT(faults[1].message, Catch::Contains("'a' to 'c' has no way back"));
    // A railway of another length is another link, and a gate lies in both countries.
    const Table gates = parse_csv("id,country\na,CHN\nb,CHN-KAZ\nc,KAZ\n", "n");
    const Table road = parse_csv("from,to,km,speed_kmh,crossing_id\na,b,5,50,\nb,c,5,50,X\n", "e");
    const Table rail = parse_csv("from,to,km,speed_kmh\nb,a,7,50\n", "r");
    CHECK(check_network({&gates, {&road, &rail}, nullptr}).empty());
}

TEST_CASE("a crossing between two towns, neither of them a gate, is named") {
    const TransportNetwork towns =
        network("id,population\na,1\nb,2\nc,3\n",
                "from,to,km,speed_kmh,crossing_id\na,b,50,50,X\nb,c,50,50,\n");
    CHECK(crossings_between_towns(towns, {}) == std::vector<std::string>{"X"});
    CHECK(crossings_between_towns(towns, {"Y"}).empty());
    const TransportNetwork gate =
        network("id,population,role\na,1,\nb,2,gate\nc,3,\n",
                "from,to,km,speed_kmh,crossing_id\na,b,50,50,X\nb,c,50,50,\n");
    CHECK(crossings_between_towns(gate, {}).empty());
    const TransportNetwork near =
        network("id,population\na,1\nb,2\n", "from,to,km,speed_kmh,crossing_id\na,b,14,40,X\n");
    CHECK(crossings_between_towns(near, {}).empty());
}
