#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "network/scenario_effects.hpp"

using namespace borderlens;

namespace {

const Table nodes = parse_csv("id,country,population\nA,CHN,100\nB,KAZ,200\nC,KAZ,50\n", "nodes");
const Table edges = parse_csv(
    "from,to,km,speed_kmh,mode,gauge_mm,electrified,crossing_id\nA,C,50,50,rail,1520,0,X\n"
    "C,B,50,50,rail,1520,1,\n",
    "edges");

CorridorNetwork network_of(const std::string& toml, const char* crossings = nullptr) {
    const Table table = crossings == nullptr ? Table() : parse_csv(crossings, "x");
    return corridor_network(nodes, {edges}, crossings == nullptr ? nullptr : &table,
                            scenario_of(parse_toml(toml, "scenario")));
}

}  // namespace

TEST_CASE("a scenario's effects are potential, hours to the cores and who lies between") {
    const ScenarioEffects found = scenario_effects(network_of("name = \"base\"\n"), {0, 1});
    // A: 50 / 1 h + 200 / 2 h; C: 100 / 1 h + 200 / 1 h.
    CHECK(found.potential == std::vector<double>{150, 100, 300});
    CHECK(found.core_h == std::vector<double>{0, 0, 1});
    // The one other pair, A and B, passes C.
    CHECK(found.betweenness == std::vector<double>{0, 0, 1});
    CHECK(found.effective_resistance == Approx(2.0));
    // Two links of equal length with all of the current: 1 - 2 * 0.5^2.
    CHECK(found.diversification == Approx(0.5));
    CHECK(found.cost_usd_m == 0.0);
    CHECK(std::isnan(found.cost_known_share));
}

TEST_CASE("new links without a price cost what those with one cost per km") {
    const ScenarioEffects found = scenario_effects(
        network_of("name = \"more\"\n[[link]]\nfrom = \"A\"\nto = \"B\"\nmode = "
                   "\"road\"\nkm = 100\nspeed_kmh = 50\ncost_usd_m = 10\n[[link]]\nfrom = "
                   "\"A\"\nto = \"C\"\nmode = \"road\"\nkm = 300\nspeed_kmh = 50\n"),
        {0, 1});
    CHECK(found.cost_usd_m == Approx(40.0));
    CHECK(found.cost_known_share == Approx(0.25));
}

TEST_CASE("a link put under wire runs faster, and diesel hours can be made dearer") {
    const char* upgrade =
        "name = \"wire\"\n[[upgrade]]\nfrom = \"A\"\nto = \"C\"\nelectrified = true\n";
    // 50 km at 50 * 1.125 km/h, then 1 h.
    CHECK(hours_from(network_of(upgrade), {0})[1] == Approx(1.0 / 1.125 + 1.0));
    const std::string factor = std::string(upgrade) + "[rules]\nelectrification_factor = 2\n";
    CHECK(hours_from(network_of(factor), {0})[1] == Approx(1.5));
    const auto axis =
        axes_between(network_of("name = \"d\"\n[weights]\ndiesel = 0.5\n"), "A", "B", 1);
    REQUIRE(axis.size() == 1);
    CHECK(axis[0].cost == Approx(1.0 * 1.5 + 1.0));
    CHECK(axis[0].hours == Approx(2.0));
    CHECK(axis[0].electrified_share == Approx(0.5));
}

TEST_CASE("waits of corridors: known ones, the mean for unknown ones, and a note of it") {
    const CorridorNetwork by_direction = network_of(
        "name = \"w\"\n", "id,from_country,to_country,wait_out_h,wait_in_h\nX,CHN,KAZ,6,2\n");
    CHECK(by_direction.links[0].hours == Approx(1.0 + 4.0));
    CHECK(by_direction.notes.empty());
    const CorridorNetwork mean =
        network_of("name = \"w\"\n", "id,mode,wait_h\nX,rail,\nY,rail,3\nZ,road,100\n");
    CHECK(mean.links[0].hours == Approx(1.0 + 3.0));
    REQUIRE(mean.notes.size() == 1);
    CHECK_THAT(mean.notes[0], Catch::Contains("count as 3 h") && Catch::Contains("X"));
    const CorridorNetwork given =
        network_of("name = \"w\"\n[rules]\nunknown_wait_h = 8\n", "id,wait_h\nX,\n");
    CHECK(given.links[0].hours == Approx(1.0 + 8.0));
    CHECK_THAT(network_of("name = \"w\"\n").notes.at(0), Catch::Contains("no table of crossings"));
    CHECK_THROWS_WITH(network_of("name = \"w\"\n", "id,wait_h\nY,1\n"), Catch::Contains("'X'"));
}

