#pragma once
#include <string>
#include <vector>

#include "metrics/border_cells.hpp"
#include "raster/legend.hpp"
#include "stages/tile_layers.hpp"

namespace borderlens {

/// Cells of one period by side, part and bin along the border. Parts are distance bands
/// (tables/cells.csv), administrative units (tables/unit_cells.csv) or towns
/// (tables/town_cells.csv).
struct PeriodCells {
    std::string period;
    BorderCells cells;
};

/// What cells are sums of: the names that columns carry.
struct CellNames {
    Legend legend;
    std::vector<ValueName> values;
};

/// One row a cell: period, side, band, bin, pixels, px_<class>, <value>_sum, <value>_px, looks_sum,
/// looks_px, filled_px.
Table cell_table(const std::vector<PeriodCells>& periods, const CellNames& names);
std::vector<PeriodCells> cells_of(const Table& table, const CellNames& names);

/// Tidy rows by distance band (band "all" = whole width) for zone "all", and by border segment:
/// area_<class> [km2], share_<class>, <value>_mean, valid_looks, filled_share; n = pixels. Plain
/// sums of the maps: intervals stand in the comparison tables.
std::vector<Measure> zone_measures(const Study& study, const std::vector<PeriodCells>& periods,
                                   const CellNames& names, double pixel_area_m2);

/// The same by administrative unit (zone = its name, band "all"); parts are positions in
/// `units`.
std::vector<Measure> unit_measures(const std::vector<std::string>& units,
                                   const std::vector<PeriodCells>& periods, const CellNames& names,
                                   double pixel_area_m2);

/// "km 20-30": the name of a border segment.
std::string segment_name(Index segment, double segment_km);
/// The segment a bin along the border lies in.
Index segment_of_bin(Index bin, double cell_km, double segment_km);

}  // namespace borderlens
