#pragma once
#include <vector>

#include "change/pixel_kernels.hpp"

namespace borderlens {

/// Up to kernel_px pixels with a value in every band: the bands of the earlier, then those of the
/// later image. What lies beyond `count` is finite and means nothing.
struct PixelPiece {
    explicit PixelPiece(Index bands)
        : variables(bands),
          values(static_cast<std::size_t>(bands * kernel_px), 0.0),
          positions(static_cast<std::size_t>(kernel_px)) {}

    Index variables = 0;
    Index count = 0;
    std::vector<double> values;    ///< variable after variable, kernel_px each
    std::vector<Index> positions;  ///< places of the pixels in their window, ascending

    double* column(Index variable) { return values.data() + variable * kernel_px; }
    const double* column(Index variable) const { return values.data() + variable * kernel_px; }
};

}  // namespace borderlens
