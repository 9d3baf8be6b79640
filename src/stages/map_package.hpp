#pragma once
#include <string>
#include <vector>

#include "raster/geometry.hpp"
#include "report/map_style.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// A layer of study.gpkg with its place in the QGIS project and how it is drawn.
struct PackageLayer {
    VectorLayer layer;
    std::string group;
    std::string title;
    VectorStyle style;
    bool visible = false;
    bool joins_values = false;  ///< has a zone_key, by which zone_values is joined
    std::string subset = "";    ///< rows the project shows, as SQL; "" = all
};

/// Everything with a place: border, zones, segments, objects, nodes, corridors; the first on top.
std::vector<PackageLayer> package_layers(const StudyRun& run);

/// The tables of a run that are no layers, as attribute layers.
std::vector<VectorLayer> package_tables(const StudyRun& run);

/// Names of the run's CSV tables that people are given, sorted.
std::vector<std::string> package_table_names(const RunFolder& folder);

/// One row a zone: columns zone_key ("a 0-2", "b km 10-20"), then metric_period: what the layers
/// zones and segments are joined with. From tables/metrics.csv; empty without it.
Table zone_values(const StudyRun& run);

}  // namespace borderlens
