#pragma once
#include <vector>

#include "comparison/interval.hpp"

namespace borderlens {

/// A monotonic trend in a series.
struct TrendTest {
    double n = 0.0;         ///< values that are no NaN
    double s = 0.0;         ///< rises minus falls over all pairs
    double variance = 0.0;  ///< of s without trend
    double tau = no_value;  ///< Kendall's tau-b, -1 to 1
    double z = no_value;    ///< with continuity correction
    double p = no_value;    ///< two-sided
};

/// Mann-Kendall test with the correction for ties. NaN values are left out; tau, z and p are NaN
/// with fewer than three values or with all values equal.
/// src: Mann 1945, Econometrica 13; Kendall 1975, Rank Correlation Methods, chapter 4.
TrendTest mann_kendall(const std::vector<double>& values);

/// Seasonal Kendall test: the sum over seasons, which are compared with themselves only.
/// `season` numbers each value's season (any whole numbers). Seasons are taken as independent; with
/// `correlated` their covariance is estimated (needs a value for every season and cycle: `cycle`
/// numbers the year), which keeps the level under serial correlation.
/// src: Hirsch, Slack, Smith 1982, Water Resources Research 18; Hirsch and Slack 1984, WRR 20.
TrendTest seasonal_kendall(const std::vector<double>& values, const std::vector<int>& season);
TrendTest seasonal_kendall_correlated(const std::vector<double>& values,
                                      const std::vector<int>& season,
                                      const std::vector<int>& cycle);

/// A line through a series that outliers do not pull.
struct SenLine {
    Interval slope;               ///< median of the slopes of all pairs, per unit of time
    double intercept = no_value;  ///< median of value - slope * time
};

/// Theil-Sen slope; its interval from the ranks of pair slopes that the variance of Mann-Kendall's
/// s spans. Limits NaN where too few pairs reach them. src: Sen 1968, JASA 63; interval as Gilbert
/// 1987, Statistical Methods for Environmental Pollution Monitoring, section 16.5.
SenLine sen_line(const std::vector<double>& time, const std::vector<double>& values,
                 double confidence = 0.95);

/// The same over pairs within seasons only.
SenLine seasonal_sen_line(const std::vector<double>& time, const std::vector<double>& values,
                          const std::vector<int>& season, double confidence = 0.95);

}  // namespace borderlens
