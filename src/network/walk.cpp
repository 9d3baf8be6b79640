#include "network/walk.hpp"

#include <cmath>

#include "base/error.hpp"

namespace borderlens {

double tobler_speed_mps(double slope) {
    return 6.0 / 3.6 * std::exp(-3.5 * std::abs(slope + 0.05));
}

double step_cost(const StepRule& rule, double distance_m, double friction, double climb_m) {
    switch (rule.kind) {
        case StepKind::friction:
            return friction * distance_m;
        case StepKind::tobler:
            return distance_m / tobler_speed_mps(climb_m / distance_m) * friction;
        case StepKind::langmuir:
            break;
    }
    const LangmuirCoefficients& c = rule.langmuir;
    const double slope = climb_m / distance_m;
    const double per_climb = slope >= 0.0            ? c.climb_s_per_m
                             : slope < c.steep_slope ? c.steep_descent_s_per_m
                                                     : c.gentle_descent_s_per_m;
    return per_climb * climb_m + distance_m * c.level_s_per_m + rule.lambda * friction * distance_m;
}

void require_positive_steps(const StepRule& rule) {
    if (rule.kind != StepKind::langmuir) return;
    const LangmuirCoefficients& c = rule.langmuir;
    if (!(rule.lambda >= 0.0)) throw input_error("lambda is {}, expected 0 or more", rule.lambda);
    // Seconds per metre are linear in slope on each of the three branches: it is enough to look at
    // their ends, level ground and the turn from gentle to steep, and at the sign on the open ends.
    const double at_turn = c.level_s_per_m + c.gentle_descent_s_per_m * c.steep_slope;
    const double past_turn = c.level_s_per_m + c.steep_descent_s_per_m * c.steep_slope;
    if (c.level_s_per_m < 0.0 || c.climb_s_per_m < 0.0 || c.steep_descent_s_per_m > 0.0 ||
        at_turn < 0.0 || past_turn < 0.0 || c.steep_slope > 0.0)
        throw input_error(
            "walking coefficients {},{},{},{} with steep slope {} make some step cost less than "
            "nothing; expected level >= 0, climb >= 0, steep descent <= 0 and a gain on gentle "
            "descents smaller than level / |steep slope|",
            c.level_s_per_m, c.climb_s_per_m, c.gentle_descent_s_per_m, c.steep_descent_s_per_m,
            c.steep_slope);
}

}  // namespace borderlens
