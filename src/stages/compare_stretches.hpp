#pragma once
#include "comparison/border_variogram.hpp"
#include "stages/side_series.hpp"
#include "stages/study_towns.hpp"

namespace borderlens {

/// Side against side in each stretch of segment_km along the border, whole width of the zone:
/// columns zone ("km 20-30"), from_km, to_km, period, metric, then as tables/comparison.csv.
/// `variograms`: of each metric over the whole line.
Table segment_table(const SideCells& cells, double segment_km,
                    const std::vector<BorderVariogram>& variograms);

/// Each administrative unit or town on the side(s) it lies on: zone, side, band, period, metric,
/// value, unit, low, high, n, quality_flag.
Table unit_table(const SideCells& cells, const std::vector<std::string>& units,
                 const std::vector<BorderVariogram>& variograms);

/// Towns of side a against towns of side b, the first ten of each: columns town_a, town_b, period,
/// metric, then as tables/comparison.csv. `cells` has the towns as parts. What the two places share
/// along the border is not taken into account: they need not face each other.
Table town_pair_table(const SideCells& cells, const std::vector<Town>& towns,
                      const std::vector<BorderVariogram>& variograms);

}  // namespace borderlens
