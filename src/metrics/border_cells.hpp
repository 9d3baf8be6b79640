#pragma once
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "border/zones.hpp"

namespace borderlens {

/// Sums over one cell: the pixels of one side and distance band along one bin of the border. All
/// figures of sides, bands and segments are sums of cells, and what is resampled are cells too.
struct CellSums {
    double pixels = 0.0;             ///< with a class
    std::map<int, double> class_px;  ///< pixels per class code
    std::vector<double> value_sum;   ///< of each value layer (NDVI first), over value_px
    std::vector<double> value_px;
    double looks_sum = 0.0;  ///< valid looks, over looks_px
    double looks_px = 0.0;
    double filled_px = 0.0;  ///< pixels of looks_px whose values come from other periods
    CellSums& operator+=(const CellSums& other);
};

/// (side, part, bin): side 0 = a, 1 = b; part (a distance band, an administrative unit) and bin
/// count from 0.
using CellKey = std::tuple<int, int, Index>;
using BorderCells = std::map<CellKey, CellSums>;

/// What is known of each pixel of one tile and period; rasters of one shape. `zones` tells side and
/// part (border/zones.hpp). looks and filled may be empty rasters, values may be none.
struct CellLayers {
    const Raster<ClassCode>& classes;
    const ZoneMap& zones;
    const Raster<float>& along_m;
    const Raster<float>& looks;
    const Raster<float>& filled;
    const std::vector<Raster<float>>& values;
};

/// Sums pixels into cells; cell_km > 0: length of a bin along the border.
/// Adding the cells of two tiles gives those of both together.
BorderCells sum_cells(const CellLayers& layers, double cell_km);
BorderCells& operator+=(BorderCells& sum, const BorderCells& part);

}  // namespace borderlens
