#pragma once
#include <cstdint>
#include <vector>

#include "comparison/border_variogram.hpp"
#include "comparison/interval.hpp"

namespace borderlens {

/// Values of one side in one period (or any other group), one entry a cell: place along the border,
/// weight (valid area or pixels), value (a mean or share in the cell; NaN = none).
struct BorderColumn {
    std::vector<double> along_km;
    std::vector<double> weight;
    std::vector<double> value;
};

struct BootstrapOptions {
    double block_km = 0.0;  ///< 0 = from the variogram, see block_length_km
    int replicates = 999;
    std::uint64_t seed = 1;
};

/// Weighted means of columns and how they vary together.
struct BorderBootstrap {
    std::vector<double> means;                    ///< NaN for a column without weight
    std::vector<std::vector<double>> replicates;  ///< [replicate][column]
    std::vector<std::vector<double>> covariance;  ///< of the means, corrected for block length
    double correction = 1.0;  ///< what the replicates' covariance was multiplied by
    double block_km = 0.0;
    double blocks = 0.0;   ///< border length over block length
    double degrees = 0.0;  ///< of freedom of the covariance: blocks - 1
    BorderVariogram variogram;
    /// The border is shorter than 30 fitted ranges: too few independent stretches, intervals are
    /// likely too narrow (chosen: below it simulated coverage of 95 % intervals falls under 92 %).
    bool border_too_short = false;
};

/// Circular block bootstrap along the border: the border is cut into stretches of block_km drawn
/// with replacement, wrapping round at its ends; all columns take the same stretches, so that what
/// the sides or periods share (terrain, a cloudy path) stays shared. Resampling in blocks loses the
/// dependence between blocks and, being around the sample's own mean, a block's worth of variance;
/// the covariance is multiplied by the ratio of true to resampled variance under the fitted
/// variogram (at most 3).
/// errors: input errors for columns of unequal length, negative weights, a border without length.
/// src: Politis and Romano 1992 (circular blocks); Lahiri 2003, chapters 2 and 3 (bias of blocks).
BorderBootstrap bootstrap_border(const std::vector<BorderColumn>& columns,
                                 const BootstrapOptions& options = {});

}  // namespace borderlens
