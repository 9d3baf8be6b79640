#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// A plane of numbers of one block, row-major; NaN = no data.
struct Plane {
    Index rows = 0;
    Index cols = 0;
    std::vector<double> values;

    Plane() = default;
    Plane(Index row_count, Index col_count)
        : rows(row_count),
          cols(col_count),
          values(static_cast<std::size_t>(row_count * col_count)) {}
    double& operator[](std::size_t i) { return values[i]; }
    double operator[](std::size_t i) const { return values[i]; }
    std::size_t size() const { return values.size(); }
};

/// Mean of the valid pixels within `radius_px` rows and columns (a square of 2 r + 1); cut at the
/// plane's edge; NaN where none is valid.
Plane local_mean(const Plane& plane, Index radius_px);

/// Means, variances and covariance of two planes over such squares.
struct LocalMoments {
    Plane variance_a, variance_b, covariance;
};
LocalMoments local_moments(const Plane& a, const Plane& b, Index radius_px);

}  // namespace borderlens
