#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "network/belt.hpp"
#include "network/corridor.hpp"

using namespace borderlens;

namespace {

const Table nodes = parse_csv(
    "id,lon,lat,country,role,population\nA,80,44,CHN,candidate,100\nB,79,44,KAZ,candidate,200\n"
    "C,79.5,44.5,KAZ,candidate,50\nJ,79.5,43.5,KAZ,junction,\n",
    "nodes");
// A-B direct 100 km, by C 60 + 60 km, by J 70 + 70 km with a change of gauge; C-J is planned.
const Table edges = parse_csv(
    "from,to,km,speed_kmh,mode,gauge_mm,status,crossing_id,sponsor\n"
    "A,B,100,50,rail,1520,operating,X,\nA,C,60,50,rail,1520,operating,,\n"
    "C,B,60,50,rail,1520,operating,,\nA,J,70,50,rail,1435,operating,,us_backed\n"
    "J,B,70,50,rail,1520,operating,,us_backed\nC,J,120,50,rail,1520,planned,,\n",
    "edges");

CorridorNetwork network_of(const std::string& scenario_toml) {
    return corridor_network(nodes, {edges}, nullptr,
                            scenario_of(parse_toml(scenario_toml, "scenario")));
}

}  // namespace

TEST_CASE("axes are the cheapest path and alternatives that share little with it") {
    const CorridorNetwork network = network_of("name = \"base\"\n");
    CHECK(network.links.size() == 5);
    const std::vector<Axis> axes = axes_between(network, "A", "B", 4);
    REQUIRE(axes.size() >= 2);
    CHECK(axes[0].km == 100.0);
    CHECK(axes[0].hours == Approx(2.0));
    CHECK(axes[0].gauge_breaks == 0);
    CHECK(axes[1].km == 120.0);
    CHECK(axes[1].places.size() == 3);
    // Ends in A (CHN) and B (KAZ): 50 km each.
    CHECK(axes[0].partner_share == Approx(0.5));
    // A third of (0.5 + 0 + 0).
    CHECK(axes[0].exposure == Approx(0.5 / 3.0));
    // All are within two hours; the junction is not served.
    CHECK(axes[0].nodes_served == 3);
    CHECK(axes[0].mass_served == 350.0);
}

TEST_CASE("changes of gauge, waits and risks make an axis longer and dearer") {
    const CorridorNetwork network = network_of(
        "name = \"w\"\n[rules]\ngauge_change_h = 1\n[[crossing]]\nid = \"X\"\nwait_h = 9\n"
        "[[risk]]\ncountry = \"CHN\"\nrisk = 0.5\n");
    const std::vector<Axis> axes = axes_between(network, "A", "B", 4);
    // By C: 2.4 h, of which the 1.2 h from A at risk 0.5 weigh half again.
    CHECK(axes[0].hours == Approx(2.4));
    CHECK(axes[0].cost == Approx(3.0));
    CHECK(axes[0].risk_share == Approx(0.25));
    REQUIRE(axes.size() > 1);
    // By J: 2.8 h, 1 h for the gauge; all of it in one sponsor's hands.
    CHECK(axes[1].hours == Approx(3.8));
    CHECK(axes[1].gauge_breaks == 1);
    CHECK(axes[1].partner_share == Approx(1.0));
}

TEST_CASE("a scenario opens, adds and upgrades links; resistance falls with every way added") {
    const CorridorNetwork base = network_of("name = \"base\"\n");
    const CorridorNetwork more = network_of(
        "name = \"more\"\n[[link]]\nfrom = \"J\"\nto = \"C\"\ncost_usd_m = 10\n[[link]]\nfrom = "
        "\"A\"\nto = \"B\"\nmode = \"road\"\nkm = 90\nspeed_kmh = 90\n[[upgrade]]\nfrom = "
        "\"C\"\nto = \"B\"\nspeed_kmh = 100\n");
    CHECK(more.links.size() == 7);
    CHECK(axes_between(more, "A", "B", 1)[0].hours == Approx(1.0));
    std::vector<double> current;
    // Base: links of 2, 1.2 + 1.2 and 1.4 + 1.4 hours side by side.
    const double before = network_resistance(base, 0, 1, current);
    CHECK(before == Approx(1.0 / (1.0 / 2.0 + 1.0 / 2.4 + 1.0 / 2.8)));
    CHECK(current[0] == Approx(before / 2.0));
    CHECK(network_resistance(more, 0, 1, current) < before);
}

TEST_CASE("the belt is land within hours of the axis, in one piece that holds it") {
    const CorridorNetwork network = network_of("name = \"b\"\n[belt]\nhours = 0.5\n");
    const Axis axis = axes_between(network, "A", "B", 1)[0];
    // In a plane: A and B 100 km apart; C and J not placed, so that no way leads off the axis.
    const std::vector<Point> places = {{0, 0}, {100000, 0}, {NAN, NAN}, {NAN, NAN}};
    const Geometry belt = belt_area(network, axis, places);
    REQUIRE(belt.polygons.size() == 1);
    // 15 km at 30 km/h to either side of 100 km, in cells of 5 km.
    double area = 0.0;
    const Ring& ring = belt.polygons[0].outer;
    for (std::size_t i = 1; i < ring.size(); ++i)
        area += 0.5 * (ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y);
    CHECK(std::abs(area) > 100000.0 * 30000.0);
    CHECK(std::abs(area) < 150000.0 * 45000.0);
}

TEST_CASE("unusable networks and scenarios are answered with one clear line") {
    CHECK_THROWS_WITH(network_of("name = \"a\"\nspeed = 3\n"),
                      Catch::Contains("unknown key 'speed'"));
    CHECK_THROWS_WITH(network_of("name = \"a\"\n[[link]]\nfrom = \"A\"\nto = \"Z\"\n"),
                      Catch::Contains("'Z' is not an id"));
    CHECK_THROWS_WITH(network_of("name = \"a\"\n[[upgrade]]\nfrom = \"B\"\nto = \"A\"\nmode = "
                                 "\"road\"\nspeed_kmh = 3\n"),
                      Catch::Contains("no such link"));
    CHECK_THROWS_WITH(network_of("name = \"a\"\n[[risk]]\ncountry = \"KAZ\"\nrisk = 2\n"),
                      Catch::Contains("expected 0 to 1"));
    const Table broken = parse_csv("from,to,km,speed_kmh\nA,B,,50\n", "edges");
    CHECK_THROWS_WITH(corridor_network(nodes, {broken}, nullptr, {}), Catch::Contains("row 1"));
    const CorridorNetwork network = network_of("name = \"none\"\n[rules]\nstatuses = [\"open\"]\n");
    CHECK(axes_between(network, "A", "B", 2).empty());
}

TEST_CASE("links of any status can be used unless they are planned, being built or closed") {
    const Table two = parse_csv("id,lon,lat\nA,80,44\nB,81,44\n", "nodes");
    const auto links = [&](const std::string& status, const Scenario& scenario) {
        const Table link =
            parse_csv("from,to,km,speed_kmh,status\nA,B,80,50," + status + "\n", "edges");
        return corridor_network(two, {link}, nullptr, scenario).links.size();
    };
    for (const char* status : {"", "operating", "open", "existing"}) CHECK(links(status, {}) == 1);
    for (const char* status : {"planned", "under_construction", "closed"})
        CHECK(links(status, {}) == 0);
    Scenario named;
    named.statuses = {"planned"};
    CHECK(links("planned", named) == 1);
    CHECK(links("operating", named) == 0);
}
