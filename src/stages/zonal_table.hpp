#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// What `zonal` is asked for.
struct ZonalRequest {
    std::string values;   ///< raster
    std::string zones;    ///< polygon layer of any CRS
    std::string layer;    ///< "" = the first one
    std::string weights;  ///< raster of any resolution; "" = none
    std::string statistics = "count,mean";
    std::string id_field;             ///< "" = a field id or fid, else row numbers from 1
    std::vector<std::string> fields;  ///< further fields to copy
    double coverage_threshold = 0.0;
    bool weigh_by_coverage = true;
};

/// One row a feature: id, copied fields, statistics; with several bands each statistic once a
/// band, named <band>_<statistic>. Polygons are transformed vertex by vertex to the raster's CRS.
/// Throws an input error for features that are no polygons, fields that are not there and grids
/// that do not fit.
Table zonal_table(const ZonalRequest& request);

}  // namespace borderlens
