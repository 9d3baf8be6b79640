#pragma once
#include <string>
#include <vector>

#include "features/feature_stack.hpp"
#include "imagery/date.hpp"

namespace borderlens {

/// One kind of feature made from a series of looks, for the manual.
struct TemporalFeature {
    std::string name;  ///< appended to the series' name: "NDVI_p10"
    std::string formula;
    std::string unit;
    std::string source;
};
const std::vector<TemporalFeature>& all_temporal_features();

/// What a series of looks at one index says of the year, pixel by pixel: bands
/// <name>_p10, _p25, _p50, _p75, _p90, _amplitude (p90 - p10), _mean, _cos1, _sin1, _cos2, _sin2,
/// _cycles. looks[i] is one band of date dates[i]; NaN = no look. Percentiles as in
/// percentile_of_layers. Harmonics of the year by least squares, only those that at least twice as
/// many looks as coefficients support; else NaN (cos2, sin2) or no fit at all. A pixel with fewer
/// than 3 looks is NaN in everything but percentiles and mean.
/// _cycles: how often the Whittaker-smoothed series, in steps of 10 days, rises through its middle
/// by more than half of its amplitude: number of greening cycles within the dates' span.
FeatureStack temporal_features(const std::string& name, const std::vector<Date>& dates,
                               const std::vector<Raster<float>>& looks);

/// Coefficients (mean, cos 1, sin 1, cos 2, sin 2) of the yearly harmonics through a series; the
/// order is lowered until values are at least twice as many as coefficients; coefficients left out
/// are NaN, all are with fewer than 3 values. Days count from any day; a year has 365.25.
/// src: harmonic regression, e.g. Zhu and Woodcock 2014, Remote Sensing of Environment 144, eq. 1.
std::vector<double> harmonic_coefficients(const std::vector<double>& days,
                                          const std::vector<double>& values);

/// Greening cycles of a series; see temporal_features.
Index greening_cycles(const std::vector<double>& days, const std::vector<double>& values);

}  // namespace borderlens
