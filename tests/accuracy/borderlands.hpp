#pragma once
#include <vector>

#include "base/random.hpp"
#include "comparison/border_bootstrap.hpp"
#include "comparison/discontinuity.hpp"
#include "comparison/map_error.hpp"

namespace borderlens {

/// A simulated borderland whose truth is known: cells of one kilometre along a line, shares of a
/// land use that are alike near each other and in part across the line.
struct Borderland {
    double length_km = 200.0;
    double range_km = 4.0;  ///< correlation along the line falls as exp(-lag / range_km)
    double shared = 0.5;    ///< correlation across the line
    double spread = 0.05;   ///< deviation of the correlated part
    double noise = 0.025;   ///< deviation of the part of one cell alone
    double mean_a = 0.30;
    double mean_b = 0.20;
};

/// Shares of both sides, one cell a kilometre.
std::vector<BorderColumn> draw_cells(const Borderland& land, Random& random);

/// Takes clouds out of one side: stretches of `gap_km` are lost until `lost_share` of it is, and
/// what stays has a random part of its pixels.
void draw_clouds(BorderColumn& column, double lost_share, double gap_km, Random& random);

/// What a classifier with the given producer's accuracies makes of true shares, and a reference
/// sample of `per_class` units in each mapped class (classes: target, rest).
struct MappedSide {
    BorderColumn mapped;  ///< mapped share of the target
    MapConfusion sample;
};
MappedSide draw_map(const BorderColumn& truth, double target_found, double rest_found,
                    Index per_class, Random& random);

/// A landscape that varies along and across the line: outcome = smooth in distance + jump on side a
/// + a part of each side's stretch + noise of a cell. Clusters are stretches of `cluster_km`
/// (0 = none).
struct EffectLandscape {
    double length_km = 400.0;
    double half_width_km = 10.0;
    double jump = 0.3;
    double range_km = 0.0;  ///< of the sides' stretches along the line
    double stretch = 0.0;   ///< deviation of that part
    double noise = 0.5;
    double cluster_km = 0.0;
    Index cells = 4000;
};
DiscontinuityData draw_landscape(const EffectLandscape& landscape, Random& random);

}  // namespace borderlens
