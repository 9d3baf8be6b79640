#pragma once
#include <vector>

#include "learning/accuracy_difference.hpp"

namespace borderlens {

/// Intensity analysis of one interval between two dates. All intensities are shares per year
/// (1 = all of it each year); NaN where the class has no area to change. Classes in the order of
/// the matrix.
struct IntervalIntensity {
    double from_year = 0.0;
    double to_year = 0.0;
    SquareMatrix matrix;                 ///< cells, rows = from, columns = to
    double annual_change = 0.0;          ///< S: change as share of the landscape a year
    std::vector<double> gain_intensity;  ///< G: yearly gain of a class over its area at the end
    std::vector<double> loss_intensity;  ///< L: yearly loss of a class over its area at the start
    /// R[i][n]: yearly change from i to n over the area of i at the start; diagonal NaN.
    SquareMatrix transition_intensity;
    /// W[n]: yearly gain of n over the area at the start that is not n: R if n took from all alike.
    std::vector<double> uniform_transition;
    /// Q[m][j]: yearly change from m to j over the area of j at the end; diagonal NaN.
    SquareMatrix transition_intensity_from;
    /// V[m]: yearly loss of m over the area at the end that is not m: Q if m gave to all alike.
    std::vector<double> uniform_transition_from;
    DifferenceComponents difference;  ///< in cells
};

struct IntensityAnalysis {
    double uniform_annual_change = 0.0;  ///< U: S if all intervals changed at one speed
    std::vector<IntervalIntensity> intervals;
};

/// Three levels of change intensity: intervals, classes, transitions.
/// years: strictly ascending, one more than matrices; an input error otherwise, and for matrices
/// without any cell.
/// src: Aldwaik and Pontius 2012, Landscape and Urban Planning 106, eqs. 1-8.
IntensityAnalysis analyse_intensity(const std::vector<SquareMatrix>& matrices,
                                    const std::vector<double>& years);

}  // namespace borderlens
