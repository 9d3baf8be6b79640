#pragma once
#include "stages/study_periods.hpp"

namespace borderlens {

/// What the maps show around each node (rows of `nodes`, columns lon, lat), within catchment_km of
/// it: columns rs_built_up_share, rs_built_up_growth_per_year, rs_photovoltaics_share,
/// rs_cropland_share and rs_pixels. NaN where less than a tenth of the catchment was
/// mapped: such a node has no remote-sensing indicators.
Table node_catchments(const StudyRun& run, const Table& nodes);

/// Names of the indicator columns, without rs_pixels.
std::vector<std::string> catchment_indicators();

}  // namespace borderlens
