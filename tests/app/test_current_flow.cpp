#include <catch2/catch.hpp>
#include <filesystem>

#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string folder =
    (std::filesystem::temp_directory_path() / "borderlens_test_current_flow").string() + "/";

int run(std::vector<std::string> words) {
    words.insert(words.begin(), {"current-flow", folder + "habitat.asc"});
    words.insert(words.end(), {"--out", folder + "out"});
    return run_again(std::move(words));
}

void write_file(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder);
    write_text(folder + name, text, true);
}

const std::string header =
    "ncols 3\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n"
    "NODATA_value -9999\n";

}  // namespace

TEST_CASE("current-flow takes focal points as a list, pairs and a mask") {
    write_file("habitat.asc", header + "1 1 1\n");
    write_file("points.txt", "1 0.5 0.5\n2 1.5 0.5\n3 2.5 0.5\n");
    REQUIRE(run({folder + "points.txt"}) == 0);
    CHECK(read_table(folder + "out/resistances.csv").numbers("3") ==
          std::vector<double>{2.0, 1.0, 0.0});
    write_file("pairs.txt", "mode exclude\n1 3\n2 0\n");
    REQUIRE(run({folder + "points.txt", "--pairs", folder + "pairs.txt"}) == 0);
    CHECK(read_table(folder + "out/resistances.csv").numbers("3") ==
          std::vector<double>{-1.0, 1.0, 0.0});
    write_file("mask.asc", header + "1 0 1\n");
    REQUIRE(run({folder + "points.txt", "--mask", folder + "mask.asc"}) == 0);
    CHECK(read_table(folder + "out/resistances.csv").numbers("3") ==
          std::vector<double>{-1.0, -1.0, 0.0});
}

TEST_CASE("current-flow in advanced mode writes voltages of sources against grounds") {
    write_file("habitat.asc", header + "1 1 1\n");
    write_file("sources.csv", "value,x,y\n2,0.5,0.5\n");
    write_file("grounds.asc", header + "-9999 -9999 0\n");
    REQUIRE(run({folder + "sources.csv", "--mode", "advanced", "--grounds", folder + "grounds.asc",
                 "--ground-resistances"}) == 0);
    CHECK(read_doubles(folder + "out/voltage.tif").values() == std::vector<double>{4.0, 2.0, 0.0});
}

TEST_CASE("grids of text are read with all their digits") {
    write_file("habitat.asc", header + "0.1 0.123456789012345 16777217.5\n");
    CHECK(read_doubles(folder + "habitat.asc").values() ==
          std::vector<double>{0.1, 0.123456789012345, 16777217.5});
}

TEST_CASE("a text grid without a NODATA_value line has -9999 for no data") {
    write_file("habitat.asc",
               "ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n"
               "1 -9999 4\n1 2 2\n");
    write_file("points.txt", "1 0.5 1.5\n2 2.5 1.5\n");
    // Round the hole: 1 to 1, 1 to 2, 2 to 2, 2 to 4 by the mean of resistances.
    REQUIRE(run({folder + "points.txt", "--neighbours", "4"}) == 0);
    CHECK(read_table(folder + "out/resistances.csv").numbers("2")[0] ==
          Approx(1.0 + 1.5 + 2.0 + 3.0).epsilon(1e-12));
}

TEST_CASE("current-flow answers unusable input with one line") {
    write_file("habitat.asc", header + "1 1 1\n");
    write_file("off.txt", "1 0.5 0.5\n2 9.5 0.5\n");
    CHECK(run({folder + "off.txt"}) == 2);
    write_file("text.txt", "1 0.5 0.5\n2 here 0.5\n");
    CHECK(run({folder + "text.txt"}) == 2);
    write_file("half.txt", "1.5 0.5 0.5\n2 1.5 0.5\n");
    CHECK(run({folder + "half.txt"}) == 2);
    write_file("empty.txt", "");
    CHECK(run({folder + "empty.txt"}) == 2);
    write_file("points.txt", "1 0.5 0.5\n2 1.5 0.5\n");
    CHECK(run({folder + "points.txt", "--mode", "advanced"}) == 2);
    write_file("pairs.txt", "mode both\n1 2\n");
    CHECK(run({folder + "points.txt", "--pairs", folder + "pairs.txt"}) == 2);
}
