#include "stages/readable_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>
#include <system_error>

#include "io/files.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

constexpr const char* readable_notes = "records/readable_files.txt";

}  // namespace

std::string file_stamp(const std::string& path) {
    const std::string file = file_on_disk(path);
    std::error_code gone;
    const std::uintmax_t bytes = fs::file_size(file, gone);
    if (gone) return "";
    const auto written = fs::last_write_time(file, gone);
    if (gone) return "";
    return fmt::format("{} {} {}", bytes, written.time_since_epoch().count(), path);
}

void note_readable(const StudyRun& run) {
    std::set<std::string> stamps;
    for (const Scene& scene : run.scenes()) {
        if (!scene.problem.empty()) continue;
        for (const BandSource& band : scene.bands) stamps.insert(file_stamp(band.path));
        for (const MaskSource& mask : scene.masks) stamps.insert(file_stamp(mask.path));
    }
    stamps.erase("");
    std::string text;
    for (const std::string& stamp : stamps) text += stamp + "\n";
    write_text(run.folder.file(readable_notes), text, true);
}

std::set<std::string> readable_files(const RunFolder& folder) {
    const std::string path = (fs::path(folder.path()) / readable_notes).string();
    std::set<std::string> stamps;
    if (!file_exists(path)) return stamps;
    std::istringstream lines(read_text(path));
    for (std::string line; std::getline(lines, line);) stamps.insert(line);
    return stamps;
}

}  // namespace borderlens
