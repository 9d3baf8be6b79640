#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>

namespace fs = std::filesystem;

namespace {

// A folder may include itself and folders of lower floors; neighbours on a floor do not see each
// other. io is open to stages and app alone.
const std::map<std::string, int> floors = {
    {"base", 1},     {"raster", 2},     {"imagery", 3},  {"border", 3},
    {"io", 3},       {"simulation", 4}, {"features", 5}, {"learning", 6},
    {"lenses", 7},   {"change", 7},     {"metrics", 8},  {"comparison", 9},
    {"network", 10}, {"report", 11},    {"stages", 12},  {"app", 13}};

std::string folder_of_include(const std::string& line) {
    if (line.rfind("#include \"", 0) != 0) return "";
    const std::string path = line.substr(10, line.find('"', 10) - 10);
    return path.substr(0, path.find('/'));
}

bool is_source(const fs::path& path) {
    return path.extension() == ".cpp" || path.extension() == ".hpp";
}

}  // namespace

TEST_CASE("a folder includes only folders on floors below it") {
    int includes = 0;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(BORDERLENS_SOURCE_DIR) / "src")) {
        if (!entry.is_regular_file() || !is_source(entry.path())) continue;
        const std::string folder =
            fs::relative(entry.path(), fs::path(BORDERLENS_SOURCE_DIR) / "src").begin()->string();
        INFO(entry.path());
        REQUIRE(floors.count(folder) == 1);
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            const std::string other = folder_of_include(line);
            if (other.empty() || other == folder) continue;
            INFO(line);
            REQUIRE(floors.count(other) == 1);
            CHECK(floors.at(other) < floors.at(folder));
            if (other == "io") CHECK(floors.at(folder) >= 12);
            ++includes;
        }
    }
    CHECK(includes > 100);
}

TEST_CASE("heavy libraries appear in no header, GDAL only in io, OpenMP in one file") {
    int pragmas = 0;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(BORDERLENS_SOURCE_DIR) / "src")) {
        if (!entry.is_regular_file() || !is_source(entry.path())) continue;
        const bool header = entry.path().extension() == ".hpp";
        const std::string folder =
            fs::relative(entry.path(), fs::path(BORDERLENS_SOURCE_DIR) / "src").begin()->string();
        INFO(entry.path());
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            INFO(line);
            if (line.rfind("#pragma omp", 0) == 0) ++pragmas;
            if (line.rfind("#include <", 0) != 0) continue;
            for (const char* library : {"CLI/", "spdlog/", "nlohmann/", "Eigen/", "toml++/"})
                if (header) CHECK(line.find(library) == std::string::npos);
            if (header && entry.path().filename() != "mat.hpp")
                CHECK(line.find("opencv2/") == std::string::npos);
            for (const char* library : {"gdal", "ogr", "cpl_"})
                if (folder != "io")
                    CHECK(line.find(std::string("<") + library) == std::string::npos);
        }
    }
    CHECK(pragmas == 1);
}

TEST_CASE("a type's name is defined in one header only") {
    // Two inline definitions of one name in a program are undefined behaviour, and no tool tells.
    const std::regex definition("^(?:class|struct|enum class) (\\w+)[^;]*\\{");
    std::map<std::string, fs::path> known;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(BORDERLENS_SOURCE_DIR) / "src")) {
        if (entry.path().extension() != ".hpp") continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            std::smatch found;
            if (!std::regex_search(line, found, definition)) continue;
            INFO(found[1] << " in " << entry.path() << " and " << known[found[1]]);
            CHECK(known[found[1]].empty());
            known[found[1]] = entry.path();
        }
    }
    CHECK(known.size() > 200);
}

TEST_CASE("no source file has more than 500 lines") {
    for (const char* top : {"src", "tests"})
        for (const auto& entry :
             fs::recursive_directory_iterator(fs::path(BORDERLENS_SOURCE_DIR) / top)) {
            if (!entry.is_regular_file() || !is_source(entry.path())) continue;
            std::ifstream file(entry.path());
            int lines = 0;
            for (std::string line; std::getline(file, line);) ++lines;
            INFO(entry.path());
            CHECK(lines <= 500);
        }
}
