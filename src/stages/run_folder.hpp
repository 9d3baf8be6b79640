#pragma once
#include <memory>
#include <optional>
#include <string>

#include "stages/recorded_files.hpp"

namespace borderlens {

/// Accumulates what a result depends on: texts, files, results of earlier stages. 128 bits as hex.
class Fingerprint {
  public:
    Fingerprint& add(const std::string& text);
    Fingerprint& add(double number);
    Fingerprint& add(const char* text) { return add(std::string(text)); }
    /// A file of the user's: its bytes, or for files over 64 MiB size, time of change and both
    /// ends.
    Fingerprint& add_file(const std::string& path);
    std::string hex() const;

  private:
    std::uint64_t m_low = 14695981039346656037ULL;
    std::uint64_t m_high = 7809847782465536322ULL;  // an arbitrary second start
};

/// Checksum of a file's bytes, as hex.
std::string checksum_of_file(const std::string& path);

/// A folder that holds everything a run wrote. Records are files of their own, written after the
/// outputs they speak of, so that a kill at any moment leaves nothing half believed.
class RunFolder {
  public:
    explicit RunFolder(std::string path) : m_path(std::move(path)) {}

    const std::string& path() const { return m_path; }
    /// Full path of a file in the folder; its folder is made.
    std::string file(const std::string& relative) const;

    std::optional<UnitRecord> record(const std::string& stage, const std::string& unit) const;
    void write_record(const std::string& stage, const std::string& unit,
                      const UnitRecord& record) const;
    /// Same key, succeeded, and every output there in its recorded size.
    bool is_current(const UnitRecord& record, const std::string& key) const;
    /// Checksum of a file of the folder as the record of the unit that wrote it knows it; "" where
    /// none does, or the file's size is another now.
    std::string recorded_checksum(const std::string& relative) const;

  private:
    std::string record_path(const std::string& stage, const std::string& unit) const;
    std::string m_path;
    std::shared_ptr<RecordedFiles> m_recorded = std::make_shared<RecordedFiles>();
};

/// Holds the folder for one process: a second run on it is refused with an input error. The lock
/// goes with the process, however it ends.
class RunLock {
  public:
    /// `exclusive` for whole runs; shards of one stage share the folder.
    RunLock(const RunFolder& folder, bool exclusive);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

  private:
    int m_descriptor = -1;
};

}  // namespace borderlens
