#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "network/transport_check.hpp"

namespace borderlens {

/// What is wrong with the tables of a transport network; `crossings` may be "". Errors: a file that
/// cannot be read.
std::vector<NetworkFault> faults_of_files(const std::string& nodes,
                                          const std::vector<std::string>& edges,
                                          const std::string& crossings);

/// Reads the tables of a transport network and lists what is wrong with them: {errors, warnings,
/// findings: ["edges, row 12 (error): ..."]}.
Document check_network_files(const std::string& nodes, const std::vector<std::string>& edges,
                             const std::string& crossings);

}  // namespace borderlens
