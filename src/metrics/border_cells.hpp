#pragma once
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/table.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Sums over one cell: the pixels of one side and distance band along one bin of the border. All
/// figures of sides, bands and segments are sums of cells, and what is resampled are cells too.
struct CellSums {
    double pixels = 0.0;             ///< with a class
    std::map<int, double> class_px;  ///< pixels per class code
    double ndvi_sum = 0.0;
    double ndvi_px = 0.0;    ///< pixels with an NDVI
    double looks_sum = 0.0;  ///< valid looks, over looks_px
    double looks_px = 0.0;
    CellSums& operator+=(const CellSums& other);
};

/// (side, band, bin): side 0 = a, 1 = b; band and bin count from 0.
using CellKey = std::tuple<int, int, Index>;
using BorderCells = std::map<CellKey, CellSums>;

/// What is known of each pixel of one tile and period; rasters of one shape. ndvi and looks may be
/// empty rasters.
struct CellLayers {
    const Raster<ClassCode>& classes;
    const Raster<float>& signed_distance_m;
    const Raster<float>& along_m;
    const Raster<float>& ndvi;
    const Raster<float>& looks;
};

/// Sums pixels into cells. bands_km as in band_map; cell_km > 0: length of a bin along the border.
/// Adding the cells of two tiles gives those of both together.
BorderCells sum_cells(const CellLayers& layers, const std::vector<double>& bands_km,
                      double cell_km);
BorderCells& operator+=(BorderCells& sum, const BorderCells& part);

}  // namespace borderlens
