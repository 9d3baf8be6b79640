#include "stages/recorded_files.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "io/files.hpp"

namespace borderlens {
namespace fs = std::filesystem;

void RecordedFiles::take(const std::string& record_path, const UnitRecord& record) {
    const std::lock_guard<std::mutex> lock(m_guard);
    put(record_path, record);
}

void RecordedFiles::put(const std::string& record_path, const UnitRecord& record) {
    std::vector<std::string>& files = m_files_of_record[record_path];
    for (const std::string& file : files) m_records_of_file[file].erase(record_path);
    files.clear();
    for (const OutputRecord& output : record.outputs) {
        files.push_back(output.path);
        m_records_of_file[output.path][record_path] = output;
    }
}

void RecordedFiles::read_folder(const std::string& run_folder) {
    const std::lock_guard<std::mutex> lock(m_guard);
    if (m_is_read) return;
    m_is_read = true;
    const fs::path records = fs::path(run_folder) / "records";
    if (!fs::is_directory(records)) return;
    for (const auto& entry : fs::recursive_directory_iterator(records)) {
        const std::string path = entry.path().string();
        if (entry.path().extension() != ".json" || m_files_of_record.count(path) > 0) continue;
        try {
            put(path, parse_unit_record(read_text(path)));
        } catch (const Error&) {
            continue;  // no unit's, or damaged: its files are read instead
        }
    }
}

std::string RecordedFiles::checksum(const std::string& relative, Index bytes) const {
    const std::lock_guard<std::mutex> lock(m_guard);
    const auto found = m_records_of_file.find(relative);
    if (found == m_records_of_file.end()) return "";
    std::string agreed;
    for (const auto& [record, output] : found->second) {
        if (output.bytes != bytes) continue;
        if (!agreed.empty() && agreed != output.checksum) return "";
        agreed = output.checksum;
    }
    return agreed;
}

}  // namespace borderlens
