#define CATCH_CONFIG_RUNNER
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

// Two runs at once must not write each other's files: each has a folder for temporary ones, gone
// with it.
int main(int count, char** words) {
    namespace fs = std::filesystem;
    std::string folder = (fs::temp_directory_path() / "borderlens_tests_XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) {
        std::perror(folder.c_str());
        return 1;
    }
    setenv("TMPDIR", folder.c_str(), 1);
    const int failures = Catch::Session().run(count, words);
    std::error_code left;
    fs::remove_all(folder, left);
    return failures;
}
