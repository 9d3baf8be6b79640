#include "stages/run_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/random.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

// chosen: tables, labels and small tiles, some 10 ms of reading; a band of a real product would be
// read by every task of a cluster only to be recognised.
constexpr std::uintmax_t whole_file_limit = 8 << 20;
constexpr std::size_t end_bytes = 1 << 20;  // chosen: covers headers and directories

std::string read_part(std::ifstream& file, std::uintmax_t from, std::size_t count) {
    std::string bytes(count, '\0');
    file.seekg(static_cast<std::streamoff>(from));
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    return bytes;
}

}  // namespace

Fingerprint& Fingerprint::add(const std::string& text) {
    // The length goes in as well, so that "ab" + "c" and "a" + "bc" differ.
    const std::string framed = std::to_string(text.size()) + ":" + text;
    m_low = hash_bytes(framed, m_low);
    m_high = hash_bytes(framed, m_high);
    return *this;
}

Fingerprint& Fingerprint::add(double number) {
    return add(fmt::format("{}", number));
}

Fingerprint& Fingerprint::add_file(const std::string& path) {
    if (fs::is_directory(path)) {
        std::vector<std::string> inside;
        for (const auto& entry : fs::recursive_directory_iterator(path))
            if (entry.is_regular_file()) inside.push_back(entry.path().string());
        std::sort(inside.begin(), inside.end());
        for (const std::string& file : inside) add(file).add_file(file);
        return *this;
    }
    std::error_code missing;
    const std::uintmax_t bytes = fs::file_size(path, missing);
    if (missing) {
        add(path);  // remote: its address is all that is known without reading it
        const std::string archive = file_on_disk(path);
        return archive.empty() ? *this : add_file(archive);
    }
    if (bytes <= whole_file_limit) return add(checksum_of_file(path));
    std::ifstream file(path, std::ios::binary);
    add(std::to_string(bytes));
    add(std::to_string(fs::last_write_time(path).time_since_epoch().count()));
    const std::string head = read_part(file, 0, end_bytes),
                      tail = read_part(file, bytes - end_bytes, end_bytes);
    if (file.bad()) throw input_error("{}: breaks off while it is read", path);
    return add(head).add(tail);
}

std::string Fingerprint::hex() const {
    return fmt::format("{:016x}{:016x}", m_high, m_low);
}

std::string checksum_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw input_error("{}: cannot be read", path);
    std::uint64_t hash = 14695981039346656037ULL;
    std::string chunk(1 << 16, '\0');  // a megabyte took longer to clear than most files to read
    while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), file.gcount() > 0)
        hash = hash_bytes({chunk.data(), static_cast<std::size_t>(file.gcount())}, hash);
    if (file.bad()) throw input_error("{}: breaks off while it is read", path);
    return fmt::format("{:016x}", hash);
}

std::string RunFolder::file(const std::string& relative) const {
    const fs::path full = fs::path(m_path) / relative;
    make_folder(full.parent_path().string());
    return full.string();
}

std::string RunFolder::record_path(const std::string& stage, const std::string& unit) const {
    std::string name = unit;
    std::replace(name.begin(), name.end(), '/', '.');
    return (fs::path(m_path) / "records" / stage / (name + ".json")).string();
}

std::optional<UnitRecord> RunFolder::record(const std::string& stage,
                                            const std::string& unit) const {
    const std::string path = record_path(stage, unit);
    if (!fs::exists(path)) return std::nullopt;
    try {
        return parse_unit_record(read_text(path));
    } catch (const Error&) {
        return std::nullopt;  // a damaged record counts as none: the unit is done again
    }
}

void RunFolder::write_record(const std::string& stage, const std::string& unit,
                             const UnitRecord& record) const {
    const std::string path = record_path(stage, unit);
    make_folder(fs::path(path).parent_path().string());
    write_text(path, to_json(record) + "\n", true);
    m_recorded->take(path, record);
}

std::string RunFolder::recorded_checksum(const std::string& relative) const {
    std::error_code missing;
    const std::uintmax_t bytes = fs::file_size(fs::path(m_path) / relative, missing);
    if (missing) return "";
    m_recorded->read_folder(m_path);
    return m_recorded->checksum(relative, static_cast<Index>(bytes));
}

bool RunFolder::is_current(const UnitRecord& record, const std::string& key) const {
    if (record.key != key || !record.failure.empty()) return false;
    return std::all_of(
        record.outputs.begin(), record.outputs.end(), [&](const OutputRecord& output) {
            std::error_code missing;
            const std::uintmax_t bytes = fs::file_size(fs::path(m_path) / output.path, missing);
            return !missing && static_cast<Index>(bytes) == output.bytes;
        });
}

RunLock::RunLock(const RunFolder& folder, bool exclusive) {
    const std::string path = folder.file("run.lock");
    m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_descriptor < 0)
        throw input_error("{}: the run folder cannot be written: {}", folder.path(),
                          std::strerror(errno));
    if (::flock(m_descriptor, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
        ::close(m_descriptor);
        throw input_error(
            "{}: another run is at work in this folder; wait for it or use another "
            "--out",
            folder.path());
    }
}

RunLock::~RunLock() {
    ::close(m_descriptor);
}

}  // namespace borderlens
