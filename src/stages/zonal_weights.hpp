#pragma once
#include <string>

#include "metrics/zonal.hpp"

namespace borderlens {

/// The cells that statistics with weights are taken over, and readers of both rasters on them.
struct WeightedCells {
    Grid grid;
    ValueReader values;
    ValueReader weights;
};

/// Weights of another resolution: where one raster's cells part the other's into whole numbers,
/// cells are those of the finer one and each has its parent's value (as exactextract has it, so
/// that count and sum are in finer cells); else a value cell has the mean of the weights it
/// overlaps, each by its part of the cell. Cells outside the weight raster have no weight. An input
/// error for weights in another coordinate reference system.
WeightedCells weighted_cells(const std::string& weights_path, const Grid& value_grid,
                             const ValueReader& values);

}  // namespace borderlens
