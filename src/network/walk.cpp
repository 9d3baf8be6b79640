#include "network/walk.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {

double SlopeCurve::speed_mps(double slope) const {
    const auto above = std::upper_bound(slopes.begin(), slopes.end(), slope);
    if (above == slopes.begin()) return speeds_mps.front();
    if (above == slopes.end()) return speeds_mps.back();
    const auto high = static_cast<std::size_t>(above - slopes.begin()), low = high - 1;
    const double share = (slope - slopes[low]) / (slopes[high] - slopes[low]);
    return speeds_mps[low] + share * (speeds_mps[high] - speeds_mps[low]);
}

SlopeCurve slope_curve_of(const Table& table) {
    SlopeCurve curve;
    curve.slopes = table.numbers("slope");
    const std::vector<double>& kmh = table.numbers("speed_kmh");
    for (std::size_t i = 0; i < kmh.size(); ++i) {
        if (!(kmh[i] > 0.0 && kmh[i] < 2000.0))
            throw input_error("row {}: speed_kmh is {}, expected more than 0", i + 1, kmh[i]);
        if (!std::isfinite(curve.slopes[i]) || (i > 0 && !(curve.slopes[i] > curve.slopes[i - 1])))
            throw input_error(
                "row {}: slope is {}, expected slopes (climb over distance, downhill negative) "
                "that "
                "rise from row to row",
                i + 1, curve.slopes[i]);
        curve.speeds_mps.push_back(kmh[i] / 3.6);
    }
    if (kmh.size() < 2 || curve.slopes.front() > 0.0 || curve.slopes.back() < 0.0)
        throw input_error(
            "found {} rows; expected two or more, with slopes from downhill or level (0 or below) "
            "to uphill (0 or above)",
            kmh.size());
    return curve;
}

double slope_speed_mps(const StepRule& rule, double slope) {
    return rule.curve.slopes.empty() ? tobler_speed_mps(slope) : rule.curve.speed_mps(slope);
}

double tobler_speed_mps(double slope) {
    return 6.0 / 3.6 * std::exp(-3.5 * std::abs(slope + 0.05));
}

bool needs_heights(StepKind kind) {
    return kind != StepKind::friction && kind != StepKind::conductance;
}

double mean_friction(const StepRule& rule, double from, double to) {
    if (rule.kind != StepKind::conductance || std::isinf(from) || std::isinf(to))
        return 0.5 * (from + to);
    return 2.0 / (1.0 / from + 1.0 / to);
}

double step_cost(const StepRule& rule, double distance_m, double friction, double climb_m) {
    switch (rule.kind) {
        case StepKind::friction:
        case StepKind::conductance:
            return friction * distance_m;
        case StepKind::tobler:
            return distance_m / slope_speed_mps(rule, climb_m / distance_m) * friction;
        case StepKind::slope:
            if (!std::isfinite(climb_m)) return friction * distance_m;
            return friction * distance_m * slope_speed_mps(rule, 0.0) /
                   slope_speed_mps(rule, climb_m / distance_m);
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
