#pragma once
#include "stages/study_periods.hpp"

namespace borderlens {

/// Of a catchment; chosen: below it a share says little of the place.
inline constexpr double least_mapped_share = 0.1;

/// What the maps show around each node (rows of `nodes`, columns lon, lat). Within catchment_km:
/// rs_built_up_share, rs_built_up_growth_per_year, rs_built_up_km2, rs_outlying_share (of new
/// built-up ground by area: patches that touch none built before), rs_photovoltaics_share,
/// rs_cropland_share, rs_green_share (cropland, grass and steppe, shrub and forest, wetland) and
/// its change rs_green_change_per_year; NaN where less than a tenth of the catchment was mapped.
/// Of the border within catchment_km of the node, where it lies in the border zone: the node's own
/// side less the other, rs_segment_built_up_difference, rs_segment_ndvi_difference, and the change
/// rs_segment_built_up_change_per_year. rs_pixels: what was mapped. A node whose columns are all
/// NaN has no remote-sensing indicators.
Table node_catchments(const StudyRun& run, const Table& nodes);

/// Pixels by class code whose centres lie within radius_m of each place, in the land-use map of a
/// period; those without a class are not counted. places: in the study's CRS.
std::vector<std::vector<double>> classes_around(const StudyRun& run, const std::string& period,
                                                const std::vector<Point>& places, double radius_m);

/// Names of the indicator columns, without rs_pixels.
std::vector<std::string> catchment_indicators();

}  // namespace borderlens
