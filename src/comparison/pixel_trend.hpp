#pragma once
#include <map>
#include <string>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Trends of one tile, pixel by pixel. Bands: sen_slope [unit of the values per year], tau, p
/// (two-sided), n (values behind it). NaN in the first three where a pixel has fewer than
/// `least_trend_values` values or all are equal; slope 0 and NaN for the others where equal.
inline const std::vector<std::string> pixel_trend_bands = {"sen_slope", "tau", "p", "n"};
/// With three values no rank test can find anything.
inline constexpr double least_trend_values = 4.0;

/// Mann-Kendall test and Theil-Sen slope of every pixel over periods: `values` has one raster a
/// period (one shape, NaN = none), `year` when it stands for. Periods of different `season` are
/// compared with their own only (seasonal Kendall); one season for all is the plain test.
/// src: comparison/trend.hpp.
Raster<float> pixel_trends(const std::vector<Raster<float>>& values,
                           const std::vector<double>& year, const std::vector<int>& season);

/// What the trends of many pixels come to; sums of tiles add.
struct TrendCounts {
    double pixels = 0.0;  ///< with a test
    double slope_sum = 0.0;
    /// By sign of tau (-1, 0, 1) and p: how many pixels. Rank tests of few values give few
    /// different p, so that this stays small.
    std::map<std::pair<int, float>, double> by_p;

    void add(float slope, float tau, float p);
    TrendCounts& operator+=(const TrendCounts& other);
    /// Share of pixels with tau of this sign and p of at most `level`.
    double share(int sign, double level) const;
    /// The p up to which pixels count as changed so that, over all of them, an expected share of
    /// no more than `rate` is false; negative = none. Of positively dependent tests, as of pixels
    /// next to each other, it holds as well.
    /// src: Benjamini and Hochberg 1995, JRSS B 57; dependence: Benjamini and Yekutieli 2001.
    double discovery_level(double rate) const;
};

}  // namespace borderlens
