// corridor runs on small tables: axes, belts, what scenarios change, and what was assumed.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string folder =
    (std::filesystem::temp_directory_path() / "borderlens_test_corridor").string() + "/";

std::string file(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder);
    write_text(folder + name, text, true);
    return folder + name;
}

int run(std::vector<std::string> words) {
    words.insert(words.begin(), "corridor");
    words.insert(words.end(), {"--out", folder + "out"});
    return run_again(std::move(words));
}

const std::string nodes =
    "id,lon,lat,country,role,population\nA,80,44,CHN,candidate,100\nB,79,44,KAZ,candidate,200\n"
    "C,79.5,44.5,KAZ,candidate,50\n";
const std::string edges =
    "from,to,km,speed_kmh,mode,gauge_mm,status,crossing_id,sponsor\n"
    "A,B,100,50,rail,1520,operating,X,\nA,C,60,30,rail,1520,operating,Y,\n"
    "C,B,60,30,rail,1520,operating,,\n";

std::vector<std::string> tables() {
    return {file("nodes.csv", nodes), file("edges.csv", edges)};
}

}  // namespace

TEST_CASE("corridor writes axes, belts and nodes, and scenario against scenario") {
    const std::string base = file("base.toml", "name = \"base\"\n");
    const std::string more = file("more.toml",
                                  "name = \"more\"\n[[upgrade]]\nfrom = \"A\"\nto = \"C\"\n"
                                  "speed_kmh = 60\ncost_usd_m = 10\n[[upgrade]]\nfrom = \"C\"\n"
                                  "to = \"B\"\nspeed_kmh = 60\n");
    std::vector<std::string> words = tables();
    words.insert(words.end(), {"--cores", "A,B", "--crossings",
                               file("x.csv", "id,wait_h\nX,1\nY,1\n"), "--scenario", base, more});
    REQUIRE(run(words) == 0);
    const Table corridors = read_table(folder + "out/corridors.csv");
    for (const char* name : {"scenario", "axis", "from", "to", "length_km", "time_h", "cost",
                             "nodes_served", "exposure"})
        CHECK(corridors.has(name));
    // Base: straight 2 h and 1 h at X.
    CHECK(corridors.numbers("time_h")[0] == Approx(3.0));
    const Table scenarios = read_table(folder + "out/scenarios.csv");
    CHECK(scenarios.texts("scenario") == std::vector<std::string>{"base", "more"});
    CHECK(scenarios.numbers("cost_usd_m") == std::vector<double>{0.0, 10.0});
    CHECK(scenarios.numbers("gainers") == std::vector<double>{0.0, 3.0});
    // The upgrade costs something and evens out the current: neither choice beats the other.
    CHECK(scenarios.numbers("pareto") == std::vector<double>{1.0, 1.0});
    const Table places = read_table(folder + "out/comparison.csv");
    CHECK(places.rows() == 6);
    for (const char* name : {"potential", "change_share", "core_h", "core_change_h", "betweenness"})
        CHECK(places.has(name));
    const VectorLayer axes = read_vector(folder + "out/corridors.gpkg", "axes");
    CHECK(axes.geometries.size() == static_cast<std::size_t>(corridors.rows()));
    CHECK(read_vector(folder + "out/corridors.gpkg", "belts").geometries[0].polygons.size() == 1);
    CHECK(read_table(folder + "out/corridor_nodes.csv").has("axis_h"));
    // Base: 3 h straight beside 3 + 2 h by C: 5/8 and 3/8 of the current.
    const Table currents = read_table(folder + "out/corridor_currents.csv");
    CHECK(currents.numbers("current")[0] == Approx(5.0 / 8.0));
    CHECK(currents.numbers("current")[1] == Approx(3.0 / 8.0));
    CHECK(currents.texts("crossing_id")[1] == "Y");
    CHECK(currents.numbers("on_axis")[0] == 1.0);
    CHECK(read_vector(folder + "out/corridors.gpkg", "currents").geometries.size() ==
          static_cast<std::size_t>(currents.rows()));
}

TEST_CASE("corridor counts a wait nobody knows as the mean of the known ones") {
    std::vector<std::string> words = tables();
    words.insert(words.end(), {"--cores", "A,B", "--crossings",
                               file("x2.csv", "id,mode,wait_h\nX,rail,\nY,rail,7\n")});
    REQUIRE(run(words) == 0);
    const Table corridors = read_table(folder + "out/corridors.csv");
    CHECK(corridors.texts("scenario")[0] == "baseline");
    CHECK(corridors.numbers("time_h")[0] == Approx(2.0 + 7.0));
}

TEST_CASE("corridor answers unusable input with one line") {
    const std::vector<std::string> two = tables();
    CHECK(run({two[0], two[1], "--cores", "A"}) == 2);
    CHECK(run({two[0], two[1], "--cores", "A,Z"}) == 2);
    CHECK(run({two[0], two[1], "--cores", "A,B", "--axes", "0"}) == 2);
    CHECK(run({two[0], two[1], "--cores", "A,B", "--scenario",
               file("bad.toml", "name = \"bad\"\nspeed = 3\n")}) == 2);
    CHECK(run({two[0], file("none.csv", "from,to,km,speed_kmh,status\nA,B,9,9,planned\n"),
               "--cores", "A,B"}) == 2);
    CHECK(run({file("empty.csv", "id,lon,lat\n"), two[1], "--cores", "A,B"}) == 2);
}
