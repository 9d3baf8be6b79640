#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"
#include "raster/grid.hpp"

namespace borderlens {

using Ring = std::vector<Point>;  ///< closed: the last point repeats the first

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};

using Polyline = std::vector<Point>;

/// The parts of one feature: a multi-part geometry of any of the three kinds.
struct Geometry {
    std::vector<Point> points;
    std::vector<Polyline> lines;
    std::vector<Polygon> polygons;
    bool empty() const { return points.empty() && lines.empty() && polygons.empty(); }
};

/// Features with their attributes: geometries[i] belongs to row i. `crs` is WKT, "" if unknown.
struct VectorLayer {
    std::string name;
    std::string crs;
    std::vector<Geometry> geometries;
    Table attributes;
};

}  // namespace borderlens
