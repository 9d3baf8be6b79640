#pragma once
#include <optional>
#include <string>

#include "border/border_line.hpp"

namespace borderlens {

/// Where the border comes from: a line layer, or two touching polygons told by a field's values.
struct BorderSource {
    std::string path;
    std::string layer = "";
    std::string polygon_field = "";  ///< "" = the layer holds lines
    std::string polygon_a = "";
    std::string polygon_b = "";
    std::optional<Point>
        side_a_lonlat;  ///< a place on side a; with polygons, polygon a's is enough
};

/// The parts of the line in `crs`. Input errors name the file.
std::vector<Polyline> read_border_parts(const BorderSource& source, const std::string& crs);

/// The line in a projected CRS, side a on its left.
BorderLine read_border(const BorderSource& source, const std::string& crs);

}  // namespace borderlens
