#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "support/command.hpp"

using namespace borderlens;

namespace {

const std::string shared = BORDERLENS_SHARED_DIR "/conformance/circuitscape/";

void check_resistances(const Table& found, const std::string& expected_path) {
    std::ifstream expected(expected_path);
    const std::size_t count = found.columns().size();
    for (std::size_t row = 0; row < count; ++row)
        for (std::size_t col = 0; col < count; ++col) {
            double wanted = 0.0;
            REQUIRE(expected >> wanted);
            // The first line of the expected table holds the ids: the names of our columns.
            const Column& column = found.columns()[col];
            if (row == 0)
                CHECK(std::stod(column.name) == wanted);
            else
                CHECK(column.numbers[row - 1] == Approx(wanted).margin(1e-6));
        }
}

void check_map(const Raster<double>& found, const Raster<double>& expected) {
    REQUIRE(found.values().size() == expected.values().size());
    for (std::size_t i = 0; i < found.values().size(); ++i)
        CHECK(found.values()[i] == Approx(expected.values()[i]).margin(1e-6));
}

}  // namespace

TEST_CASE("current flow agrees with Circuitscape's pairwise cases") {
    if (!file_exists(shared + "README.md")) {
        WARN("skipped: " << shared << " is not here");
        return;
    }
    for (const std::string name : {"sgVerify2", "sgVerify3"}) {
        INFO(name);
        const std::string in = shared + "input/" + name + "/";
        const std::string out =
            (std::filesystem::temp_directory_path() / ("borderlens_" + name)).string();
        REQUIRE(run_again({"current-flow", in + "cellmap.asc", in + "points.asc", "--conductance",
                           "--neighbours", "4", "--polygons", in + "polygons.asc", "--maps",
                           "--out", out}) == 0);
        check_resistances(read_table(out + "/resistances.csv"),
                          shared + "expected/" + name + "_resistances.out");
        check_map(read_doubles(out + "/cumulative_current.tif"),
                  read_doubles(shared + "expected/" + name + "_cum_curmap.asc"));
    }
}
