#pragma once
#include <optional>

#include "base/index.hpp"

namespace borderlens {

/// Of a band's valid pixels; count 0: all else is zero.
struct BandStatistics {
    Index count = 0;
    double minimum = 0.0;
    double maximum = 0.0;
    double mean = 0.0;
    double squares = 0.0;  ///< sum of squared deviations from the mean
};

/// Of two parts together. src: Chan, Golub, LeVeque 1979, updating formulae for sample variances.
BandStatistics joined(const BandStatistics& a, const BandStatistics& b);

/// Of rows x cols pixels, `stride` apart from row to row. NaN and `none` are not valid. The same to
/// the last bit on every machine. T: float, double, uint8, uint16, int16, int32.
template <typename T>
BandStatistics measure_band(const T* band, Index rows, Index cols, Index stride,
                            const std::optional<T>& none);

}  // namespace borderlens
