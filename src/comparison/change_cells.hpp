#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "learning/accuracy_difference.hpp"
#include "metrics/border_cells.hpp"

namespace borderlens {

/// What became what between consecutive dates, in cells along the border: pixels that have a class
/// at every date.
struct ChangeCells {
    std::size_t classes = 0;
    std::size_t intervals = 0;
    /// [interval][from][to], flat; class numbers are places in the list of codes.
    std::map<CellKey, std::vector<std::uint32_t>> counts;

    ChangeCells& operator+=(const ChangeCells& other);
    /// Pixels of one cell and interval as a matrix: rows = from, columns = to.
    SquareMatrix matrix(const std::vector<std::uint32_t>& cell, std::size_t interval) const;
};

/// The cell of a pixel; none outside the bands and where the distance is NaN. bands_km: rising
/// edges of the distance bands; cell_km > 0: length of a bin along the border.
std::optional<CellKey> cell_at(float signed_distance_m, float along_m,
                               const std::vector<double>& bands_km, double cell_km);

/// Counts one tile. maps: two or more dates, oldest first, on one grid with the two rasters;
/// codes: the classes, a pixel of another code has no class; bands_km and cell_km as in cell_at.
/// Adding two tiles gives those of both together.
ChangeCells sum_change_cells(const std::vector<Raster<ClassCode>>& maps,
                             const std::vector<int>& codes, const Raster<float>& signed_distance_m,
                             const Raster<float>& along_m, const std::vector<double>& bands_km,
                             double cell_km);

}  // namespace borderlens
