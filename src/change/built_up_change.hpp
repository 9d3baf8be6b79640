#pragma once
#include <array>
#include <string>
#include <vector>

#include "change/pair_source.hpp"
#include "change/rarity.hpp"

namespace borderlens {

/// Bands a pair must bring for new built-up, in this order; red_edge may be red again.
enum BuiltUpBand { built_blue, built_green, built_red, built_nir, built_red_edge, built_swir };
inline constexpr Index built_up_bands = 6;

struct BuiltUpOptions {
    /// Fisher's combined p value below which a pixel is decided to have changed.
    double significance = 0.001;
    /// Ground that changes less than this in visible reflectance (root mean square of the three
    /// bands, 5 x 5 px) has not been built on, however calm the rest of the scene is.
    double least_step = 0.012;
    /// Mean loss of local structure (0 = same pattern, 1 = unrelated, 2 = inverted) in 15 x 15 px
    /// below which the pattern of roofs and streets is the same as before.
    double least_dissimilarity = 0.25;
};

/// How one scene pair behaves where nothing changed: all from a regular sample of the pair itself.
struct BuiltUpScales {
    struct Line {
        double slope = 1.0;
        double intercept = 0.0;
    };
    struct Spread {
        double middle = 0.0;
        double deviation = 1.0;
    };
    std::array<Line, built_up_bands> lines;  ///< later to earlier image, band by band
    std::array<Spread, 3> step;              ///< of the 5 x 5 mean difference, visible bands
    std::array<Spread, 3> contrast;          ///< of the same less its 61 x 61 mean
    Spread tint;                             ///< of the change of ln(red edge / swir)
    double brightness_variance = 0.0;        ///< usual variance in 5 x 5 px
    double nir_variance = 0.0;
    std::vector<RarityScale> features;
};

/// Names of the features, in the order of BuiltUpScales::features.
const std::vector<std::string>& built_up_features();

/// Pixels around a block that its features reach for.
inline constexpr Index built_up_halo_px = 33;

BuiltUpScales built_up_scales(const PairSource& source);

/// Probability (0..1, NaN = no data) of new built-up for the core of a block: `pair` holds the
/// block with its halo, `core` its core in the pair's own pixels. Decided as changed from 0.5 on.
/// Evidence, each ranked within the scene and added as Fisher's combined p value: a change of
/// visible colour against the surroundings (roofs, bare ground); many such pixels around; loss of
/// the former pattern in brightness around and in the near infrared; little vegetation after; a
/// change of tint from red edge to short-wave infrared.
Raster<float> built_up_probability(const ImagePair& pair, const Window& core,
                                   const BuiltUpScales& scales, const BuiltUpOptions& options);

}  // namespace borderlens
