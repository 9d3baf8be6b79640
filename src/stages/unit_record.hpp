#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"

namespace borderlens {

struct OutputRecord {
    std::string path;  ///< relative to the run folder
    Index bytes = 0;
    std::string checksum;
};

/// What is known of a unit of work that ended.
struct UnitRecord {
    std::string key;      ///< fingerprint of inputs and options
    std::string failure;  ///< "" = it succeeded
    std::vector<OutputRecord> outputs;
    double seconds = 0.0;            ///< by the clock
    double processor_seconds = 0.0;  ///< user and system, all threads of the unit
    double peak_memory_mib = 0.0;
};

/// A record as it stands in its file; an input error for anything else.
UnitRecord parse_unit_record(const std::string& json);
std::string to_json(const UnitRecord& record);

}  // namespace borderlens
