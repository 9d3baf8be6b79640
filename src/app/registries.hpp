#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// A list of things of one kind that borderlens knows, printed as Markdown tables with units and
/// sources; the first column names the thing.
struct Registry {
    const char* name;
    std::string (*print)();
};

/// Every registry, in the order of the manual.
const std::vector<Registry>& all_registries();

}  // namespace borderlens
