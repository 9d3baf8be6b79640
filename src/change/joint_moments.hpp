#pragma once
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Weighted means and sums of squared deviations of several variables, added up block by block.
/// Adding two is Chan, Golub and LeVeque's update (1979), so that no precision is lost between
/// blocks of different level.
struct JointMoments {
    Index variables = 0;
    double count = 0.0;             ///< rows
    double weight = 0.0;            ///< sum of weights
    std::vector<double> mean;       ///< variables
    std::vector<double> comoments;  ///< variables x variables, symmetric

    JointMoments& operator+=(const JointMoments& other);
    /// comoments / weight: the weighted covariance matrix.
    std::vector<double> covariance() const;
};

/// Moments of `count` rows of `variables` values each; weights >= 0, one a row, or null for 1.
JointMoments moments_of(const double* rows, Index count, Index variables, const double* weights);

}  // namespace borderlens
