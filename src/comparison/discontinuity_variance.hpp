#pragma once
#include <vector>

#include "comparison/discontinuity_fit.hpp"

namespace borderlens {

/// Variance of the sum of weights * outcome over the span of a fit. `fit` is the regression whose
/// residuals and leverages stand for the errors; `outcome` has a value per row of the side.
/// Clusters, where the side has them, replace the independence of rows.
/// src: nearest neighbours: Abadie and Imbens 2006 (Econometrica 74), as used by Calonico,
/// Cattaneo, Titiunik 2014, section 5; HC0 to HC3: MacKinnon and White 1985; CR1 with the factor
/// (n - 1) / (n - k) * g / (g - 1), CR2: Bell and McCaffrey 2002; CR3: Pustejovsky and Tipton 2018.
double variance_of_sum(const RegressionSide& side, const PolynomialFit& fit,
                       const std::vector<double>& weights, const std::vector<double>& outcome,
                       Variance variance, int matches);

/// For each row of the span: sqrt(J / (J + 1)) (y - mean of its J nearest others). Equal distances
/// are taken or left together, and so are neighbours equally far on both sides.
std::vector<double> neighbour_residuals(const RegressionSide& side, RowSpan span,
                                        const std::vector<double>& outcome, int matches);

}  // namespace borderlens
