#pragma once

namespace borderlens {

/// P(T <= t) of Student's distribution with `degrees` > 0 degrees of freedom (infinite = normal).
/// src: Abramowitz and Stegun 1964, 26.7.1 through the incomplete beta function 26.5.8.
double student_cdf(double t, double degrees);

/// Inverse of student_cdf for 0 < probability < 1.
double student_quantile(double probability, double degrees);

/// Half width, in standard errors, of a two-sided interval: 12.706 for 0.95 and one degree.
double student_half_width(double confidence, double degrees);

}  // namespace borderlens
