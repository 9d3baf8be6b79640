#include <cmath>

#include "report/page.hpp"

namespace borderlens {
namespace {

Document position(Point point, double precision) {
    const auto rounded = [&](double value) { return std::round(value / precision) * precision; };
    return std::vector<double>{rounded(point.x), rounded(point.y)};
}

Document positions(const std::vector<Point>& points, double precision) {
    Document all = Document::list();
    for (const Point& point : points) all.append(position(point, precision));
    return all;
}

Document geometry_document(const Geometry& geometry, double precision) {
    Document one = Document::object(), coordinates = Document::list();
    if (!geometry.polygons.empty()) {
        one.set("type", "MultiPolygon");
        for (const Polygon& polygon : geometry.polygons) {
            Document rings = Document::list();
            rings.append(positions(polygon.outer, precision));
            for (const Ring& hole : polygon.holes) rings.append(positions(hole, precision));
            coordinates.append(rings);
        }
    } else if (!geometry.lines.empty()) {
        one.set("type", "MultiLineString");
        for (const Polyline& line : geometry.lines) coordinates.append(positions(line, precision));
    } else {
        one.set("type", "MultiPoint");
        coordinates = positions(geometry.points, precision);
    }
    one.set("coordinates", coordinates);
    return one;
}

bool all_finite(const Geometry& geometry) {
    const auto finite = [](const std::vector<Point>& points) {
        for (const Point& point : points)
            if (!std::isfinite(point.x) || !std::isfinite(point.y)) return false;
        return true;
    };
    for (const Polyline& line : geometry.lines)
        if (!finite(line)) return false;
    for (const Polygon& polygon : geometry.polygons)
        if (!finite(polygon.outer)) return false;
    return finite(geometry.points);
}

}  // namespace

Document geojson_of(const VectorLayer& layer, double precision) {
    Document features = Document::list();
    for (std::size_t i = 0; i < layer.geometries.size(); ++i) {
        if (layer.geometries[i].empty() || !all_finite(layer.geometries[i])) continue;
        Document properties = Document::object();
        for (const Column& column : layer.attributes.columns()) {
            if (column.is_number)
                properties.set(column.name, column.numbers[i]);
            else
                properties.set(column.name, column.texts[i]);
        }
        Document feature = Document::object();
        feature.set("type", "Feature");
        feature.set("properties", properties);
        feature.set("geometry", geometry_document(layer.geometries[i], precision));
        features.append(feature);
    }
    Document collection = Document::object();
    collection.set("type", "FeatureCollection");
    collection.set("features", features);
    return collection;
}

}  // namespace borderlens
