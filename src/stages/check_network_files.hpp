#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"

namespace borderlens {

/// Reads the tables of a transport network and lists what is wrong with them: {errors, warnings,
/// findings: ["edges, row 12 (error): ..."]}. `crossings` may be "". Errors: a file that cannot be
/// read.
Document check_network_files(const std::string& nodes, const std::vector<std::string>& edges,
                             const std::string& crossings);

}  // namespace borderlens
