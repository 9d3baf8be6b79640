#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/csv.hpp"
#include "report/indicator_dictionary.hpp"

using namespace borderlens;

TEST_CASE("every column of the sample study's tables has words of its own") {
    const std::filesystem::path golden =
        std::filesystem::path(BORDERLENS_SOURCE_DIR) / "tests/golden";
    const std::string nobody = meaning_of("a column nobody has described").meaning;
    std::size_t columns = 0;
    for (const auto& entry : std::filesystem::directory_iterator(golden)) {
        // rasters.csv sums up the rasters for the comparison; a run has no such table.
        if (entry.path().extension() != ".csv" || entry.path().stem() == "rasters") continue;
        std::ifstream file(entry.path());
        std::stringstream text;
        text << file.rdbuf();
        const Table table = parse_csv(text.str(), entry.path().string());
        for (const Column& column : table.columns()) {
            INFO(entry.path().filename() << ": " << column.name);
            CHECK(meaning_of(column.name).meaning != nobody);
            ++columns;
        }
    }
    CHECK(columns > 300);
}

TEST_CASE("shares that are no class's are not explained as one") {
    CHECK(meaning_of("share_rising").meaning.find("rise") != std::string::npos);
    CHECK(meaning_of("share_water").meaning.find("class") != std::string::npos);
}
