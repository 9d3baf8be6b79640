#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// A stratum to be sampled: its size and the share of it that is expected to be mapped right.
struct DesignStratum {
    std::string name;
    Index pixels = 0;
    double expected_accuracy = 0.85;
    Index samples = 0;  ///< set by `plan_samples`
};

struct SamplePlan {
    std::vector<DesignStratum> strata;
    Index wanted = 0;         ///< units the interval asks for, before minimums
    double half_width = 0.0;  ///< of the 95 % interval of overall accuracy under this plan
};

/// Units a stratum for a 95 % interval of overall accuracy of +- half_width: n = (sum W S)^2 /
/// (half_width^2 / z^2 + sum W S^2 / N), shared out by area, no stratum below `least` (or its
/// size).
/// An input error for half_width outside (0, 0.5], accuracies outside [0, 1], no pixel at all.
/// src: Cochran 1977, eq. 5.25; Olofsson et al. 2014, Remote Sensing of Environment 148, eq. 13 and
/// section 5.1.2 (minimum for rare classes).
SamplePlan plan_samples(std::vector<DesignStratum> strata, double half_width, Index least);

/// `count` different numbers of 0 .. population - 1 at random, ascending (Floyd's method; Bentley
/// and Floyd 1987). count <= population.
std::vector<Index> draw_ranks(Index population, Index count, std::uint64_t seed);

}  // namespace borderlens
