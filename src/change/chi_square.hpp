#pragma once
#include <vector>

namespace borderlens {

/// P(X <= x) of a chi-square variable; x >= 0, freedom > 0.
/// src: regularised lower incomplete gamma function by series and continued fraction, Abramowitz
/// and Stegun 1964, eqs. 6.5.29 and 6.5.31, 26.4.19.
double chi_square_cdf(double x, double freedom);

/// The x with chi_square_cdf(x) = probability, 0 < probability < 1, by bisection.
double chi_square_quantile(double probability, double freedom);

/// chi_square_cdf from a table, for millions of pixels; off by less than 1e-6.
class ChiSquareTable {
  public:
    explicit ChiSquareTable(double freedom);
    double cdf(double x) const;

  private:
    std::vector<double> m_values;
};

}  // namespace borderlens
