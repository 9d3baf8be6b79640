#pragma once
#include <vector>

#include "lenses/scene_mixture.hpp"

namespace borderlens {

/// Chosen: reflectances below are noise of dark water; their logarithm would run away.
inline constexpr double darkest_reflectance = 0.005;

/// A kind ready to say how likely a pixel is.
struct KindDensity {
    std::vector<double> mean;
    /// L^-1 of the covariance L L^T: its lower triangle, row by row.
    std::vector<double> whitening;
    double log_factor = 0.0;  ///< ln(share) minus half the logarithm of the determinant

    explicit KindDensity(const SpectralKind& kind);
    /// Up to a constant that is the same for all kinds. pixel: ln(max(reflectance, darkest)) per
    /// band.
    double log_density(const double* pixel) const;
};

}  // namespace borderlens
