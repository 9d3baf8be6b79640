#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

enum class Resampling { nearest, bilinear, cubic };

/// Where the centres of target pixels lie in a source, in source pixels from its upper-left corner
/// (the centre of the first pixel is at 0.5, 0.5). Separable maps (same CRS, north up) hold one x
/// per column and one y per row, others one pair per pixel. NaN = nowhere.
struct PixelMap {
    Index rows = 0;
    Index cols = 0;
    bool separable = false;
    std::vector<double> x;
    std::vector<double> y;
    double scale_x = 1.0;  ///< source pixels per target pixel
    double scale_y = 1.0;

    double x_at(Index row, Index col) const {
        return x[static_cast<std::size_t>(separable ? col : row * cols + col)];
    }
    double y_at(Index row, Index col) const {
        return y[static_cast<std::size_t>(separable ? row : row * cols + col)];
    }
    /// Every target pixel is a source pixel: values are taken over as they are.
    bool aligned() const;
};

/// The pixels of the source that a resampling of this map reads; may reach beyond the source.
/// Empty where no target pixel lies anywhere.
Window footprint(const PixelMap& map, Resampling method);

/// Values at the target pixels. `source` holds the pixels of `window` (in source pixels), NaN = no
/// data. Conservative: a target pixel is NaN as soon as one source pixel that carries weight is.
/// Pixels whose centre lies outside the source are NaN; at the source's edge the weights of the
/// pixels there are add up to 1. Where target pixels are larger than source pixels the kernel is
/// stretched, so that all of the source counts.
/// src: bilinear; cubic convolution with a = -0.5, Keys 1981, IEEE Trans. ASSP 29(6), equation 15.
void resample(RasterView<const float> source, const Window& window, const PixelMap& map,
              Resampling method, RasterView<float> target);

/// 1 where any source pixel != 0 touches the target pixel's area (its own size, at least
/// `reach_px` source pixels to each side of its centre); pixels outside the source are 1.
void touch(RasterView<const std::uint8_t> source, const Window& window, const PixelMap& map,
           double reach_px, RasterView<std::uint8_t> target);

}  // namespace borderlens
