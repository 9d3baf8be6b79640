#pragma once
#include <string>
#include <vector>

#include "metrics/border_cells.hpp"
#include "raster/legend.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// Cells of all periods, as written to tables/cells.csv: one row a cell with columns period, side,
/// band, bin, pixels, px_<class>, ndvi_sum, ndvi_px, looks_sum, looks_px.
struct PeriodCells {
    std::string period;
    BorderCells cells;
};

Table cell_table(const std::vector<PeriodCells>& periods, const Legend& legend);
std::vector<PeriodCells> cells_of(const Table& table, const Legend& legend);

/// Tidy rows by distance band (band "all" = whole width) for zone "all", and by border segment:
/// area_<class> [km2], share_<class>, ndvi_mean, valid_looks; n = pixels. No intervals yet.
std::vector<Measure> zone_measures(const Study& study, const std::vector<PeriodCells>& periods,
                                   const Legend& legend, double pixel_area_m2);

}  // namespace borderlens
