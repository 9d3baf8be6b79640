#include <catch2/catch.hpp>
#include <filesystem>

#include "app/config.hpp"
#include "support/command.hpp"

using namespace borderlens;

TEST_CASE("a study written by init is read back with what was asked for") {
    const std::string source = std::string(BORDERLENS_SOURCE_DIR) + "/sample-tiles";
    const std::string study =
        (std::filesystem::temp_directory_path() / "borderlens_test_init.toml").string();
    const std::vector<std::string> words = {"init",           study,
                                            "--border",       source + "/border.geojson",
                                            "--side-a-point", "80.413387,44.193571",
                                            "--years",        "2017,2024",
                                            "--scenes",       source + "/scenes"};
    REQUIRE(run_again(words) == 0);
    const Study read = read_study(study);
    CHECK(read.periods.size() == 2);
    CHECK(read.scenes.paths.size() == 1);
    REQUIRE(read.border);
    CHECK(read.border->source.side_a_lonlat->x == 80.413387);
    // Written once more without --overwrite it is refused.
    CHECK(run_words(words) == 2);
}
