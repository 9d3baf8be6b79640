#pragma once
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// How values along the border resemble their neighbours: semivariance nugget + sill * (1 -
/// exp(-lag / range)), as shares of the variance (nugget + sill need not be 1).
struct BorderVariogram {
    double nugget = 1.0;
    double sill = 0.0;
    double range_km = 0.0;  ///< 0 where nothing is correlated
    double bin_km = 0.0;    ///< length of border that one value stands for

    /// Variance of a mean over a stretch, as a share of the variance of one value.
    /// src: integral of the covariance over the stretch, e.g. Chiles and Delfiner 2012,
    /// section 2.8.
    double variance_of_mean(double length_km) const;

    /// Degrees of freedom of the variance of values over a stretch about their mean: twice its
    /// squared expectation over its variance, for Gaussian values. More than those of the mean,
    /// since squares are alike over half the range; N - 1 for N independent values.
    /// src: variance of a quadratic form, as Clifford, Richardson and Hemon 1989, Biometrics 45.
    double variance_degrees(double length_km) const;
};

/// Fits the model to one or more series of values in equal bins along the border (NaN = no value),
/// each taken in units of its own variance. src: estimator of Matheron 1962; weights pairs / lag.
BorderVariogram fit_border_variogram(const std::vector<std::vector<double>>& series, double bin_km);

/// Block length for resampling: six times the fitted range (twice the distance at which 95 % of the
/// sill is reached), at least two bins, at most an eighth of the border so that enough blocks stay.
double block_length_km(const BorderVariogram& variogram, double border_km);

}  // namespace borderlens
