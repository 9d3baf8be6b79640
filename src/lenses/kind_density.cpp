#include "lenses/kind_density.hpp"

#include <Eigen/Dense>
#include <cmath>

namespace borderlens {

KindDensity::KindDensity(const SpectralKind& kind)
    : mean(kind.mean), log_factor(std::log(kind.share)) {
    // Chosen: no kind is narrower than 1 % of reflectance in any direction.
    constexpr double least_variance = 1e-4;
    const auto bands = static_cast<Eigen::Index>(mean.size());
    Eigen::MatrixXd wide = Eigen::Map<const Eigen::MatrixXd>(kind.covariance.data(), bands, bands);
    wide.diagonal().array() += least_variance;
    const Eigen::LLT<Eigen::MatrixXd> root(wide);
    const Eigen::MatrixXd lower = root.matrixL().solve(Eigen::MatrixXd::Identity(bands, bands));
    for (Eigen::Index row = 0; row < bands; ++row) {
        for (Eigen::Index b = 0; b <= row; ++b) whitening.push_back(lower(row, b));
        log_factor += std::log(lower(row, row));
    }
}

double KindDensity::log_density(const double* pixel) const {
    double distance = 0.0;
    const double* factor = whitening.data();
    for (std::size_t row = 0; row < mean.size(); ++row) {
        double part = 0.0;
        for (std::size_t b = 0; b <= row; ++b) part += *factor++ * (pixel[b] - mean[b]);
        distance += part * part;
    }
    return log_factor - 0.5 * distance;
}

}  // namespace borderlens
