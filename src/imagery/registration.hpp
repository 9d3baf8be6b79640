#pragma once
#include "raster/raster.hpp"

namespace borderlens {

/// How far an image lies from a reference [px]: what is at (x, y) in the reference is found at
/// (x + dx, y + dy) in the image. `response` 0..1 says how sharp the peak is; below about 0.1 the
/// shift means nothing.
struct Shift {
    double dx_px = 0.0;
    double dy_px = 0.0;
    double response = 0.0;
};

/// By phase correlation under a Hanning window, refined by least squares (Lucas and Kanade 1981,
/// with gain and bias) to about a twentieth of a pixel. Missing pixels become the mean of the valid
/// ones of both; response is 0 where less than half of the pixels are valid in both, or nothing
/// varies. At least 16 x 16 pixels. src: Kuglin and Hines 1975; Foroosh, Zerubia, Berthod 2002,
/// IEEE Trans. Image Processing 11(3).
Shift estimate_shift(RasterView<const float> reference, RasterView<const float> image);

/// image * gain + bias puts an image on the scale of a reference.
struct NormalisationLine {
    double gain = 1.0;
    double bias = 0.0;
    Index pixels = 0;  ///< the line rests on
};

/// Reduced major axis line through pixels that have not changed: fitted to all valid pixels, then
/// again without those farther from it than 2.5 robust standard deviations, until the set stays.
/// Gain 1 and bias 0 with fewer than 30 pixels left.
/// src: pseudo-invariant features, Schott, Salvaggio, Volchok 1988; RMA: Roy et al. 2016, RSE 185.
NormalisationLine relative_normalisation(RasterView<const float> reference,
                                         RasterView<const float> image);

}  // namespace borderlens
