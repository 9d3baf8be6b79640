#pragma once
#include <functional>
#include <string>
#include <vector>

#include "accuracy/borderlands.hpp"

namespace borderlens {

/// What one simulated borderland says: intervals that held the truth, alarms without a cause.
struct Outcome {
    double covered = 0.0;
    double alarm = 0.0;
};

struct Scenario {
    std::string quantity;
    std::string setting;
    bool has_interval = true;
    std::function<Outcome(std::uint64_t seed)> run;
};

/// Differences and shares of the two sides, border effects, changes over time.
std::vector<Scenario> side_scenarios();
std::vector<Scenario> effect_scenarios();
std::vector<Scenario> change_scenarios();

inline BorderBootstrap resampled(const std::vector<BorderColumn>& columns, std::uint64_t seed) {
    BootstrapOptions options;
    options.replicates = 299;
    options.seed = seed;
    return bootstrap_border(columns, options);
}

inline bool misses(const Interval& interval, double number) {
    return !interval.contains(number);
}

}  // namespace borderlens
