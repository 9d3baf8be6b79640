#include "change/canonical.hpp"

#include <Eigen/Cholesky>
#include <Eigen/SVD>
#include <algorithm>

#include "base/error.hpp"

namespace borderlens {
namespace {

// A band whose variance is not explained by the bands before it to less than this share is taken
// as their combination. Chosen: well above the rounding of float pixels, far below any real band.
constexpr double smallest_own_share = 1e-9;
// Variances below it are rounding: the two images are the same in that variate.
constexpr double smallest_variance = 1e-10;

/// Cholesky factor; an input error names the first band that adds nothing of its own.
Eigen::MatrixXd factor_of(const Eigen::MatrixXd& covariance, const char* date) {
    const Index count = covariance.rows();
    Eigen::MatrixXd factor = Eigen::MatrixXd::Zero(count, count);
    for (Index i = 0; i < count; ++i)
        for (Index j = 0; j <= i; ++j) {
            const double rest = covariance(i, j) - factor.row(i).head(j).dot(factor.row(j).head(j));
            if (i != j) {
                factor(i, j) = rest / factor(j, j);
                continue;
            }
            if (!(covariance(i, i) > 0.0))
                throw input_error("{}: band {} is constant; leave it out (--bands)", date, i + 1);
            if (!(rest > smallest_own_share * covariance(i, i)))
                throw input_error(
                    "{}: band {} is a combination of the bands before it; leave it out (--bands)",
                    date, i + 1);
            factor(i, i) = std::sqrt(rest);
        }
    return factor;
}

}  // namespace

CanonicalTransform canonical_transform(const JointMoments& moments, Index before_bands) {
    const Index all = moments.variables, after_bands = all - before_bands;
    if (moments.count <= static_cast<double>(all))
        throw input_error("{} valid pixels for {} bands, expected more pixels than bands",
                          moments.count, all);
    const std::vector<double> covariance = moments.covariance();
    const Eigen::Map<const Eigen::MatrixXd> joint(covariance.data(), all, all);
    const Eigen::MatrixXd before =
        factor_of(joint.topLeftCorner(before_bands, before_bands), "the earlier image");
    const Eigen::MatrixXd after =
        factor_of(joint.bottomRightCorner(after_bands, after_bands), "the later image");
    // K = L1^-1 S12 L2^-T: its singular values are the canonical correlations.
    Eigen::MatrixXd k = joint.topRightCorner(before_bands, after_bands);
    before.triangularView<Eigen::Lower>().solveInPlace(k);
    Eigen::MatrixXd k_transposed = k.transpose();
    after.triangularView<Eigen::Lower>().solveInPlace(k_transposed);
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(k_transposed.transpose(),
                                                Eigen::ComputeThinU | Eigen::ComputeThinV);
    Eigen::MatrixXd u = svd.matrixU(), v = svd.matrixV();
    before.transpose().triangularView<Eigen::Upper>().solveInPlace(u);
    after.transpose().triangularView<Eigen::Upper>().solveInPlace(v);

    CanonicalTransform result;
    result.before_bands = before_bands;
    result.after_bands = after_bands;
    result.mean = moments.mean;
    for (Index i = 0; i < svd.singularValues().size(); ++i) {
        // A sign is free: the earlier image's variate goes up with its bands, on the whole.
        const Eigen::VectorXd with_bands =
            joint.topLeftCorner(before_bands, before_bands) * u.col(i);
        const Eigen::VectorXd scale =
            joint.topLeftCorner(before_bands, before_bands).diagonal().cwiseSqrt();
        const double sign = with_bands.cwiseQuotient(scale).sum() < 0.0 ? -1.0 : 1.0;
        const double correlation = std::min(1.0, svd.singularValues()(i));
        result.correlations.push_back(correlation);
        result.variances.push_back(2.0 * (1.0 - correlation));
        for (Index band = 0; band < before_bands; ++band)
            result.before_weights.push_back(sign * u(band, i));
        for (Index band = 0; band < after_bands; ++band)
            result.after_weights.push_back(sign * v(band, i));
    }
    return result;
}

LinearVariates linear_variates(const CanonicalTransform& transform) {
    LinearVariates result;
    result.before_bands = transform.before_bands;
    result.after_bands = transform.after_bands;
    for (Index k = 0; k < transform.variates(); ++k) {
        const auto before = transform.before_weights.begin() + k * transform.before_bands;
        const auto after = transform.after_weights.begin() + k * transform.after_bands;
        double offset = 0.0;
        for (Index b = 0; b < transform.before_bands; ++b) {
            result.weights.push_back(before[b]);
            offset += before[b] * transform.mean[static_cast<std::size_t>(b)];
        }
        for (Index b = 0; b < transform.after_bands; ++b) {
            result.weights.push_back(-after[b]);
            offset -=
                after[b] * transform.mean[static_cast<std::size_t>(transform.before_bands + b)];
        }
        result.offset.push_back(offset);
        const double variance = transform.variances[static_cast<std::size_t>(k)];
        result.precision.push_back(variance > smallest_variance ? 1.0 / variance : 0.0);
    }
    return result;
}

}  // namespace borderlens
