// Effective resistances on a raster of 1000 x 1000 cells of rough conductance: seconds for the
// wiring and first solution, and for ten focal nodes (45 pairs) with all their current maps.
#include <fmt/core.h>

#include <chrono>
#include <cmath>

#include "base/random.hpp"
#include "network/current_flow.hpp"

using namespace borderlens;

namespace {

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

FlowProblem rough_problem(Index size, Index focal_count) {
    FlowProblem problem;
    problem.conductance = Raster<double>(Grid("", {0.0, 0.0}, 1.0, 1.0, size, size));
    Random random(7);
    for (double& g : problem.conductance.values())
        g = random.uniform() < 0.05 ? 0.0 : 1.0 / std::exp(1.5 * random.normal());
    for (Index i = 0; i < focal_count; ++i) {
        Index cell = 0;
        do cell = random.below(size * size);
        while (problem.conductance.values()[static_cast<std::size_t>(cell)] <= 0.0);
        problem.focal.push_back({cell, static_cast<std::int32_t>(i + 1)});
    }
    return problem;
}

}  // namespace

int main() {
    fmt::print("{:>9} {:>6} {:>4} {:>9} {:>14}\n", "cells", "pairs", "nb", "seconds", "resistance");
    for (const Index size : {200, 250, 500, 1000})
        for (const Index focal : {2, 10}) {
            const FlowProblem problem = rough_problem(size, focal);
            const double start = now_s();
            const FlowResult result = pairwise_flow(problem);
            fmt::print("{:>9} {:>6} {:>4} {:>9.2f} {:>14.9f}\n", size * size,
                       focal * (focal - 1) / 2, problem.options.neighbours, now_s() - start,
                       result.resistance[1]);
            std::fflush(stdout);
        }
    return 0;
}
