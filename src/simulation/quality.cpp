#include "simulation/quality.hpp"

#include "base/random.hpp"
#include "simulation/noise.hpp"

namespace borderlens {
namespace {

/// What the provider's classifier sees on the ground.
enum class GroundKind { land, vegetation, water, snow };

GroundKind kind_of(const Exposure& exposure, const SimulatedCell& cell) {
    switch (class_of(cell.material)) {
        case land::water:
            return GroundKind::water;
        case land::snow:
            return GroundKind::snow;
        default:
            return exposure.day().cover(cell.material, cell.object) > 0.35F ? GroundKind::vegetation
                                                                            : GroundKind::land;
    }
}

/// SCL codes (ESA, Sentinel-2 L2A product definition): 3 shadow, 4 vegetation, 5 bare, 6 water, 8
/// cloud of medium and 9 of high probability, 10 thin cirrus, 11 snow.
std::uint8_t scl_code(SkyState state, float cloud, GroundKind kind) {
    if (state == SkyState::cloud) return cloud > 0.65F ? 9 : cloud > 0.30F ? 8 : 10;
    if (state == SkyState::shadow) return 3;
    if (kind == GroundKind::water) return 6;
    if (kind == GroundKind::snow) return 11;
    return kind == GroundKind::vegetation ? 4 : 5;
}

/// QA_PIXEL (USGS, Landsat 8-9 Collection 2 Level 2 guide, table 6-3): bit 1 dilated cloud, 2
/// cirrus, 3 cloud, 4 shadow, 5 snow, 6 clear, 7 water; pairs of confidence bits for cloud (8-9),
/// shadow (10-11), snow (12-13) and cirrus (14-15), 1 low and 3 high.
std::uint16_t qa_pixel_bits(SkyState state, float cloud, GroundKind kind) {
    unsigned bits = 0;
    unsigned cloud_level = 1, shadow_level = 1, snow_level = 1, cirrus_level = 1;
    constexpr unsigned clear_bit = 1U << 6;  // unset only under cloud and its margin
    if (state == SkyState::cloud && cloud > 0.30F) {
        bits |= 1U << 3;
        cloud_level = 3;
    } else if (state == SkyState::cloud) {
        bits |= 1U << 2 | clear_bit;
        cirrus_level = 3;
    } else if (state == SkyState::shadow) {
        bits |= 1U << 4 | clear_bit;
        shadow_level = 3;
    } else {
        bits |= cloud > 0.02F ? 1U << 1 : clear_bit;
        if (kind == GroundKind::water) bits |= 1U << 7;
        if (kind == GroundKind::snow) {
            bits |= 1U << 5;
            snow_level = 3;
        }
    }
    bits |= cloud_level << 8 | shadow_level << 10 | snow_level << 12 | cirrus_level << 14;
    return static_cast<std::uint16_t>(bits);
}

}  // namespace

QualityBands quality_bands(const Exposure& exposure, const GroundTile& tile,
                           const PixelFrame& frame, const PixelSky& sky) {
    QualityBands bands;
    const Acquisition& scene = exposure.scene();
    const std::uint64_t seed = derive_seed(scene.seed, "quality");
    // Clumps of three Sentinel-2 quality pixels or three Landsat pixels a side.
    constexpr Index clump_px = 3;
    for (Index row = 0; row < frame.window.rows; ++row)
        for (Index col = 0; col < frame.window.cols; ++col) {
            const Index pixel_row = frame.window.row0 + row, pixel_col = frame.window.col0 + col;
            const auto i = static_cast<std::size_t>(row * frame.window.cols + col);
            const float cloud = sky.cloud[i];
            if (exposure.is_outside(exposure.center(frame, pixel_row, pixel_col))) {
                bands.truth.push_back(SkyState::outside);
                if (scene.is_landsat())
                    bands.qa_pixel.push_back(1);  // bit 0: fill
                else
                    bands.scl.push_back(0);
                continue;
            }
            const SkyState truth =
                sky_state(static_cast<double>(cloud), static_cast<double>(sky.shadow[i]));
            bands.truth.push_back(truth);
            const double chance = place_uniform(seed, pixel_row / clump_px, pixel_col / clump_px);
            SkyState said = truth;
            float said_cloud = cloud;
            if (truth != SkyState::clear && chance < scene.missed_cloud) {
                said = SkyState::clear;
                said_cloud = 0.0F;
            } else if (truth == SkyState::clear && chance > 1.0 - scene.false_cloud) {
                said = SkyState::cloud;
                said_cloud = 0.5F;
            }
            const Index cell_row =
                pixel_row * frame.pixel_cells + frame.offset_row_cells + frame.pixel_cells / 2;
            const Index cell_col =
                pixel_col * frame.pixel_cells + frame.offset_col_cells + frame.pixel_cells / 2;
            const GroundKind kind = kind_of(exposure, tile.at(cell_row, cell_col));
            if (scene.is_landsat())
                bands.qa_pixel.push_back(qa_pixel_bits(said, said_cloud, kind));
            else
                bands.scl.push_back(scl_code(said, said_cloud, kind));
        }
    return bands;
}

}  // namespace borderlens
