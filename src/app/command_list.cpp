#include <cstdio>

#include "app/commands.hpp"
#include "app/registries.hpp"
#include "base/error.hpp"

namespace borderlens {
namespace {

void run_list(const Arguments& arguments) {
    const std::string& wanted = arguments.text("REGISTRY");
    std::string names;
    for (const Registry& registry : all_registries()) {
        names += (names.empty() ? "" : ", ") + std::string(registry.name);
        if (wanted != registry.name) continue;
        const std::string text = registry.print();
        std::fwrite(text.data(), 1, text.size(), stdout);
        return;
    }
    throw input_error("list: '{}' is no registry, expected one of {}", wanted, names);
}

}  // namespace

Command list_command() {
    return {.name = "list",
            .summary = "prints a registry as Markdown, with units and sources",
            .example = "borderlens list indices",
            .positionals = {{"REGISTRY",
                             "sensors, indices, features, lenses, legends, metrics, weights, "
                             "rankings, methods or columns"}},
            .options = {},
            .run = run_list};
}

}  // namespace borderlens
