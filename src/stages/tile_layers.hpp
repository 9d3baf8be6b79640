#pragma once
#include <string>
#include <vector>

#include "raster/raster.hpp"
#include "raster/resample.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {

/// A measured quantity every zone has a mean of: NDVI, then the study's own value rasters.
struct ValueName {
    std::string name;  ///< its mean is the metric "<name>_mean"
    std::string unit;
};
std::vector<ValueName> value_names(const Study& study);

/// All that is known of the pixels of one tile in one period; rasters of one shape.
struct TileLayers {
    Raster<ClassCode> classes;
    Raster<float> signed_distance_m;  ///< NaN outside the zone
    Raster<float> along_m;
    Raster<float> looks;   ///< valid looks behind the composite
    Raster<float> filled;  ///< 1 where the composite was filled from other periods; else 0
    std::vector<Raster<float>> values;  ///< as value_names; NaN = none
};

/// `grid`: the study's, of which the tile is a window.
TileLayers read_tile_layers(const StudyRun& run, const std::string& period, const Grid& grid,
                            const Tile& tile);

/// One band (0-based) of a raster of the user's on a window of another grid, whatever its own; NaN
/// where it has nothing. The same values however the grid is cut into windows.
Raster<float> read_on_grid(const std::string& path, Index band, const Grid& grid,
                           const Window& part, Resampling method = Resampling::bilinear);

/// What read_tile_layers reads of the run folder, for all tiles and periods; the study's own value
/// rasters are added to the fingerprint.
void depend_on_tile_layers(Fingerprint& inputs, const StudyRun& run, const StudyGround& ground);

}  // namespace borderlens
