#pragma once
#include <unistd.h>

#include <filesystem>
#include <string>

namespace borderlens {

/// An empty folder of a test's own, gone with it.
struct TempFolder {
    std::string path;

    explicit TempFolder(const std::string& name)
        : path((std::filesystem::temp_directory_path() /
                ("borderlens_" + name + "_" + std::to_string(::getpid())))
                   .string()) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder() { std::filesystem::remove_all(path); }

    std::string operator/(const std::string& name) const { return path + "/" + name; }
};

}  // namespace borderlens
