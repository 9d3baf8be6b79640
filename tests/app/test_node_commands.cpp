// score, cluster, access and network run on small files; answers by the contract's keys.
#include <catch2/catch.hpp>
#include <filesystem>

#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/check_network_files.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string folder =
    (std::filesystem::temp_directory_path() / "borderlens_test_node_commands").string() + "/";

std::string file(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder);
    write_text(folder + name, text, true);
    return folder + name;
}

/// Exit code of one command; the answer goes to out.json.
int run(std::vector<std::string> words) {
    words.insert(words.end(), {"--out", folder + "out.json"});
    return run_again(std::move(words));
}

Document answer() {
    return read_json(folder + "out.json");
}

}  // namespace

TEST_CASE("score answers weights, scores, ranks and robustness") {
    const std::string table = file("t.csv", "name,c0,c1,c2\nA,5,8,4\nB,7,6,8\nC,8,8,6\nD,7,4,6\n");
    const std::string criteria = file(
        "c.csv", "criterion,direction,weight\nc0,benefit,0.3\nc1,benefit,0.4\nc2,benefit,0.3\n");
    REQUIRE(run({"score", table, "--id", "name", "--criteria", criteria, "--weights", "given",
                 "--method", "vikor", "--robustness", "20", "--without", "c1"}) == 0);
    const Document found = answer();
    CHECK(found.at("weights").at("c1").as_number() == 0.4);
    CHECK(found.at("ranks").at("C").as_integer() == 1);
    CHECK(found.at("q").at("B").as_number() == Approx(0.25));
    CHECK(found.at("s").at("A").as_number() == Approx(0.6));
    CHECK(found.at("r").at("D").as_number() == Approx(0.4));
    CHECK(found.at("compromise_set").as_texts() == std::vector<std::string>{"B", "C"});
    CHECK_FALSE(found.at("acceptable_advantage").as_boolean());
    CHECK(found.at("acceptable_stability").as_boolean());
    CHECK(found.at("robustness").at("rank_intervals").find("A") != nullptr);
    CHECK(found.at("robustness").at("without").at("moves").size() > 0);
    CHECK(run({"score", table, "--id", "name", "--criteria", criteria, "--method", "best"}) == 2);
    CHECK(run({"score", table, "--id", "id", "--criteria", criteria}) == 2);
    CHECK(run({"score", table, "--id", "name", "--criteria", criteria, "--weights", "ahp"}) == 2);
}

TEST_CASE("score reads comparisons for AHP and an optimal alternative for ARAS") {
    const std::string table = file("t2.csv", "name,a,b\nx,1,10\ny,2,20\nz,3,5\n");
    const std::string criteria = file("c2.csv", "criterion,direction\na,benefit\nb,cost\n");
    const std::string pairs = file("p.csv", "criterion,a,b\na,1,3\nb,0.3333333333,1\n");
    REQUIRE(run({"score", table, "--id", "name", "--criteria", criteria, "--weights", "ahp",
                 "--comparisons", pairs, "--method", "aras", "--reference",
                 file("r.csv", "criterion,value\nb,5\na,4\n"), "--robustness", "0"}) == 0);
    const Document found = answer();
    CHECK(found.at("weights").at("a").as_number() == Approx(0.75));
    CHECK(found.at("consistency").at("consistency_ratio").as_number() == 0.0);
    // With a = 4 and b = 5 as the optimum z is as good in b but not in a.
    CHECK(found.at("scores").at("z").as_number() < 1.0);
    CHECK(found.find("robustness") == nullptr);
}

TEST_CASE("cluster answers labels, merges, heights and silhouettes, by attributes or distances") {
    const std::string table = file("k.csv", "name,x\na,0\nb,1\nc,10\nd,12\n");
    REQUIRE(run({"cluster", table, "--id", "name", "--method", "single", "--k", "2"}) == 0);
    Document found = answer();
    CHECK(found.at("labels").at("d").as_integer() == 2);
    CHECK(found.at("heights").as_numbers() == std::vector<double>{1, 2, 9});
    CHECK(found.at("merge")[2].as_numbers() == std::vector<double>{1, 2});
    CHECK(found.at("within_ss").as_number() == Approx(0.5 + 2.0));
    CHECK(found.at("centers")[1].as_numbers() == std::vector<double>{11});
    CHECK(found.at("silhouette").at("mean").as_number() > 0.8);
    REQUIRE(run({"cluster", table, "--id", "name", "--method", "kmeans", "--k", "2",
                 "--standardise"}) == 0);
    CHECK(answer().at("labels").at("b").as_integer() == 1);
    const std::string distances = file("d.csv", "name,a,b,c\na,0,1,9\nb,1,0,8\nc,9,8,0\n");
    REQUIRE(run({"cluster", "--distances", distances, "--id", "name", "--method", "complete"}) ==
            0);
    found = answer();
    CHECK(found.at("k").as_integer() == 2);
    CHECK(found.at("heights").as_numbers() == std::vector<double>{1, 9});
    CHECK(run({"cluster", "--distances", distances, "--id", "name", "--method", "kmeans"}) == 2);
    CHECK(run({"cluster", table, "--id", "name", "--k", "9"}) == 2);
}

