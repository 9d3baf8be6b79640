#pragma once
#include <vector>

#include "comparison/border_segments.hpp"
#include "comparison/discontinuity.hpp"
#include "metrics/border_squares.hpp"

namespace borderlens {

/// Squares along a border as observations of one quantity for estimates of its jump at the line.
struct EffectData {
    /// Distance = mean signed distance of the square's pixels [km], weight = its pixels. Clusters
    /// are the squares at one place along the line: ground on one side of one stretch.
    DiscontinuityData rows;
    std::vector<double> along_km;
    PlaneData plane;  ///< the same rows in the plane
};

/// One value a square; NaN and squares of weight 0 are left out.
EffectData effect_data(const SquareSums& squares, const std::vector<double>& value,
                       const std::vector<double>& weight);

/// The same with clusters of `cluster_km` along the line.
DiscontinuityData with_clusters(const EffectData& data, double cluster_km);

/// Length of clusters along the line: three ranges of the values' variogram, at which they are
/// nearly independent, but at least two squares and at most a twelfth of the line.
/// `too_few` tells that the line is too short for as long clusters as there should be.
struct ClusterLength {
    double km = 0.0;
    bool too_few = false;
};
ClusterLength cluster_length(const EffectData& data, const SquareScheme& scheme);

/// Robust inference with Student's distribution of `degrees` freedom in place of the normal, and
/// with another independent source of variance (map error) added. src: degrees = clusters - 1,
/// Cameron and Miller 2015, Journal of Human Resources 50, section VI.
EffectEstimate few_cluster_inference(const EffectEstimate& effect, double extra_variance,
                                     double degrees, double confidence = 0.95);

/// Outcome by distance for a picture: means of squares between edges that split each side evenly.
struct EffectBin {
    double distance_km = 0.0;  ///< mean, signed
    double mean = 0.0;
    double low = 0.0;  ///< 95 % interval from clusters; NaN with fewer than two
    double high = 0.0;
    Index n = 0;  ///< squares
};
std::vector<EffectBin> effect_bins(const DiscontinuityData& rows, Index bins_a_side);

}  // namespace borderlens
