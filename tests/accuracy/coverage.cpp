// Simulates borderlands whose truth is known and tabulates how often 95 % intervals hold it and how
// often a difference is reported where there is none.
//   coverage [SEEDS] [--from FIRST] [--check]
// prints a Markdown table. Seeds are numbered, FIRST (0) and those after it; --check fails where,
// four standard deviations of chance allowed, intervals hold the truth in fewer than 92 % or raise
// an alarm without cause in over 7 %.
#include "accuracy/coverage.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/parallel.hpp"

using namespace borderlens;

int main(int argc, char** argv) {
    const Index seeds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 200;
    Index first = 0;
    bool check = false;
    for (int i = 2; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--check") check = true;
        if (word == "--from" && i + 1 < argc) first = std::max(0, std::atoi(argv[++i]));
    }
    bool good = true;
    fmt::print(
        "| quantity | simulated borderland | coverage of 95 % intervals | false alarms at 5 % |\n");
    fmt::print("|---|---|---|---|\n");
    std::vector<Scenario> scenarios = side_scenarios();
    for (const auto& more : {effect_scenarios(), change_scenarios()})
        scenarios.insert(scenarios.end(), more.begin(), more.end());
    for (const Scenario& scenario : scenarios) {
        std::vector<Outcome> outcomes(static_cast<std::size_t>(seeds));
        parallel_for(seeds, [&](Index seed) {
            outcomes[seed] = scenario.run(derive_seed(2026, scenario.setting, first + seed));
        });
        Outcome rate;
        for (const Outcome& outcome : outcomes) {
            rate.covered += outcome.covered / static_cast<double>(seeds);
            rate.alarm += outcome.alarm / static_cast<double>(seeds);
        }
        // Four deviations of a rate of 5 %: what chance alone may do with so few seeds.
        const double chance = 4.0 * std::sqrt(0.05 * 0.95 / static_cast<double>(seeds));
        if (scenario.has_interval && rate.covered < 0.92 - chance) good = false;
        if (rate.alarm > 0.07 + chance) good = false;
        const auto percent = [](double share) {
            return std::isnan(share) ? std::string("-") : fmt::format("{:.1f} %", 100.0 * share);
        };
        fmt::print("| {} | {} | {} | {} |\n", scenario.quantity, scenario.setting,
                   scenario.has_interval ? percent(rate.covered) : "-", percent(rate.alarm));
        std::fflush(stdout);
    }
    return check && !good ? 1 : 0;
}
