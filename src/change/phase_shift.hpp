#pragma once
#include <vector>

#include "change/pair_source.hpp"

namespace borderlens {

/// How far the later image lies from the earlier one [px of the common grid]: a place at (col, row)
/// of the earlier image is at (col + cols, row + rows) of the later one.
struct ImageShift {
    double cols = 0.0;
    double rows = 0.0;
    double peak = 0.0;  ///< height of the phase correlation's peak, 0..1; NaN = no measurement
};

/// Shift of one band pair of the same shape by phase correlation of the high-passed, windowed
/// images, refined to 1/50 px by an upsampled Fourier transform around the peak. NaN pixels count
/// as the mean. max_shift_px >= 1 bounds the search.
/// src: Kuglin and Hines 1975; Guizar-Sicairos, Thurman and Fienup 2008, Optics Letters 33.
ImageShift phase_shift(RasterView<const float> before, RasterView<const float> after,
                       Index max_shift_px);

/// One shift for a whole pair: the median over up to nine windows of 512 px and the first three
/// bands, weighted alike; measurements without a clear peak are left out. A zero shift with
/// peak = NaN where none is clear.
ImageShift global_shift(const PairSource& source, Index max_shift_px);

}  // namespace borderlens
