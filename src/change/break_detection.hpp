#pragma once
#include <string>
#include <vector>

#include "change/harmonic_fit.hpp"

namespace borderlens {

/// Usable observations of one pixel: days ascending, each once; values[band][i] in reflectance
/// x 10,000.
struct ObservationSeries {
    std::vector<std::string> bands;
    std::vector<double> days;
    std::vector<std::vector<double>> values;
    std::vector<Index> detection_bands;  ///< bands that decide on change
    std::vector<Index> mask_bands;       ///< bands that decide on missed clouds (green, swir1)
};

struct BreakOptions {
    double change_probability = 0.99;       ///< chi-square probability an observation must exceed
    double outlier_probability = 0.999999;  ///< beyond it a single observation is dropped
    Index peek = 6;                         ///< observations in a row that confirm a change
    Index least_observations = 12;          ///< of a model
    double least_span_d = 365.0;            ///< of a model's start
    double mask_factor = 4.89;  ///< outlier limit in variograms (Zhu and Woodcock 2014b)
};

/// What a segment's fit is: 4, 6 or 8 coefficients of a stable model, or why it is a stopgap.
enum class SegmentKind {
    four = 4,
    six = 6,
    eight = 8,
    start = 14,
    end = 24,
    too_few_clear = 44,
    persistent_snow = 54
};

struct HistorySegment {
    double start_day = 0.0;
    double end_day = 0.0;
    double break_day = 0.0;    ///< first observation after the change; end_day where there is none
    double probability = 0.0;  ///< 1 = confirmed change
    SegmentKind kind = SegmentKind::four;
    Index observations = 0;
    std::vector<HarmonicFit> fits;   ///< one a band
    std::vector<double> magnitudes;  ///< median of observed - predicted after the break, one a band
};

/// Stable segments of a pixel's history and the breaks between them: a model starts on a stable
/// year, is extended observation by observation, and breaks where `peek` observations in a row lie
/// outside.
/// src: Zhu and Woodcock 2014, Remote Sensing of Environment 144, sections 3.3-3.5, with the
/// choices of USGS LCMAP (12 observations to start, 6 to confirm, lasso, 4-6-8 coefficients by
/// number of observations, day-of-year error of 24 observations).
std::vector<HistorySegment> find_segments(const ObservationSeries& series,
                                          const BreakOptions& options);

/// One fit of four coefficients over all observations: pixels with too few clear observations or
/// with persistent snow. Empty below `least_observations`.
std::vector<HistorySegment> single_segment(const ObservationSeries& series, SegmentKind kind,
                                           const BreakOptions& options);

}  // namespace borderlens
