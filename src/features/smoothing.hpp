#pragma once
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Weights that give the value (derivative 0) or a derivative of the polynomial of `order` fitted
/// by least squares to 2 * half_window + 1 equally spaced values, at the place `at` (0 = middle,
/// -half_window .. half_window).
/// src: Savitzky and Golay 1964, Analytical Chemistry 36, tables as corrected by Steinier et al.
/// 1972; ends: Gorry 1990, Analytical Chemistry 62.
/// An input error unless half_window >= 1 and 0 <= derivative <= order <= 2 * half_window.
std::vector<double> savitzky_golay_weights(Index half_window, int order, int derivative = 0,
                                           Index at = 0);

/// Smooths an equally spaced series; ends by the polynomial of the first and last whole window.
/// NaN and infinite values, and those of weight 0, are gaps and are filled; weights empty = all 1.
/// Where a window holds too few values for the order, the order is lowered; without any: NaN.
/// An input error if the series is shorter than the window.
std::vector<double> savitzky_golay(const std::vector<double>& values, Index half_window, int order,
                                   const std::vector<double>& weights = {});

/// Whittaker smoothing of an equally spaced series: the z with the least
/// sum w (y - z)^2 + lambda sum (difference of order d of z)^2. Gaps (as above) are filled.
/// src: Eilers 2003, Analytical Chemistry 75(14), equation 4 and its weighted form.
/// An input error unless lambda > 0 and difference is 1, 2 or 3; NaN everywhere if there are no
/// more values than `difference`.
std::vector<double> whittaker(const std::vector<double>& values, double lambda, int difference = 2,
                              const std::vector<double>& weights = {});

}  // namespace borderlens
