#pragma once
#include <string>
#include <utility>
#include <vector>

#include "raster/grid.hpp"

namespace borderlens {

/// A layer of a QGIS project.
struct ProjectLayer {
    enum class Kind { raster, point, line, polygon, table };
    Kind kind = Kind::raster;
    std::string group;      ///< heading it stands under
    std::string name;       ///< as people read it
    std::string source;     ///< relative to the project: "layers/change.vrt", "a.gpkg|layername=b"
    std::string crs;        ///< WKT; "" for tables
    std::string authority;  ///< "EPSG:32644" where there is one
    std::string symbology;  ///< from qgis_symbology
    bool visible = false;
    /// The table (by its source) whose rows are joined to this layer's, and the field both have.
    std::string join_source = "";
    std::string join_field = "";
};

/// What a project shows and where it looks.
struct Project {
    std::string title;
    std::string crs;  ///< WKT
    std::string authority;
    Bounds extent;                     ///< in `crs`
    std::vector<ProjectLayer> layers;  ///< drawn in this order, the first on top
    std::vector<std::pair<std::string, std::string>> notes;  ///< shown in the project's metadata
};

/// The text of a .qgs file (QGIS 3.22 and later), with paths relative to it.
std::string qgis_project(const Project& project);

}  // namespace borderlens