TEST_CASE("access answers times, means, border reach and what waits cost") {
    const std::string nodes = file("n.csv", "id,population\na,10\nb,20\nc,30\n");
    const std::string edges =
        file("e.csv", "from,to,km,speed_kmh,mode,crossing_id\na,b,50,50,road,\nb,c,50,50,road,X\n");
    const std::string crossings = file("x.csv", "id,wait_h,gauge_change_h\nX,3,\n");
    REQUIRE(run({"access", nodes, edges, "--crossings", crossings, "--to-border", "--isochrones",
                 "0.5,12"}) == 0);
    const Document found = answer();
    CHECK(found.at("ids").as_texts() == std::vector<std::string>{"a", "b", "c"});
    CHECK(found.at("travel_time_h")[0].as_numbers() == std::vector<double>{0, 1, 5});
    // a: (1 * 20 + 5 * 30) / 50 and over 60 with itself.
    CHECK(found.at("weighted_mean_h").at("a").as_number() == Approx(3.4));
    CHECK(found.at("weighted_mean_h_with_self").at("a").as_number() == Approx(170.0 / 60.0));
    CHECK(found.at("border_h").at("a").as_number() == 1.0);
    CHECK(found.at("across_h").at("a").as_number() == 4.0);
    CHECK(found.at("within_h").at("0.5").as_texts() == std::vector<std::string>{"b", "c"});
    CHECK(found.at("within_h").at("12").size() == 3);
    CHECK(found.at("unreachable").size() == 0);
    CHECK(found.at("by_wait_factor").at("0").at("weighted_mean_h").at("a").as_number() ==
          Approx((20.0 + 60.0) / 50.0));
    REQUIRE(run({"access", nodes, edges, "--wait-factor", "0", "--from", "c", "--isochrones", "1",
                 "--crossings", crossings}) == 0);
    CHECK(answer().at("within_h").at("1").as_texts() == std::vector<std::string>{"b", "c"});
    CHECK(run({"access", nodes, edges, "--mass", "gdp"}) == 2);
}

TEST_CASE("network answers the fit, the backbone, centrality and communities") {
    std::string flows = "origin,destination,flow,distance_km\n";
    const std::string ids = "abcde";
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t j = 0; j < ids.size(); ++j)
            if (i != j)
                flows += std::string(1, ids[i]) + "," + ids[j] + "," +
                         std::to_string((i + 1) * (j + 2) * 10 / (i > j ? i - j : j - i)) + "," +
                         std::to_string(10 * (i > j ? i - j : j - i)) + "\n";
    const std::string nodes =
        file("m.csv", "id,origin_mass,destination_mass\na,1,2\nb,2,3\nc,3,4\nd,4,5\ne,5,6\n");
    const std::string table = file("f.csv", flows);
    REQUIRE(run({"network", nodes, table, "--decay", "power"}) == 0);
    const Document found = answer();
    CHECK(found.at("parameters").size() == 4);
    CHECK(found.at("parameters")[3].at("name").as_text() == "distance");
    CHECK(found.at("parameters")[3].at("value").as_number() == Approx(-1.0).margin(0.05));
    CHECK(found.at("parameters")[3].at("se").as_number() > 0.0);
    CHECK(found.at("pseudo_r2").as_number() > 0.5);
    CHECK(found.at("disparity").size() == 10);
    for (const char* key : {"strength", "betweenness", "closeness", "eigenvector"})
        CHECK(found.at("centrality").at("c").find(key) != nullptr);
    CHECK(found.at("communities").find("e") != nullptr);
    CHECK(found.at("modularity").is_number());
    REQUIRE(run({"network", nodes, table, "--constraint", "doubly", "--directed"}) == 0);
    CHECK(answer().at("parameters").size() == 1 + 4 + 4 + 1);
    CHECK(run({"network", nodes, table, "--alpha", "2"}) == 2);
}

TEST_CASE("score and cluster take the row names R writes without a name as ids") {
    const std::string table = file("r1.csv", "\"\",\"x\",\"y\"\n\"A\",1,2\n\"B\",5,6\n\"C\",6,5\n");
    REQUIRE(run({"cluster", table, "--id", "state", "--k", "2"}) == 0);
    CHECK(answer().at("labels").at("C").as_integer() == 2);
    const std::string criteria = file("r1c.csv", "criterion;direction\r\nx;benefit\r\ny;cost\r\n");
    REQUIRE(run({"score", table, "--id", "name", "--criteria", criteria, "--weights", "equal"}) ==
            0);
    CHECK(answer().at("ranks").at("C").as_integer() == 1);
}

TEST_CASE("the network tables of a study are checked where it names them") {
    const std::string nodes = file("cn.csv", "id,lon,lat\na,80,44\nb,81,44\n");
    const std::string edges = file("ce.csv", "from,to,km,speed_kmh\na,b,20,60\n");
    const Document report = check_network_files(nodes, {edges}, "");
    CHECK(report.at("errors").as_integer() == 1);
    CHECK_THAT(report.at("findings")[0].as_text(), Catch::Contains("great circle"));
}
