// A study of nodes alone, without border line and imagery: from tables to report.
#include <catch2/catch.hpp>
#include <filesystem>

#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string folder =
    (std::filesystem::temp_directory_path() / "borderlens_test_nodes_study").string() + "/";

void file(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder);
    write_text(folder + name, text, true);
}

/// Two cities and a village on either side of one gate on the equator.
void write_study(const std::string& more = "") {
    file("nodes.csv",
         "id,name,country,role,group,lon,lat,population,rail,gdp_usd_bn\n"
         "W1,a,CHN,candidate,west,4,0,900,1,9\nW2,b,CHN,candidate,west,3,0,500,1,3\n"
         "W3,c,CHN,candidate,west,3,1,20,0,\nG,gate,CHN-KAZ,gate,,2,0,,,\n"
         "E1,d,KAZ,candidate,east,1,0,800,1,6\nE2,e,KAZ,candidate,east,0,0,300,1,2\n"
         "E3,f,KAZ,candidate,east,0,1,10,0,\n");
    file("edges.csv",
         "from,to,km,speed_kmh,mode,crossing_id\nW1,W2,120,60,road,\nW2,G,120,60,road,\n"
         "W2,W3,120,60,road,\nG,E1,120,60,road,X\nE1,E2,120,60,road,\nE2,E3,120,60,road,\n");
    file("crossings.csv", "id,from_country,to_country,wait_out_h,wait_in_h\nX,CHN,KAZ,20,1\n");
    file("criteria.csv",
         "criterion,direction,transform,group\npopulation,benefit,log,\nborder_h,cost,,\n"
         "rail,benefit,,west\nrs_built_up_share,benefit,,\n");
    file("claims.csv",
         "claim,statement,test,group,expected,limit,choice,source\n"
         "ring,two within five hours,within,main none,W1;E1,5,free flow,us\n"
         "ring_waits,the same with waits,within,main observed,W1;E1,5,with waits,us\n"
         "cores,two cores,cores,,W1;E1,,best of each side,us\n");
    file("study.toml",
         "[study]\ntitle = \"Nodes alone\"\n[network]\nnodes = \"nodes.csv\"\nedges = "
         "[\"edges.csv\"]\ncrossings = \"crossings.csv\"\nmain_crossings = [\"X\"]\ncriteria = "
         "\"criteria.csv\"\ngroup_field = \"group\"\nweights = \"equal\"\nranking = \"wsm\"\n"
         "grades = 2\nwaits_count = false\ncores = [\"best:west\", \"best:east\"]\n"
         "claims = \"claims.csv\"\n" +
             more);
}

}  // namespace

TEST_CASE("a study of nodes runs without imagery, from tables to claims and report") {
    std::filesystem::remove_all(folder);
    write_study();
    REQUIRE(run_words({"run", folder + "study.toml", "--out", folder + "run"}) == 0);
    const auto table = [&](const std::string& name) {
        return read_table(folder + "run/tables/" + name + ".csv");
    };
    const Table nodes = table("nodes");
    CHECK(nodes.texts("id") == std::vector<std::string>{"W1", "W2", "W3", "E1", "E2", "E3"});
    CHECK(nodes.numbers("border_h") == std::vector<double>{4, 2, 4, 2, 4, 6});
    CHECK(nodes.numbers("rank")[3] == 1.0);
    CHECK(nodes.numbers("selected")[0] == 1.0);
    CHECK(nodes.numbers("selected")[2] == 0.0);
    CHECK(nodes.numbers("has_imagery")[0] == 0.0);
    for (const char* name : {"rank_low", "rank_high", "grade", "selected_share"})
        CHECK(nodes.has(name));
    // Nobody was seen from space: the criterion is named, with weight 0 and the rule it met.
    const Table weights = table("weights");
    CHECK(weights.texts("criterion")[0] == "rs_built_up_share");
    CHECK_THAT(weights.texts("rule")[0], Catch::Contains("left out"));
    const Table access = table("access");
    CHECK(access.rows() == 6 * 7);
    // W1, all gates, waits observed: 4 h and 20 h out.
    CHECK(access.numbers("across_h")[4 * 7] == Approx(24.0));
    CHECK(table("robustness").rows() > 0);
    // W2 is smaller than W1 but nearer to the border.
    CHECK(table("corridors").texts("from")[0] == "W2");
    CHECK(table("scenario_nodes").has("betweenness"));
    // Of two cities the one with the larger product pulls more, in that ratio.
    const Table links = table("city_links");
    const auto pull = [&](const std::string& from, const std::string& to) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(links.rows()); ++i)
            if (links.texts("from")[i] == from && links.texts("to")[i] == to)
                return links.numbers("pull")[i];
        return 0.0;
    };
    REQUIRE(pull("W2", "W1") > 0.0);
    CHECK(pull("W1", "W2") / pull("W2", "W1") == Approx(3.0));
    CHECK(table("city_network").has("community"));
    CHECK(table("claims").texts("agrees") == std::vector<std::string>{"yes", "partly", "partly"});
    CHECK(read_vector(folder + "run/network/access.gpkg", "isochrone_areas").geometries.size() ==
          4 * 4);
    CHECK(read_vector(folder + "run/network/access.gpkg", "valley").geometries.size() == 2);
    for (const char* page : {"report.html", "report_plain.html", "study.gpkg"})
        CHECK(std::filesystem::exists(folder + "run/" + page));
    CHECK_THAT(read_text(folder + "run/report_plain.html"), Catch::Contains("best of each side"));
    // Nothing to do the second time; a changed choice is done again.
    REQUIRE(run_words({"run", folder + "study.toml", "--out", folder + "run"}) == 0);
    CHECK(run_words({"check", folder + "study.toml", "--report", folder + "check.json"}) == 0);
}

TEST_CASE("a study of nodes that names what is not there says so") {
    write_study();
    file("bad.csv", "criterion,direction\nnothing,benefit\n");
    const std::string study = read_text(folder + "study.toml");
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string changed = study;
        changed.replace(changed.find(from), from.size(), to);
        file("changed.toml", changed);
        return run_words({"run", folder + "changed.toml", "--out", folder + "bad_run"});
    };
    CHECK(with("best:west", "best:north") != 0);
    CHECK(with("criteria.csv", "bad.csv") != 0);
    CHECK(with("group_field = \"group\"", "group_field = \"gruppe\"") != 0);
    CHECK(with("[\"X\"]", "[\"Y\"]") != 0);
    CHECK(with("grades = 2", "grades = 1") == 2);
}
