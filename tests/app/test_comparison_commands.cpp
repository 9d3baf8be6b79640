// discontinuity and compare run on small files; answers by the contract's keys.
#include <catch2/catch.hpp>
#include <filesystem>

#include "base/random.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string folder =
    (std::filesystem::temp_directory_path() / "borderlens_test_comparison_commands").string() + "/";

std::string file(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder);
    write_text(folder + name, text, true);
    return folder + name;
}

int run(std::vector<std::string> words, const std::string& out) {
    words.insert(words.end(), {"--out", folder + out});
    return run_again(std::move(words));
}

/// A jump of 1 at 0, a covariate, a cluster named by text, one row without an outcome.
std::string points() {
    Random random(1);
    std::string text = "y,x,z,place\n,0.5,1,p0\n";
    for (int i = 0; i < 400; ++i) {
        const double x = 2.0 * random.uniform() - 1.0;
        const double z = random.normal();
        const double y = x + (x >= 0.0 ? 1.0 : 0.0) + 0.2 * z + 0.1 * random.normal();
        text +=
            to_text(y) + "," + to_text(x) + "," + to_text(z) + ",p" + std::to_string(i % 25) + "\n";
    }
    return file("points.csv", text);
}

}  // namespace

TEST_CASE("discontinuity answers the contract's keys") {
    const std::string table = points();
    REQUIRE(run({"discontinuity", table, "--outcome", "y", "--distance", "x", "--covariates", "z",
                 "--cluster", "place"},
                "r.json") == 0);
    const Document found = read_json(folder + "r.json");
    CHECK(found.at("n_left").as_integer() + found.at("n_right").as_integer() == 400);
    for (const char* key : {"n_h_left", "n_h_right", "h_left", "h_right", "b_left", "b_right"})
        CHECK(found.at(key).as_number() > 0.0);
    for (const char* kind : {"conventional", "bias_corrected", "robust"})
        for (const char* key : {"estimate", "se", "z", "p", "ci_low", "ci_high"})
            CHECK(found.at(kind).at(key).is_number());
    CHECK(found.at("robust").at("estimate").as_number() == Approx(1.0).margin(0.2));
}

TEST_CASE("discontinuity takes bandwidths of all forms, placebo lines and kinks") {
    const std::string table = points();
    const std::vector<std::string> base = {"discontinuity", table, "--outcome", "y",
                                           "--distance",    "x"};
    const auto with = [&](std::vector<std::string> more) {
        std::vector<std::string> words = base;
        words.insert(words.end(), more.begin(), more.end());
        return run(words, "r.json");
    };
    REQUIRE(with({"--bandwidth", "0.5"}) == 0);
    CHECK(read_json(folder + "r.json").at("b_right").as_number() == 0.5);
    REQUIRE(with({"--bandwidth", "0.5,0.8"}) == 0);
    CHECK(read_json(folder + "r.json").at("b_left").as_number() == 0.8);
    REQUIRE(with({"--bandwidth", "0.4:0.6"}) == 0);
    CHECK(read_json(folder + "r.json").at("h_right").as_number() == 0.6);
    REQUIRE(with({"--placebo", "-0.5", "--bandwidth", "0.3"}) == 0);
    CHECK(read_json(folder + "r.json").at("cutoff").as_number() == -0.5);
    CHECK(read_json(folder + "r.json").at("n_left").as_integer() < 200);
    REQUIRE(with({"--derivative", "1", "--kernel", "uniform", "--variance", "hc3"}) == 0);
    CHECK(read_json(folder + "r.json").at("order").as_integer() == 2);
    CHECK(with({"--bandwidth", "wide"}) == 2);
    CHECK(with({"--bandwidth", "1:2:3"}) == 2);
    CHECK(with({"--placebo", "0"}) == 2);
    CHECK(with({"--cutoff", "7"}) == 2);
    CHECK(with({"--kernel", "gaussian"}) == 2);
    CHECK(run({"discontinuity", table, "--outcome", "w", "--distance", "x"}, "r.json") == 2);
    CHECK(run({"discontinuity", table, "--outcome", "place", "--distance", "x"}, "r.json") == 2);
}

TEST_CASE("compare answers the contract's columns") {
    const std::string table = file("m.csv",
                                   "zone,side,band,period,metric,value,unit,low,high,n\n"
                                   "all,a,0-2,2020,built_up_share,0.3,1,0.28,0.32,1000\n"
                                   "all,b,0-2,2020,built_up_share,0.1,1,0.09,0.11,1200\n");
    REQUIRE(run({"compare", table}, "c.csv") == 0);
    const Table found = read_table(folder + "c.csv");
    for (const char* quantity : {"a", "b", "difference", "log_ratio", "asymmetry"})
        for (const char* ending : {"", "_low", "_high"})
            CHECK(found.has(std::string(quantity) + ending));
    CHECK(found.numbers("asymmetry")[0] == Approx(0.5));
    CHECK(found.texts("quality_flag")[0] == "ok");
    REQUIRE(run({"compare", table}, "c.json") == 0);
    CHECK(read_table(folder + "c.json").numbers("difference")[0] == Approx(0.2));
    CHECK(run({"compare", table, "--sides", "a"}, "c.csv") == 2);
    CHECK(run({"compare", table, "--sides", "east,west"}, "c.csv") == 2);
}
