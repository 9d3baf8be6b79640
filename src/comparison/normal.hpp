#pragma once

namespace borderlens {

/// Standard normal distribution function: P(Z <= z).
double normal_cdf(double z);

/// P(|Z| >= |z|), accurate far out in the tails; NaN for NaN.
double two_sided_p(double z);

/// Inverse of normal_cdf for 0 < probability < 1 (relative error below 1e-15); infinite at 0 and 1.
/// src: Wichura 1988, Applied Statistics 37, algorithm AS 241 (PPND16).
double normal_quantile(double probability);

/// Half width, in standard errors, of a two-sided interval: 1.959964 for 0.95.
double normal_half_width(double confidence);

}  // namespace borderlens
