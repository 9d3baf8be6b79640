#include "stages/read_scenarios.hpp"

#include <set>

#include "base/error.hpp"
#include "io/table_file.hpp"

namespace borderlens {

std::vector<Scenario> read_scenarios(const std::vector<std::string>& paths) {
    std::vector<Scenario> scenarios;
    std::set<std::string> names;
    for (const std::string& path : paths) {
        const Document document = read_toml(path);
        try {
            scenarios.push_back(scenario_of(document));
        } catch (const Error& error) {
            throw error.with_context(path);
        }
        if (!names.insert(scenarios.back().name).second)
            throw input_error("{}: a scenario named '{}' was given before", path,
                              scenarios.back().name);
    }
    if (scenarios.empty()) scenarios.emplace_back();
    return scenarios;
}

}  // namespace borderlens
