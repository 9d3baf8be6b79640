#pragma once
#include <vector>

#include "comparison/discontinuity_side.hpp"

namespace borderlens {

/// Weighted polynomial regression on the rows of a span, in powers of distance / scale. It holds
/// what is linear in the outcome: every coefficient is a weighted sum of outcomes.
struct PolynomialFit {
    RowSpan span;
    int order = 0;
    double scale = 1.0;
    std::vector<double> kernel;        ///< weight of each row of the span
    std::vector<double> inverse_gram;  ///< (order + 1)^2, row by row, in scaled powers

    int terms() const { return order + 1; }
};

/// errors: input error where the window of `h` holds fewer than order + 1 distinct distances.
PolynomialFit fit_polynomial(const RegressionSide& side, RowSpan span, Kernel kernel, double h,
                             int order);

/// Weights l such that the sum of l_i y_i over the span is the coefficient of distance^power.
std::vector<double> coefficient_weights(const RegressionSide& side, const PolynomialFit& fit,
                                        int power);

/// Outcome minus fitted polynomial for each row of the span; `outcome` has a value per row of the
/// side.
std::vector<double> fit_residuals(const RegressionSide& side, const PolynomialFit& fit,
                                  const std::vector<double>& outcome);

/// Diagonal of the hat matrix for each row of the span.
std::vector<double> fit_leverages(const RegressionSide& side, const PolynomialFit& fit);

/// Sum over the span of weights times outcome.
double weighted_sum(const PolynomialFit& fit, const std::vector<double>& weights,
                    const std::vector<double>& outcome);

/// Cross products of the covariates and the outcome after the polynomial is taken out of both.
struct CovariateProducts {
    std::vector<double> covariates;  ///< count x count
    std::vector<double> outcome;     ///< count
};
CovariateProducts covariate_products(const RegressionSide& side, const PolynomialFit& fit);

/// Covariate coefficients; directions in which the covariates do not vary get zero.
/// src: Calonico, Cattaneo, Farrell, Titiunik 2019, equation (2).
std::vector<double> covariate_coefficients(const CovariateProducts& products);

/// Outcome minus covariates times coefficients, for every row of the side.
std::vector<double> adjusted_outcome(const RegressionSide& side,
                                     const std::vector<double>& coefficients);

}  // namespace borderlens
