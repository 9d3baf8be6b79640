#include "io/files.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace fs = std::filesystem;

std::string read_text(const std::string& path) {
    start_gdal();
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) throw input_error("{}: cannot be read: {}", path, std::strerror(errno));
    std::string text;
    std::vector<char> chunk(std::size_t{1} << 20);
    std::size_t got = 0;
    constexpr std::size_t most_bytes = std::size_t{4} << 30;  // chosen: beyond any text or model
    errno = 0;
    while ((got = VSIFReadL(chunk.data(), 1, chunk.size(), file)) > 0 && text.size() < most_bytes)
        text.append(chunk.data(), got);
    const std::string reason = errno != 0 ? std::strerror(errno) : "it is cut short";
    VSIFCloseL(file);
    if (text.size() >= most_bytes)
        throw input_error("{}: holds more than {} GB, expected a text or a model", path,
                          most_bytes >> 30);
    // A failing disk or server ends a file like its end does: no half text is taken for a whole.
    VSIStatBufL status;
    const bool known = VSIStatL(path.c_str(), &status) == 0;
    if (known && VSI_ISDIR(status.st_mode))
        throw input_error("{}: is a folder, expected a file", path);
    if (known && text.size() < static_cast<std::size_t>(status.st_size))
        throw input_error("{}: cannot be read: {} of {} bytes came, {}", path, text.size(),
                          static_cast<std::size_t>(status.st_size), reason);
    return text;
}

std::string read_start(const std::string& path, std::size_t most) {
    start_gdal();
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) return "";
    std::string text(most, '\0');
    text.resize(VSIFReadL(text.data(), 1, most, file));
    VSIFCloseL(file);
    return text;
}

bool file_exists(const std::string& path) {
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0;
}

bool is_folder(const std::string& path) {
    start_gdal();
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0 && VSI_ISDIR(status.st_mode);
}

std::string file_on_disk(const std::string& path) {
    fs::path place = path;
    for (const char* archive : {"/vsizip/", "/vsitar/"})
        if (path.rfind(archive, 0) == 0) place = path.substr(std::strlen(archive));
    std::error_code unknown;
    for (; place.has_relative_path(); place = place.parent_path()) {
        if (fs::is_regular_file(place, unknown)) return place.string();
        if (place == path) break;  // no archive: what is above it does not hold it
    }
    return "";
}

namespace {

/// Names directly inside a folder, sorted, without hidden ones.
std::vector<std::string> names_in(const std::string& folder) {
    start_gdal();
    std::vector<std::string> names;
    char** listed = VSIReadDir(folder.c_str());
    for (int i = 0; listed != nullptr && listed[i] != nullptr; ++i)
        if (listed[i][0] != '.') names.emplace_back(listed[i]);
    CSLDestroy(listed);
    std::sort(names.begin(), names.end());
    return names;
}

std::string inside(const std::string& folder, const std::string& name) {
    return folder.ends_with("/") ? folder + name : folder + "/" + name;
}

}  // namespace

std::vector<std::string> list_files(const std::string& folder, int depth) {
    std::vector<std::string> files;
    for (const std::string& name : names_in(folder)) {
        const std::string path = inside(folder, name);
        if (!is_folder(path)) {
            files.push_back(path);
        } else if (depth > 0) {
            const std::vector<std::string> deeper = list_files(path, depth - 1);
            files.insert(files.end(), deeper.begin(), deeper.end());
        }
    }
    return files;
}

std::vector<std::string> list_folders(const std::string& folder) {
    std::vector<std::string> folders;
    for (const std::string& name : names_in(folder))
        if (is_folder(inside(folder, name))) folders.push_back(inside(folder, name));
    return folders;
}

void require_writable(const std::string& path, bool overwrite) {
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder))
        throw input_error("{}: the folder {} does not exist; make it first", path, folder.string());
    if (fs::is_directory(path))
        throw input_error("{}: is a folder, expected the name of a file to write", path);
    if (fs::exists(path) && !overwrite)
        throw input_error("{}: is there already; add --overwrite to replace it", path);
}

std::string temporary_name(const std::string& path) {
    const fs::path place(path);
    static std::atomic<int> count{0};
    return (place.parent_path() / (".partial_" + std::to_string(::getpid()) + "_" +
                                   std::to_string(count++) + "_" + place.filename().string()))
        .string();
}

void commit_file(const std::string& temporary, const std::string& path) {
    const int descriptor = ::open(temporary.c_str(), O_RDONLY);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    const std::string reason = std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    if (!flushed) {
        remove_file(temporary);
        throw input_error("{}: cannot be written: {}", path, reason);
    }
    std::error_code code;
    fs::rename(temporary, path, code);
    if (code) {
        remove_file(temporary);
        throw input_error("{}: cannot be written: {}", path, code.message());
    }
}

void remove_file(const std::string& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
}

void make_folder(const std::string& path) {
    std::error_code code;
    fs::create_directories(path, code);
    if (code) throw input_error("{}: the folder cannot be made: {}", path, code.message());
}

void write_text(const std::string& path, const std::string& text, bool overwrite) {
    require_writable(path, overwrite);
    const std::string temporary = temporary_name(path);
    VSILFILE* file = VSIFOpenL(temporary.c_str(), "wb");
    if (file == nullptr) throw input_error("{}: cannot be written: {}", path, std::strerror(errno));
    const bool written = VSIFWriteL(text.data(), 1, text.size(), file) == text.size();
    const bool closed = VSIFCloseL(file) == 0;
    if (!written || !closed) {
        remove_file(temporary);
        throw input_error("{}: cannot be written: {}; is the disk full?", path,
                          std::strerror(errno));
    }
    commit_file(temporary, path);
}

}  // namespace borderlens
