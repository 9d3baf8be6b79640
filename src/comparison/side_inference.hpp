#pragma once
#include "comparison/border_bootstrap.hpp"

namespace borderlens {

/// Two estimates that may vary together.
struct JointEstimate {
    double a = no_value;
    double b = no_value;
    double variance_a = 0.0;
    double variance_b = 0.0;
    double covariance = 0.0;
    double degrees = 1e9;  ///< of freedom of the variances
    /// Independent observations behind a share of exactly 0 or 1, which varies in no replicate:
    /// reference samples, or cells of the map where there are none. 0 = not known: no interval.
    double trials_a = 0.0;
    double trials_b = 0.0;
};

/// Everything that is said of the two sides.
struct SideInference {
    Interval a;
    Interval b;
    Interval difference;  ///< a - b
    Interval log_ratio;   ///< as log_ratio_of: limits NaN where unbounded
    Interval asymmetry;   ///< (a - b) / (a + b)
};

/// Intervals of both sides, their difference (Student), their ratio and asymmetry (Fieller 1954,
/// with the covariance). With `share`, the sides' own intervals stay within 0 to 1 (logit scale),
/// but reach 0 or 1 where value -+ t se does: an absent class is mapped here and there by mistake,
/// and a logit interval could never say so. A share of exactly 0 or 1 has the one-sided limit of as
/// many trials without a find, 1 - (alpha / 2)^(1 / trials), and is compared by MOVER
/// (interval.hpp). src: Clopper and Pearson 1934, Biometrika 26, the case x = 0.
SideInference side_inference(const JointEstimate& estimate, bool share, double confidence = 0.95);

/// Two columns of a bootstrap as a joint estimate.
JointEstimate joint_estimate(const BorderBootstrap& bootstrap, std::size_t column_a,
                             std::size_t column_b);

/// Adds an independent source of variation, such as map error. Degrees of freedom by Welch and
/// Satterthwaite of the difference's variance.
JointEstimate with_variation(const JointEstimate& estimate, double variance_a, double variance_b,
                             double covariance, double degrees);

/// A single estimated number with a Student distribution.
struct Contrast {
    double value = no_value;
    double variance = 0.0;
    double degrees = 1e9;
    std::vector<double> coefficients;  ///< of the columns' means; for another source of variation
};

/// Sum of coefficients times the bootstrap's means: a difference in differences, an event-study
/// value, a slope over periods.
Contrast contrast_of(const BorderBootstrap& bootstrap, const std::vector<double>& coefficients);

/// Adds the variance of an independent source, such as map error (degrees by Welch-Satterthwaite).
Contrast with_variance(const Contrast& contrast, double variance, double degrees);

Interval interval_of(const Contrast& contrast, double confidence = 0.95);

}  // namespace borderlens
