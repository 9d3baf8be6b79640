#include "comparison/discontinuity_fit.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

using LongMatrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;

/// The Gram matrix of powers is a Hankel matrix of moments: sums in long double keep the pilot
/// fits of order four and five sound.
LongMatrix gram_of(const RegressionSide& side, const PolynomialFit& fit) {
    std::vector<long double> moments(static_cast<std::size_t>(2 * fit.order + 1), 0.0L);
    for (Index i = 0; i < fit.span.size(); ++i) {
        const double u = side.distance[fit.span.first + i] / fit.scale;
        long double power = fit.kernel[i];
        for (auto& moment : moments) {
            moment += power;
            power *= u;
        }
    }
    LongMatrix gram(fit.terms(), fit.terms());
    for (int r = 0; r < fit.terms(); ++r)
        for (int c = 0; c < fit.terms(); ++c) gram(r, c) = moments[r + c];
    return gram;
}

/// inverse_gram * sum of kernel * powers * outcome: coefficients in scaled powers.
std::vector<double> scaled_coefficients(const RegressionSide& side, const PolynomialFit& fit,
                                        const std::vector<double>& outcome) {
    std::vector<double> sums(fit.terms(), 0.0);
    for (Index i = 0; i < fit.span.size(); ++i) {
        const Index row = fit.span.first + i;
        const double u = side.distance[row] / fit.scale;
        double power = fit.kernel[i] * outcome[row];
        for (double& sum : sums) {
            sum += power;
            power *= u;
        }
    }
    std::vector<double> coefficients(fit.terms(), 0.0);
    for (int r = 0; r < fit.terms(); ++r)
        for (int c = 0; c < fit.terms(); ++c)
            coefficients[r] += fit.inverse_gram[r * fit.terms() + c] * sums[c];
    return coefficients;
}

double polynomial_at(const double* coefficients, int terms, double u) {
    double value = 0.0;
    for (int k = terms - 1; k >= 0; --k) value = value * u + coefficients[k];
    return value;
}

}  // namespace

PolynomialFit fit_polynomial(const RegressionSide& side, RowSpan span, Kernel kernel, double h,
                             int order) {
    const RowSpan window = window_of(side, kernel, h);
    const Index distinct = distinct_in(side, window);
    const int needed = order + 1;
    if (distinct < needed)
        throw input_error(
            "a window of {:.6g} holds {} distinct distances on the {} of the cutoff, expected at "
            "least {} for a polynomial of order {}; give a wider --bandwidth or a lower --order",
            h, distinct, side.rows() > 0 && side.distance.front() >= 0.0 ? "right" : "left", needed,
            order);
    if (window.size() < 2)
        throw input_error(
            "a window of {:.6g} holds {} observations on the {} of the cutoff, expected at least "
            "2; give a wider --bandwidth",
            h, window.size(), side.rows() > 0 && side.distance.front() >= 0.0 ? "right" : "left");
    PolynomialFit fit{span, order, h, {}, {}};
    fit.kernel.reserve(span.size());
    for (Index row = span.first; row < span.last; ++row)
        fit.kernel.push_back(kernel_weight(kernel, side.distance[row], h) *
                             (side.weight.empty() ? 1.0 : side.weight[row]));
    const LongMatrix gram = gram_of(side, fit);
    const LongMatrix inverse =
        Eigen::LDLT<LongMatrix>(gram).solve(LongMatrix::Identity(fit.terms(), fit.terms()));
    for (int r = 0; r < fit.terms(); ++r)
        for (int c = 0; c < fit.terms(); ++c)
            fit.inverse_gram.push_back(static_cast<double>(inverse(r, c)));
    return fit;
}

std::vector<double> coefficient_weights(const RegressionSide& side, const PolynomialFit& fit,
                                        int power) {
    const double* row_of_inverse = fit.inverse_gram.data() + power * fit.terms();
    const double unscale = std::pow(fit.scale, -power);
    std::vector<double> weights(fit.span.size());
    for (Index i = 0; i < fit.span.size(); ++i) {
        const double u = side.distance[fit.span.first + i] / fit.scale;
        weights[i] = fit.kernel[i] * unscale * polynomial_at(row_of_inverse, fit.terms(), u);
    }
    return weights;
}

