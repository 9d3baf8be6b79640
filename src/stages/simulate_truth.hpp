#pragma once
#include <memory>
#include <vector>

#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "simulation/truth.hpp"
#include "stages/simulate.hpp"

namespace borderlens {

/// The truth rasters of one year, filled block by block: truth/classes_YEAR.tif (codes with
/// legend), built_up_YEAR.tif and photovoltaics_YEAR.tif (1 = is, 0 = is not).
class TruthWriter {
  public:
    TruthWriter(const SimulationOptions& options, const Grid& grid, int year);
    /// Thread-safe for different blocks.
    void take(const SimulatedLandscape& landscape, const Block& block, const GroundTile& tile);
    void finish();
    TruthCounts counts() const;

  private:
    Grid m_grid;
    RasterWriter<std::uint8_t> m_classes, m_built_up, m_photovoltaics;
    std::vector<TruthCounts> m_counts;  ///< by block, so that threads do not meet
};

/// truth/change_year.tif, built_up_year.tif, photovoltaics_year.tif over all calendar years from
/// the first to the last.
void write_change_years(const SimulationOptions& options, const SimulatedLandscape& landscape,
                        const Grid& grid);

}  // namespace borderlens
