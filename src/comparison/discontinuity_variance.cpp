#include "comparison/discontinuity_variance.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace borderlens {
namespace {

double sum_of_squares(const std::vector<double>& weights, const std::vector<double>& residuals) {
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double term = weights[i] * residuals[i];
        sum += term * term;
    }
    return sum;
}

double heteroskedastic(const RegressionSide& side, const PolynomialFit& fit,
                       const std::vector<double>& weights, const std::vector<double>& outcome,
                       Variance variance) {
    std::vector<double> residuals = fit_residuals(side, fit, outcome);
    if (variance == Variance::hc2 || variance == Variance::hc3) {
        const std::vector<double> leverages = fit_leverages(side, fit);
        for (std::size_t i = 0; i < residuals.size(); ++i) {
            // A row that alone decides its own fit has leverage 1: keep the division finite.
            const double rest = std::max(1.0 - leverages[i], 1e-8);
            residuals[i] /= variance == Variance::hc2 ? std::sqrt(rest) : rest;
        }
    }
    const double n = static_cast<double>(fit.span.size());
    const double factor = variance == Variance::hc1 ? n / (n - fit.terms()) : 1.0;
    return factor * sum_of_squares(weights, residuals);
}

/// What one cluster adds to the sums of a leverage correction.
struct ClusterSums {
    double score = 0.0;        ///< sum of weight * residual
    Eigen::VectorXd moved;     ///< sum of weight * powers
    Eigen::VectorXd gradient;  ///< sum of kernel * powers * residual
    Eigen::MatrixXd gram;      ///< sum of kernel * powers * powers'
};

std::vector<ClusterSums> cluster_sums(const RegressionSide& side, const PolynomialFit& fit,
                                      const std::vector<double>& weights,
                                      const std::vector<double>& residuals) {
    const Index terms = fit.terms();
    std::vector<ClusterSums> sums(side.cluster_count);
    Eigen::VectorXd powers(terms);
    for (Index i = 0; i < fit.span.size(); ++i) {
        const Index row = fit.span.first + i;
        ClusterSums& sum = sums[side.cluster[row]];
        if (sum.moved.size() == 0) {
            sum.moved = Eigen::VectorXd::Zero(terms);
            sum.gradient = Eigen::VectorXd::Zero(terms);
            sum.gram = Eigen::MatrixXd::Zero(terms, terms);
        }
        powers(0) = 1.0;
        for (Index k = 1; k < terms; ++k)
            powers(k) = powers(k - 1) * side.distance[row] / fit.scale;
        sum.score += weights[i] * residuals[i];
        sum.moved += weights[i] * powers;
        sum.gradient += fit.kernel[i] * residuals[i] * powers;
        sum.gram += fit.kernel[i] * powers * powers.transpose();
    }
    return sums;
}

