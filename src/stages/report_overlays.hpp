#pragma once
#include "stages/study_ground.hpp"

namespace borderlens {

/// The CRS of a study's map: its own, or Web Mercator for a study of nodes and corridors only.
std::string report_map_crs(const Study& study);

/// What lies above the pictures, in the map's CRS, as far as the run has made it: border, segments
/// (named as in tables/metrics.csv), objects, nodes, corridors, belts, isochrones.
std::vector<VectorLayer> study_overlays(const StudyRun& run);

}  // namespace borderlens
