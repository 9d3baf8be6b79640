#pragma once
#include "comparison/border_variogram.hpp"
#include "stages/side_series.hpp"

namespace borderlens {

/// Side against side in each stretch of segment_km along the border, whole width of the zone:
/// columns zone ("km 20-30"), from_km, to_km, period, metric, then as tables/comparison.csv.
/// `variograms`: of each metric over the whole line.
Table segment_table(const SideCells& cells, double segment_km,
                    const std::vector<BorderVariogram>& variograms);

/// Each administrative unit on the side(s) it lies on: zone, side, period, metric, value, low,
/// high, n, unit, quality_flag.
Table unit_table(const SideCells& cells, const std::vector<std::string>& units,
                 const std::vector<BorderVariogram>& variograms);

}  // namespace borderlens
