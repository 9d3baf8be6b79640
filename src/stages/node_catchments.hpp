#pragma once
#include "stages/study_periods.hpp"

namespace borderlens {

/// What the maps show around each node (rows of `nodes`, columns lon, lat), within catchment_km of
/// it: columns rs_built_up_share, rs_built_up_growth_per_year, rs_photovoltaics_share,
/// rs_cropland_share and rs_pixels. NaN where less than a tenth of the catchment was
/// mapped: such a node has no remote-sensing indicators.
Table node_catchments(const StudyRun& run, const Table& nodes);

/// Pixels by class code (0 = no data) whose centres lie within radius_m of each place, in the
/// land-use map of a period. places: in the study's CRS.
std::vector<std::vector<double>> classes_around(const StudyRun& run, const std::string& period,
                                                const std::vector<Point>& places, double radius_m);

/// Names of the indicator columns, without rs_pixels.
std::vector<std::string> catchment_indicators();

}  // namespace borderlens
