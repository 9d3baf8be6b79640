#pragma once
#include <array>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Mean length of a year [d] (Gregorian calendar).
inline constexpr double year_length_d = 365.2425;

/// intercept, slope a day, then cosine and sine of 1, 2 and 3 cycles a year.
using HarmonicCoefficients = std::array<double, 8>;

/// A harmonic model of one band over one span of time.
struct HarmonicFit {
    HarmonicCoefficients coefficients{};
    double rmse = 0.0;              ///< sqrt(sum of squares / (n - coefficients in use))
    std::vector<double> residuals;  ///< observed - modelled
    double predict(double day) const;
};

/// Fits `coefficient_count` (4, 6 or 8) coefficients by the lasso, so that a harmonic that the data
/// do not ask for stays 0. days ascending, values in reflectance x 10,000 (the penalty of 1 is in
/// that unit).
/// src: Zhu and Woodcock 2014, Remote Sensing of Environment 144, eqs. 1-3; Zhu et al. 2015
/// (lasso); Friedman, Hastie and Tibshirani 2010 (coordinate descent).
HarmonicFit fit_harmonics(const std::vector<double>& days, const std::vector<double>& values,
                          int coefficient_count);

/// Outliers of one season's course among the observations of a window: farther than
/// `limit` from a robust two-cycle model. src: Zhu and Woodcock 2014b, Remote Sensing of
/// Environment 152 (Tmask); Holland and Welsch 1977 (bisquare weights 4.685, median deviation).
std::vector<bool> seasonal_outliers(const std::vector<double>& days,
                                    const std::vector<double>& values, double limit);

}  // namespace borderlens
