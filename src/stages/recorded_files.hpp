#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "stages/unit_record.hpp"

namespace borderlens {

/// What the records of a run folder say of the files that were written there, so that a stage that
/// needs thousands of them knows them without reading them. Thread-safe.
class RecordedFiles {
  public:
    /// Takes the place of what was known from the record of this path.
    void take(const std::string& record_path, const UnitRecord& record);
    /// Reads all records of a run folder that can be read, once; no record taken is replaced.
    void read_folder(const std::string& run_folder);
    /// Checksum of a file that has this size now; "" where no record knows it so, or two records
    /// disagree.
    std::string checksum(const std::string& relative, Index bytes) const;

  private:
    void put(const std::string& record_path, const UnitRecord& record);

    mutable std::mutex m_guard;
    bool m_is_read = false;
    std::map<std::string, std::vector<std::string>> m_files_of_record;
    /// By file, then by record.
    std::map<std::string, std::map<std::string, OutputRecord>> m_records_of_file;
};

}  // namespace borderlens
