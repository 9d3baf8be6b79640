#pragma once
#include <cstdint>
#include <optional>

#include "imagery/scene.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Fields of Landsat's QA_PIXEL band (Collection 2). src: USGS LSDS-1619, table 6-3; LSDS-1328.
/// Confidences: 0 none, 1 low, 2 medium (clouds only), 3 high.
struct QaPixel {
    bool fill, dilated_cloud, cirrus, cloud, cloud_shadow, snow, clear, water;
    int cloud_confidence, shadow_confidence, snow_confidence, cirrus_confidence;
};
QaPixel decode_qa_pixel(std::uint32_t value);

struct MaskRules {
    bool keep_snow = true;           ///< snow is ground, seen in one season more than in another
    bool keep_dark = true;           ///< SCL 2: dark areas and relief shadow
    double cloud_probability = 0.4;  ///< bad from this share on; src: s2cloudless default 0.4
};

/// Whether a pixel with this value of a quality band is no clear look at the ground.
/// Unclassified pixels (SCL 7) stay.
/// `bqa` reads the bits of Collection 1 (values below 8192) and of the files before it, whose two
/// cloud bits are the highest and never zero outside fill; src: USGS LSDS-1656, Landsat 8 quality
/// band before 2017. Of these, clouds count from "maybe" on, cirrus only as "yes", since it marks
/// half of every desert as "maybe".
/// `hls_fmask`: bits 1 cloud, 2 beside cloud or shadow, 3 shadow, 4 snow; 255 fill; src: HLS user
/// guide 2.0, table 9.
/// `cfmask`: 0 clear, 1 water, 2 shadow, 3 snow, 4 cloud, 255 fill.
/// `cloud_probability`: in the unit of the rules.
bool is_bad(MaskKind kind, double value, const MaskRules& rules);

/// Bad pixels of one quality band: 1 = bad; NaN is bad.
Raster<std::uint8_t> bad_pixels(const Raster<float>& quality, MaskKind kind,
                                const MaskRules& rules);
/// The same of whole numbers; rules of a cloud probability are then in its unit.
Raster<std::uint8_t> bad_pixels(const Raster<std::uint16_t>& quality, MaskKind kind,
                                const MaskRules& rules);

/// Bits of QA_RADSAT that spoil a band: its own saturation bit (band number - 1), dropped pixels
/// (TM, ETM+: bit 9) and terrain occlusion (OLI: bit 11); 0 where the sensor has no such band.
std::uint32_t saturation_bits(const std::string& sensor, Role role);

/// Grows bad pixels by a distance [px], in a circle; distances below half a pixel change nothing.
void dilate(Raster<std::uint8_t>& bad, double radius_px);

/// A mask by spectrum alone for scenes without any: bright, white and cold-blue pixels are cloud,
/// and dark near infrared within `shadow_reach_px` of a cloud is its shadow. Coarse: bright roofs
/// and salt may be lost, thin cirrus stays. Needs blue, green, red, nir (reflectance 0..1).
/// src: whiteness, haze-optimised transform and basic test of Fmask, Zhu and Woodcock 2012, Remote
/// Sensing of Environment 118, equations 1-3 and 5, without the thermal tests.
Raster<std::uint8_t> spectral_cloud_mask(RasterView<const float> blue,
                                         RasterView<const float> green, RasterView<const float> red,
                                         RasterView<const float> nir, const Grid& grid,
                                         double shadow_reach_px);

}  // namespace borderlens
