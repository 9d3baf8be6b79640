#pragma once
#include <vector>

#include "app/command.hpp"

namespace borderlens {

/// Every command, in the order --help lists them.
const std::vector<Command>& all_commands();

}  // namespace borderlens
