#include "change/harmonic_fit.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "base/median.hpp"

namespace borderlens {
namespace {

constexpr double penalty = 1.0;           // Zhu et al. 2015 as operated by USGS LCMAP
constexpr int most_sweeps = 1000;         // likewise
constexpr double tolerance = 1e-4;        // of coordinate descent and its duality gap
constexpr double bisquare_width = 4.685;  // 95 % efficiency at the normal distribution
constexpr double median_of_normal = 0.6745;
constexpr int robust_rounds = 4;  // after the first plain fit

Eigen::MatrixXd design_of(const std::vector<double>& days, int columns) {
    const double w = 2.0 * M_PI / year_length_d;
    Eigen::MatrixXd design(static_cast<Index>(days.size()), columns);
    for (Index i = 0; i < design.rows(); ++i) {
        const double day = days[static_cast<std::size_t>(i)];
        design(i, 0) = day;
        for (int k = 1; 2 * k < columns + 1; ++k) {
            design(i, 2 * k - 1) = std::cos(k * w * day);
            if (2 * k < columns) design(i, 2 * k) = std::sin(k * w * day);
        }
    }
    return design;
}

double soft(double value, double limit) {
    return value > limit ? value - limit : value < -limit ? value + limit : 0.0;
}

/// min |y - X w|^2 / 2 + limit |w|_1 on centred columns, by cyclic coordinate descent until the
/// duality gap is small.
Eigen::VectorXd lasso(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, double limit) {
    Eigen::VectorXd w = Eigen::VectorXd::Zero(x.cols()), residual = y;
    const Eigen::VectorXd squares = x.colwise().squaredNorm();
    const double gap_limit = tolerance * y.squaredNorm();
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double largest = 0.0, largest_step = 0.0;
        for (Index j = 0; j < x.cols(); ++j) {
            if (squares(j) == 0.0) continue;
            const double old = w(j);
            const double drive = x.col(j).dot(residual) + old * squares(j);
            w(j) = soft(drive, limit) / squares(j);
            if (w(j) != old) residual += (old - w(j)) * x.col(j);
            largest = std::max(largest, std::abs(w(j)));
            largest_step = std::max(largest_step, std::abs(w(j) - old));
        }
        if (largest > 0.0 && largest_step / largest >= tolerance && sweep + 1 < most_sweeps)
            continue;
        const double dual_norm = (x.transpose() * residual).lpNorm<Eigen::Infinity>();
        const double r2 = residual.squaredNorm();
        const double scale = dual_norm > limit ? limit / dual_norm : 1.0;
        const double gap =
            0.5 * r2 * (1.0 + scale * scale) + limit * w.lpNorm<1>() - scale * residual.dot(y);
        if (gap < gap_limit || largest == 0.0) break;
    }
    return w;
}

/// Spread of residuals; the four that are smallest by construction (four coefficients) are left
/// out.
double spread_of(const Eigen::VectorXd& residuals) {
    std::vector<double> sizes;
    for (const double residual : residuals) sizes.push_back(std::abs(residual));
    std::sort(sizes.begin(), sizes.end());
    sizes.erase(sizes.begin(), sizes.begin() + std::min<std::ptrdiff_t>(4, residuals.size()));
    return median(sizes) / median_of_normal;
}

}  // namespace

double HarmonicFit::predict(double day) const {
    const double w = 2.0 * M_PI / year_length_d;
    double value = coefficients[0] + coefficients[1] * day;
    for (int k = 1; k <= 3; ++k)
        value += coefficients[static_cast<std::size_t>(2 * k)] * std::cos(k * w * day) +
                 coefficients[static_cast<std::size_t>(2 * k + 1)] * std::sin(k * w * day);
    return value;
}

HarmonicFit fit_harmonics(const std::vector<double>& days, const std::vector<double>& values,
                          int coefficient_count) {
    const Index n = static_cast<Index>(days.size());
    Eigen::MatrixXd design = design_of(days, coefficient_count - 1);
    Eigen::VectorXd y = Eigen::Map<const Eigen::VectorXd>(values.data(), n);
    const Eigen::RowVectorXd column_means = design.colwise().mean();
    const double mean = y.mean();
    design.rowwise() -= column_means;
    y.array() -= mean;
    const Eigen::VectorXd w = lasso(design, y, penalty * static_cast<double>(n));
    HarmonicFit fit;
    fit.coefficients[0] = mean - column_means.dot(w);
    for (Index j = 0; j < w.size(); ++j) fit.coefficients[static_cast<std::size_t>(j + 1)] = w(j);
    const Eigen::VectorXd residual = y - design * w;
    fit.residuals.assign(residual.begin(), residual.end());
    fit.rmse = std::sqrt(residual.squaredNorm() /
                         static_cast<double>(std::max<Index>(1, n - coefficient_count)));
    return fit;
}

std::vector<bool> seasonal_outliers(const std::vector<double>& days,
                                    const std::vector<double>& values, double limit) {
    const Index n = static_cast<Index>(days.size());
    const double yearly = 2.0 * M_PI / year_length_d;
    const double slow =
        yearly / std::max(1.0, std::ceil((days.back() - days.front()) / year_length_d));
    Eigen::MatrixXd x(n, 5);
    for (Index i = 0; i < n; ++i) {
        const double day = days[static_cast<std::size_t>(i)];
        x.row(i) << 1.0, std::cos(yearly * day), std::sin(yearly * day), std::cos(slow * day),
            std::sin(slow * day);
    }
    const Eigen::Map<const Eigen::VectorXd> y(values.data(), n);
    // Over less than a year both cycles are one and the design has fewer columns than it seems.
    const auto solve = [](const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
        return Eigen::VectorXd(a.completeOrthogonalDecomposition().solve(b));
    };
    Eigen::VectorXd beta = solve(x, y);
    Eigen::VectorXd residual = y - x * beta;
    const Eigen::MatrixXd basis = x.completeOrthogonalDecomposition().pseudoInverse();
    for (int round = 0; round < robust_rounds; ++round) {
        // A point of high leverage pulls the model to itself: its residual is scaled up.
        Eigen::VectorXd scaled = residual;
        for (Index i = 0; i < n; ++i)
            scaled(i) /= std::sqrt(1.0 - std::min(0.9999, x.row(i).dot(basis.col(i))));
        const double spread = spread_of(scaled);
        if (!(spread > 1e-12)) break;
        Eigen::VectorXd root(n);
        for (Index i = 0; i < n; ++i) {
            const double u = scaled(i) / spread / bisquare_width;
            root(i) = std::abs(u) < 1.0 ? 1.0 - u * u : 0.0;
        }
        beta = solve(root.asDiagonal() * x, root.cwiseProduct(y));
        residual = y - x * beta;
    }
    std::vector<bool> outliers;
    for (const double r : residual) outliers.push_back(std::abs(r) > limit);
    return outliers;
}

}  // namespace borderlens