/// The cluster's score after its residuals are divided by (I - hat matrix of the cluster), to the
/// power 1 (CR3) or 1/2 (CR2), worked in the space of the polynomial's terms.
double corrected_score(const ClusterSums& sum, const Eigen::MatrixXd& inverse_gram,
                       const Eigen::MatrixXd& root, Variance variance) {
    if (variance == Variance::hc3) {
        const Eigen::MatrixXd rest = inverse_gram.inverse() - sum.gram;
        return sum.score +
               sum.moved.dot(rest.completeOrthogonalDecomposition().solve(sum.gradient));
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(root.transpose() * sum.gram * root);
    Eigen::VectorXd stretched =
        solver.eigenvectors().transpose() * (root.transpose() * sum.gradient);
    for (Index k = 0; k < stretched.size(); ++k) {
        const double share = std::max(solver.eigenvalues()(k), 0.0);
        const double factor =
            share < 1e-14 ? 0.0 : (1.0 / std::sqrt(std::max(1.0 - share, 1e-8)) - 1.0) / share;
        stretched(k) *= factor;
    }
    return sum.score + sum.moved.dot(root * (solver.eigenvectors() * stretched));
}

double clustered(const RegressionSide& side, const PolynomialFit& fit,
                 const std::vector<double>& weights, const std::vector<double>& outcome,
                 Variance variance, int matches) {
    const std::vector<double> residuals =
        variance == Variance::nn_cluster ? neighbour_residuals(side, fit.span, outcome, matches)
                                         : fit_residuals(side, fit, outcome);
    std::vector<double> scores(side.cluster_count, 0.0);
    std::vector<char> present(side.cluster_count, 0);
    for (Index i = 0; i < fit.span.size(); ++i) {
        const Index cluster = side.cluster[fit.span.first + i];
        scores[cluster] += weights[i] * residuals[i];
        present[cluster] = 1;
    }
    const auto clusters = std::count(present.begin(), present.end(), 1);
    if (clusters < 2)
        throw input_error(
            "the window of {:.6g} on one side of the cutoff holds {} cluster, expected at least 2; "
            "use finer clusters, a wider --bandwidth, or no --cluster",
            fit.scale, clusters);
    double factor = 1.0;
    if (variance == Variance::hc2 || variance == Variance::hc3) {
        const Eigen::Map<
            const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>
            mapped(fit.inverse_gram.data(), fit.terms(), fit.terms());
        const Eigen::MatrixXd inverse_gram = 0.5 * (mapped + mapped.transpose());
        const Eigen::MatrixXd root = inverse_gram.llt().matrixL();
        const std::vector<ClusterSums> sums = cluster_sums(side, fit, weights, residuals);
        for (Index c = 0; c < side.cluster_count; ++c)
            if (present[c]) scores[c] = corrected_score(sums[c], inverse_gram, root, variance);
    } else {
        const double n = static_cast<double>(fit.span.size());
        const double g = static_cast<double>(clusters);
        factor = (n - 1.0) / (n - fit.terms()) * g / (g - 1.0);
    }
    double sum = 0.0;
    for (const double score : scores) sum += score * score;
    return factor * sum;
}

}  // namespace

std::vector<double> neighbour_residuals(const RegressionSide& side, RowSpan span,
                                        const std::vector<double>& outcome, int matches) {
    const auto& starts = side.group_start;
    const Index first_group =
        std::lower_bound(starts.begin(), starts.end(), span.first) - starts.begin();
    const Index last_group =
        std::lower_bound(starts.begin(), starts.end(), span.last) - starts.begin();
    const auto group_sum = [&](Index group) {
        double sum = 0.0;
        for (Index row = starts[group]; row < starts[group + 1]; ++row) sum += outcome[row];
        return sum;
    };
    std::vector<double> sums;
    for (Index group = first_group; group < last_group; ++group) sums.push_back(group_sum(group));

    const Index wanted = std::min<Index>(matches, span.size() - 1);
    // Distances such as 3 * 30 m and 90 m differ by rounding only and are equally far.
    const double rounding = std::sqrt(std::numeric_limits<double>::epsilon());
    std::vector<double> residuals(span.size());
    for (Index group = first_group; group < last_group; ++group) {
        const double here = side.distance[starts[group]];
        Index low = group;  // groups low .. high belong to the neighbourhood
        Index high = group;
        double sum = sums[group - first_group];
        while (starts[high + 1] - starts[low] - 1 < wanted) {
            const bool can_left = low > first_group;
            const bool can_right = high + 1 < last_group;
            const double left = can_left ? here - side.distance[starts[low - 1]] : 0.0;
            const double right = can_right ? side.distance[starts[high + 1]] - here : 0.0;
            const double slack = std::max(left, right) * rounding;
            const bool go_left = can_left && (!can_right || left <= right + slack);
            const bool go_right = can_right && (!can_left || right <= left + slack);
            if (go_left) sum += sums[--low - first_group];
            if (go_right) sum += sums[++high - first_group];
        }
        const double others = static_cast<double>(starts[high + 1] - starts[low] - 1);
        const double shrink = std::sqrt(others / (others + 1.0));
        for (Index row = starts[group]; row < starts[group + 1]; ++row)
            residuals[row - span.first] = shrink * (outcome[row] - (sum - outcome[row]) / others);
    }
    return residuals;
}

double variance_of_sum(const RegressionSide& side, const PolynomialFit& fit,
                       const std::vector<double>& weights, const std::vector<double>& outcome,
                       Variance variance, int matches) {
    if (!side.cluster.empty()) return clustered(side, fit, weights, outcome, variance, matches);
    if (variance == Variance::nn)
        return sum_of_squares(weights, neighbour_residuals(side, fit.span, outcome, matches));
    return heteroskedastic(side, fit, weights, outcome, variance);
}

}  // namespace borderlens
