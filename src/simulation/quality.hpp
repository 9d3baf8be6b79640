#pragma once
#include <cstdint>
#include <vector>

#include "simulation/exposure.hpp"

namespace borderlens {

/// Quality bands as the providers make them: right but for the errors the acquisition asks for.
/// Errors come in clumps of 60 m (Landsat 90 m): a share of the clumps misses cloud and shadow, a
/// share of them calls clear ground cloud.
struct QualityBands {
    std::vector<SkyState> truth;          ///< what is there
    std::vector<std::uint8_t> scl;        ///< Sentinel-2 scene classification; Landsat: empty
    std::vector<std::uint16_t> qa_pixel;  ///< Landsat Collection 2 bits; Sentinel-2: empty
};

/// Of a frame's pixels; `tile` covers the frame.
QualityBands quality_bands(const Exposure& exposure, const GroundTile& tile,
                           const PixelFrame& frame, const PixelSky& sky);

}  // namespace borderlens
