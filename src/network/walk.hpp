#pragma once
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// How a step over ground of mean friction F, horizontal distance d [m] and climb dz [m] is paid.
enum class StepKind {
    friction,     ///< d * F, in friction units times metres
    conductance,  ///< the same, F being 1 over the mean of the cells' conductances 1 / F
    tobler,       ///< seconds at the speed on the slope (Tobler's or the given curve's), times F
    langmuir,     ///< seconds on foot by Langmuir's rule, plus lambda * F * d
    slope,  ///< d * F, longer by speed on the level over speed on the slope; unknown heights level
};

/// Speed against slope (climb over distance, uphill positive), straight between the given points
/// and held beyond the first and the last.
struct SlopeCurve {
    std::vector<double> slopes;  ///< rising
    std::vector<double> speeds_mps;

    double speed_mps(double slope) const;
};

/// Reads columns slope, speed_kmh. An input error names the row of a speed that is not above 0 and
/// of slopes that do not rise, and asks for level ground to lie among them.
SlopeCurve slope_curve_of(const Table& table);

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
    SlopeCurve curve = {};  ///< of `tobler` and `slope`; empty = Tobler's
    double lambda = 1.0;    ///< weight of friction in `langmuir`, r.walk's default
};

/// Tobler's hiking function (Tobler 1993, NCGIA report 93-1): walking speed [m/s] on a slope
/// dz / d, 6 km/h * exp(-3.5 |slope + 0.05|); fastest gently downhill.
double tobler_speed_mps(double slope);

/// Speed on a slope by the rule's curve, or Tobler's where it has none [m/s].
double slope_speed_mps(const StepRule& rule, double slope);

/// Whether steps of this kind depend on elevation.
bool needs_heights(StepKind kind);

/// Friction between two cells, infinite where one is a barrier: the mean of theirs (as r.cost and
/// ArcGIS have it) or, with StepKind::conductance, 1 over the mean of 1 / friction (gdistance's
/// transition(x, mean, ...), van Etten 2017, J. Stat. Softw. 76(13)), which is never more.
double mean_friction(const StepRule& rule, double from, double to);

/// Cost of one step. Inputs: distance_m > 0, friction >= 0 (infinite = barrier); with
/// `slope` a climb that is not known is none.
double step_cost(const StepRule& rule, double distance_m, double friction, double climb_m);

/// An input error where the coefficients could make a step cost less than nothing on some slope.
void require_positive_steps(const StepRule& rule);

}  // namespace borderlens
