#pragma once
#include <string>
#include <vector>

#include "network/scenario.hpp"

namespace borderlens {

/// The scenarios of files in order; without files the network as it stands. Input errors name the
/// file that is wrong, or repeats a name.
std::vector<Scenario> read_scenarios(const std::vector<std::string>& paths);

}  // namespace borderlens
