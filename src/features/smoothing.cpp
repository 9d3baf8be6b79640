#include "features/smoothing.hpp"

#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/no_value.hpp"

namespace borderlens {
namespace {

/// The weights with 0 at gaps; one where none are given.
std::vector<double> usable_weights(const std::vector<double>& values,
                                   const std::vector<double>& weights) {
    if (!weights.empty() && weights.size() != values.size())
        throw input_error("series of {} values with {} weights", values.size(), weights.size());
    std::vector<double> usable(values.size(), 1.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!weights.empty()) usable[i] = weights[i] > 0.0 ? weights[i] : 0.0;
        if (!std::isfinite(values[i])) usable[i] = 0.0;
    }
    return usable;
}

/// Rows (1, x, x^2, ...) for x = -half_window .. half_window. Scaled to -1 .. 1, so that high
/// orders of wide windows stay well conditioned.
Eigen::MatrixXd powers(Index half_window, int order) {
    const Index count = 2 * half_window + 1;
    Eigen::MatrixXd design(count, order + 1);
    for (Index i = 0; i < count; ++i) {
        const double x = static_cast<double>(i - half_window) / static_cast<double>(half_window);
        for (int p = 0; p <= order; ++p) design(i, p) = p == 0 ? 1.0 : design(i, p - 1) * x;
    }
    return design;
}

/// Value at `at` of the weighted polynomial fit to the window that starts at `start`.
double fitted(const std::vector<double>& values, const std::vector<double>& weights, Index start,
              Index half_window, int order, Index at) {
    const Index count = 2 * half_window + 1;
    Index used = 0;
    for (Index i = 0; i < count; ++i) used += weights[static_cast<std::size_t>(start + i)] > 0.0;
    if (used == 0) return no_value;
    const int degree = static_cast<int>(std::min<Index>(order, used - 1));
    Eigen::MatrixXd design = powers(half_window, degree);
    Eigen::VectorXd target(count);
    for (Index i = 0; i < count; ++i) {
        const double root = std::sqrt(weights[static_cast<std::size_t>(start + i)]);
        design.row(i) *= root;
        target(i) = root > 0.0 ? root * values[static_cast<std::size_t>(start + i)] : 0.0;
    }
    const Eigen::VectorXd coefficients = design.householderQr().solve(target);
    return powers(half_window, degree).row(at + half_window).dot(coefficients);
}

}  // namespace

std::vector<double> savitzky_golay_weights(Index half_window, int order, int derivative, Index at) {
    if (half_window < 1 || derivative < 0 || derivative > order || order > 2 * half_window ||
        at < -half_window || at > half_window)
        throw input_error(
            "Savitzky-Golay: half window {}, order {}, derivative {}, place {}: expected half "
            "window >= 1, derivative <= order <= 2 * half window, place inside",
            half_window, order, derivative, at);
    const Eigen::MatrixXd design = powers(half_window, order);
    // Derivative of each power at the place, in units of one step.
    Eigen::VectorXd wanted = Eigen::VectorXd::Zero(order + 1);
    const double h = static_cast<double>(half_window), x = static_cast<double>(at) / h;
    for (int p = derivative; p <= order; ++p) {
        double factor = 1.0;
        for (int k = 0; k < derivative; ++k) factor *= static_cast<double>(p - k) / h;
        wanted(p) = factor * std::pow(x, p - derivative);
    }
    // weights = D (D'D)^-1 wanted, by QR: D = Q R.
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(design);
    const Eigen::MatrixXd r = qr.matrixQR().topRows(order + 1).triangularView<Eigen::Upper>();
    const Eigen::VectorXd inner = r.transpose().triangularView<Eigen::Lower>().solve(wanted);
    Eigen::VectorXd padded = Eigen::VectorXd::Zero(design.rows());
    padded.head(order + 1) = inner;
    const Eigen::VectorXd weights = qr.householderQ() * padded;
    return {weights.data(), weights.data() + weights.size()};
}

std::vector<double> savitzky_golay(const std::vector<double>& values, Index half_window, int order,
                                   const std::vector<double>& weights) {
    const std::vector<double> middle = savitzky_golay_weights(half_window, order);
    const Index count = static_cast<Index>(values.size()), window = 2 * half_window + 1;
    if (count < window)
        throw input_error("Savitzky-Golay: series of {} values, window of {}; take a smaller one",
                          count, window);
    const std::vector<double> usable = usable_weights(values, weights);
    std::vector<double> smooth(values.size());
    for (Index i = 0; i < count; ++i) {
        const Index start = std::clamp<Index>(i - half_window, 0, count - window);
        const auto first = usable.begin() + start;
        const bool plain = start == i - half_window &&
                           std::all_of(first, first + window, [](double w) { return w == 1.0; });
        double& result = smooth[static_cast<std::size_t>(i)];
        if (!plain) {
            result = fitted(values, usable, start, half_window, order, i - start - half_window);
            continue;
        }
        result = 0.0;
        for (Index k = 0; k < window; ++k)
            result +=
                middle[static_cast<std::size_t>(k)] * values[static_cast<std::size_t>(start + k)];
    }
    return smooth;
}

std::vector<double> whittaker(const std::vector<double>& values, double lambda, int difference,
                              const std::vector<double>& weights) {
    if (!(lambda > 0.0) || difference < 1 || difference > 3)
        throw input_error(
            "Whittaker: lambda {}, difference {}: expected lambda > 0, difference 1 "
            "to 3",
            lambda, difference);
    const std::vector<double> usable = usable_weights(values, weights);
    const Index count = static_cast<Index>(values.size());
    const Index used = std::count_if(usable.begin(), usable.end(), [](double w) { return w > 0; });
    if (used <= difference) return std::vector<double>(values.size(), no_value);
    Eigen::SparseMatrix<double> d(count, count);
    d.setIdentity();
    for (int order = 0; order < difference; ++order) {
        // One more difference: rows i + 1 minus i.
        Eigen::SparseMatrix<double> shift(d.rows() - 1, d.rows());
        std::vector<Eigen::Triplet<double>> entries;
        for (Index i = 0; i + 1 < d.rows(); ++i) {
            entries.emplace_back(i, i, -1.0);
            entries.emplace_back(i, i + 1, 1.0);
        }
        shift.setFromTriplets(entries.begin(), entries.end());
        d = Eigen::SparseMatrix<double>(shift * d);
    }
    Eigen::SparseMatrix<double> system = Eigen::SparseMatrix<double>(d.transpose() * d) * lambda;
    Eigen::VectorXd target(count);
    for (Index i = 0; i < count; ++i) {
        const double weight = usable[static_cast<std::size_t>(i)];
        system.coeffRef(i, i) += weight;
        target(i) = weight > 0.0 ? weight * values[static_cast<std::size_t>(i)] : 0.0;
    }
    const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(system);
    const Eigen::VectorXd smooth = solver.solve(target);
    return {smooth.data(), smooth.data() + smooth.size()};
}

}  // namespace borderlens
