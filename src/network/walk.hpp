#pragma once

namespace borderlens {

/// How a step over ground of mean friction F, horizontal distance d [m] and climb dz [m] is paid.
enum class StepKind {
    friction,  ///< d * F, in friction units times metres
    tobler,    ///< seconds on foot by Tobler's hiking function, times F
    langmuir,  ///< seconds on foot by Langmuir's rule, plus lambda * F * d
};

/// Coefficients of Langmuir's refinement of Naismith's rule as GRASS r.walk states it (Aitken 1977,
/// Langmuir 1984): seconds = a d + b (climb) or c (gentle descent) or d (steep descent) times dz.
struct LangmuirCoefficients {
    double level_s_per_m = 0.72;
    double climb_s_per_m = 6.0;
    double gentle_descent_s_per_m = 1.9998;  ///< times dz < 0: going gently down saves time
    double steep_descent_s_per_m = -1.9998;  ///< times dz < 0: going steeply down costs time
    double steep_slope = -0.2125;            ///< tan(-12 degrees): below it a descent is steep
};

struct StepRule {
    StepKind kind = StepKind::friction;
    LangmuirCoefficients langmuir;
    double lambda = 1.0;  ///< weight of friction in `langmuir`, r.walk's default
};

/// Tobler's hiking function (Tobler 1993, NCGIA report 93-1): walking speed [m/s] on a slope
/// dz / d, 6 km/h * exp(-3.5 |slope + 0.05|); fastest gently downhill.
double tobler_speed_mps(double slope);

/// Cost of one step. Inputs: distance_m > 0, friction >= 0 (infinite = barrier).
double step_cost(const StepRule& rule, double distance_m, double friction, double climb_m);

/// An input error where the coefficients could make a step cost less than nothing on some slope.
void require_positive_steps(const StepRule& rule);

}  // namespace borderlens
