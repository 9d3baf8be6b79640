#pragma once
#include <vector>

#include "raster/geometry.hpp"
#include "simulation/landscape.hpp"
#include "simulation/truth.hpp"

namespace borderlens {

struct LabelOptions {
    int polygons_per_class = 6;  ///< for each class, side and year
    int points_per_class = 20;   ///< for each class, side and year
};

/// Training polygons (fields: class, class_name, year, side, size_m) and test points (the same
/// fields without size) of all years. A polygon is a cut-off square of 20 to 60 m on ground of one
/// class; a point is a 10 m pixel's centre with the pixel's true class, drawn at random within
/// class and side, at least 40 m from any polygon's centre of its year. Rare classes may have
/// fewer. Layer names: "labels" and "test_points"; `crs` is passed on.
struct Labels {
    VectorLayer polygons;
    VectorLayer points;
};
Labels make_labels(const SimulatedLandscape& landscape, const std::vector<int>& years,
                   std::uint64_t seed, const LabelOptions& options, const std::string& crs);

/// Adds to each test point how many pixels it stands for: those of its class, side and year over
/// the points drawn from them (column `weight`).
void weigh_points(VectorLayer& points, const std::vector<int>& years,
                  const std::vector<TruthCounts>& counts);

}  // namespace borderlens