TEST_CASE("the front holds what no other choice beats in cost and gain") {
    // The second is dearer and no better than the first; the fourth's cost is not known.
    CHECK(pareto_front({0, 5, 9, NAN}, {0.3, 0.3, 0.8, 0.9}) ==
          std::vector<bool>{true, false, true, false});
    CHECK(pareto_front({1, 1}, {2, 2}) == std::vector<bool>{true, true});
    CHECK(pareto_front({}, {}).empty());
}

TEST_CASE("a new link across the border waits at the crossing it names, else a note says so") {
    const std::string link =
        "name = \"l\"\n[[link]]\nfrom = \"A\"\nto = \"B\"\nmode = \"road\"\nkm = 50\n"
        "speed_kmh = 50\n";
    const char* waits = "id,wait_h\nX,1\nY,7\n";
    const CorridorNetwork named = network_of(link + "crossing_id = \"Y\"\n", waits);
    CHECK(named.links.back().hours == Approx(1.0 + 7.0));
    CHECK(named.notes.empty());
    const CorridorNetwork unnamed = network_of(link, waits);
    CHECK(unnamed.links.back().hours == Approx(1.0));
    REQUIRE(unnamed.notes.size() == 1);
    CHECK_THAT(unnamed.notes[0], Catch::Contains("A-B leads from CHN to KAZ"));
}

TEST_CASE("a change of a crossing that no link passes is told") {
    const CorridorNetwork network =
        network_of("name = \"c\"\n[[crossing]]\nid = \"X9\"\nwait_h = 1\n", "id,wait_h\nX,1\n");
    REQUIRE(network.notes.size() == 1);
    CHECK_THAT(network.notes[0], Catch::Contains("X9") && Catch::Contains("changes nothing"));
}

TEST_CASE("a scenario opens the planned railway, not the road beside it") {
    const Table both = parse_csv(
        "from,to,km,speed_kmh,mode,gauge_mm,status,crossing_id\nA,C,50,50,road,,operating,\n"
        "A,C,50,100,rail,1435,planned,\nC,B,50,50,road,,operating,\n",
        "edges");
    const auto links = [&](const std::string& toml) {
        return corridor_network(nodes, {both}, nullptr,
                                scenario_of(parse_toml("name = \"s\"\n" + toml, "scenario")));
    };
    const std::string link = "[[link]]\nfrom = \"A\"\nto = \"C\"\n";
    REQUIRE(links("").links.size() == 2);
    const CorridorNetwork opened = links(link);
    REQUIRE(opened.links.size() == 3);
    CHECK(opened.links[1].mode == "rail");
    CHECK(opened.links[0].hours == Approx(1.0));
    // The effect says which link that was, and what it was before.
    REQUIRE(opened.effects.size() == 1);
    CHECK(opened.effects[0].status == "planned");
    CHECK_FALSE(opened.effects[0].was_open);
    REQUIRE(opened.effects[0].before);
    CHECK(opened.effects[0].before->mode == "rail");
    const CorridorNetwork added = links(link + "km = 9\nspeed_kmh = 9\nmode = \"ferry\"\n");
    CHECK_FALSE(added.effects.at(0).before);
    CHECK(added.effects.at(0).after.hours == Approx(1.0));
    CHECK(opened.notes.size() == 1);  // of the border without a wait, not of the mode
    // Both stand open: what is said of gauge means the railway, a speed alone could mean either.
    const std::string upgrade = "[[upgrade]]\nfrom = \"A\"\nto = \"C\"\n";
    CHECK(links(link + upgrade + "gauge_mm = 1520\n").links[1].gauge_mm == 1520);
    const CorridorNetwork either = links(link + upgrade + "speed_kmh = 25\n");
    CHECK(either.links[0].hours == Approx(2.0));
    REQUIRE(either.notes.size() == 2);
    CHECK(either.notes[1].find("several modes") != std::string::npos);
}
