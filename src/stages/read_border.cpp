#include "stages/read_border.hpp"

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/shared_boundary.hpp"
#include "io/vector_file.hpp"

namespace borderlens {
namespace {

void add_lines(const Geometry& geometry, std::vector<Polyline>& parts) {
    parts.insert(parts.end(), geometry.lines.begin(), geometry.lines.end());
}

}  // namespace

std::vector<Polyline> read_border_parts(const BorderSource& source, const std::string& crs) {
    VectorLayer layer = read_vector(source.path, source.layer);
    if (layer.crs.empty())
        throw input_error(
            "{}: the border line names no coordinate reference system; assign one "
            "(ogr2ogr -a_srs)",
            source.path);
    Geometry lines;
    if (source.polygon_field.empty()) {
        for (const Geometry& geometry : layer.geometries) add_lines(geometry, lines.lines);
        if (lines.lines.empty())
            throw input_error(
                "{}: found no line; for a border between two polygons name the field "
                "and the two values that tell them",
                source.path);
    } else {
        lines.lines = shared_boundary(source.path, source.layer, source.polygon_field,
                                      source.polygon_a, source.polygon_b);
    }
    return transform_geometry(layer.crs, crs, std::move(lines)).lines;
}

BorderLine read_border(const BorderSource& source, const std::string& crs) {
    try {
        const BorderLine line(read_border_parts(source, crs));
        if (!source.side_a_lonlat)
            throw input_error("which side is a? give a place on it (longitude, latitude)");
        return line.with_side_a(transform_points(lonlat_crs(), crs, {*source.side_a_lonlat})[0]);
    } catch (const Error& error) {
        const bool named = std::string_view(error.what()).starts_with(source.path);
        throw named ? error : error.with_context(source.path);
    }
}

}  // namespace borderlens
