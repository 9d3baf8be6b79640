#pragma once
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Ground along a border cut into squares: by place along the line and by signed distance from it.
/// No square lies on both sides.
struct SquareScheme {
    double square_km = 0.5;
    double zone_km = 0.0;    ///< reach to each side
    double length_km = 0.0;  ///< of the line

    Index across() const;  ///< squares on one side
    Index along() const;
    Index count() const { return 2 * across() * along(); }
    /// -1 outside the zone and for NaN.
    Index square_of(double signed_distance_m, double along_m) const;
};

/// Squares of at least least_km, larger where there would be more than `most` of them.
SquareScheme square_scheme(double zone_km, double length_km, double least_km, Index most);

/// What is known of each pixel of one tile and period; rasters of one shape. `classes` holds
/// positions in a legend (-1 = none); layers of values have NaN where there is none.
struct SquareLayers {
    const Raster<float>& signed_distance_m;
    const Raster<float>& along_m;
    const Raster<std::int32_t>& classes;
    std::vector<const Raster<float>*> values;
};

/// Sums of pixels over squares, one entry a square. Adding tile after tile gives the whole; sums of
/// places are over pixels inside the zone, with or without a class.
struct SquareSums {
    SquareSums(const SquareScheme& cut, std::size_t classes, std::size_t layers);
    void add(const SquareLayers& tile);

    SquareScheme scheme;
    std::vector<double> pixels;
    std::vector<double> distance_km;  ///< signed
    std::vector<double> along_km;
    std::vector<double> x_km;
    std::vector<double> y_km;
    std::vector<double> classed_px;
    std::vector<std::vector<double>> class_px;   ///< [class][square]
    std::vector<std::vector<double>> value_sum;  ///< [layer][square]
    std::vector<std::vector<double>> value_px;
};

}  // namespace borderlens