std::vector<double> fit_residuals(const RegressionSide& side, const PolynomialFit& fit,
                                  const std::vector<double>& outcome) {
    const std::vector<double> coefficients = scaled_coefficients(side, fit, outcome);
    std::vector<double> residuals(fit.span.size());
    for (Index i = 0; i < fit.span.size(); ++i) {
        const Index row = fit.span.first + i;
        residuals[i] = outcome[row] - polynomial_at(coefficients.data(), fit.terms(),
                                                    side.distance[row] / fit.scale);
    }
    return residuals;
}

std::vector<double> fit_leverages(const RegressionSide& side, const PolynomialFit& fit) {
    const int terms = fit.terms();
    // sum over r, c of inverse(r, c) u^(r + c): a polynomial in u.
    std::vector<double> coefficients(static_cast<std::size_t>(2 * fit.order + 1), 0.0);
    for (int r = 0; r < terms; ++r)
        for (int c = 0; c < terms; ++c) coefficients[r + c] += fit.inverse_gram[r * terms + c];
    std::vector<double> leverages(fit.span.size());
    for (Index i = 0; i < fit.span.size(); ++i) {
        const double u = side.distance[fit.span.first + i] / fit.scale;
        leverages[i] = fit.kernel[i] *
                       polynomial_at(coefficients.data(), static_cast<int>(coefficients.size()), u);
    }
    return leverages;
}

double weighted_sum(const PolynomialFit& fit, const std::vector<double>& weights,
                    const std::vector<double>& outcome) {
    double sum = 0.0;
    for (Index i = 0; i < fit.span.size(); ++i) sum += weights[i] * outcome[fit.span.first + i];
    return sum;
}

CovariateProducts covariate_products(const RegressionSide& side, const PolynomialFit& fit) {
    const std::size_t count = side.covariates.size();
    std::vector<std::vector<double>> parts;
    for (const auto& covariate : side.covariates)
        parts.push_back(fit_residuals(side, fit, covariate));
    parts.push_back(fit_residuals(side, fit, side.outcome));
    const auto product = [&](std::size_t a, std::size_t b) {
        double sum = 0.0;
        for (Index i = 0; i < fit.span.size(); ++i)
            sum += fit.kernel[i] * parts[a][i] * parts[b][i];
        return sum;
    };
    // chosen: a covariate that differs from a polynomial of distance (a constant above all) by less
    // than 1e-10 of its size does so by rounding only; its rest would be noise blown up.
    for (std::size_t a = 0; a < count; ++a) {
        double size = 0.0;
        for (Index i = 0; i < fit.span.size(); ++i) {
            const double value = side.covariates[a][fit.span.first + i];
            size += fit.kernel[i] * value * value;
        }
        if (product(a, a) <= 1e-20 * size) parts[a].assign(parts[a].size(), 0.0);
    }
    CovariateProducts products;
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < count; ++b) products.covariates.push_back(product(a, b));
        products.outcome.push_back(product(a, count));
    }
    return products;
}

std::vector<double> covariate_coefficients(const CovariateProducts& products) {
    const Index count = static_cast<Index>(products.outcome.size());
    Eigen::VectorXd size(count);
    for (Index a = 0; a < count; ++a) {
        const double own = products.covariates[a * count + a];
        size(a) = own > 0.0 ? std::sqrt(own) : 1.0;
    }
    // In units of each covariate's own spread, so that one threshold fits shares and populations.
    Eigen::MatrixXd left(count, count);
    Eigen::VectorXd right(count);
    for (Index a = 0; a < count; ++a) {
        for (Index b = 0; b < count; ++b)
            left(a, b) = products.covariates[a * count + b] / (size(a) * size(b));
        right(a) = products.outcome[a] / size(a);
    }
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> solver(count, count);
    solver.setThreshold(1e-10);  // chosen: below it a correlation matrix is singular to rounding
    solver.compute(left);
    const Eigen::VectorXd solved = solver.solve(right);
    std::vector<double> coefficients(count);
    for (Index a = 0; a < count; ++a) coefficients[a] = solved(a) / size(a);
    return coefficients;
}

std::vector<double> adjusted_outcome(const RegressionSide& side,
                                     const std::vector<double>& coefficients) {
    std::vector<double> outcome = side.outcome;
    for (std::size_t k = 0; k < coefficients.size(); ++k)
        for (Index i = 0; i < side.rows(); ++i)
            outcome[i] -= coefficients[k] * side.covariates[k][i];
    return outcome;
}

}  // namespace borderlens
