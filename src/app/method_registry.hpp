#pragma once
#include <vector>

namespace borderlens {

/// A method that is chosen by an option or a command, told for those who must defend it.
struct MethodEntry {
    const char* name;
    const char* used_by;
    const char* formula;
    const char* unit;
    const char* source;
};

/// Methods beside weightings and rankings, which have registries of their own.
const std::vector<MethodEntry>& all_methods();

}  // namespace borderlens
