#pragma once
#include <map>
#include <string>
#include <vector>

#include "network/current_flow.hpp"

namespace borderlens {

/// A number put on a cell: what focal, source and ground files hold.
struct CellValue {
    Index cell = 0;  ///< row-major
    double value = 0.0;
};

/// Valid cells of a raster on the grid, or the rows of a table or list of points: value, x, y
/// (named `id` or `value`, `x` or `lon`, `y` or `lat` where the first line names columns; also the
/// point features of a vector file with a field `id` or `value`). Input errors: points off the
/// grid, rows that are no numbers.
std::vector<CellValue> read_cell_values(const std::string& path, const std::string& habitat_path,
                                        const Grid& grid);

/// Focal cells, ascending by id: values above zero. An input error for ids that are no whole
/// numbers, or none at all.
std::vector<FocalCell> read_focal_cells(const std::string& path, const std::string& habitat_path,
                                        const Grid& grid);

/// Short-circuit regions per cell: nonzero valid codes of a raster on the grid.
std::vector<std::int32_t> read_regions(const std::string& path, const std::string& habitat_path,
                                       const Grid& grid);

/// Pairs of focal nodes to look at. Three forms: a list of two ids a line (CSV or blanks; a line of
/// names is passed over); the same after a line `mode include` or `mode exclude`; a square table
/// of values with ids in its first row and column after lines `min V` and `max V`, which includes
/// the pairs whose value lies between them.
PairChoice read_pairs(const std::string& path);

/// Two columns: id, strength [A].
std::map<std::int32_t, double> read_strengths(const std::string& path);

}  // namespace borderlens
