#include "io/vector_file.hpp"

#include <ogrsf_frmts.h>

#include <limits>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

std::vector<Point> points_of(const OGRSimpleCurve& curve) {
    std::vector<Point> points;
    for (int i = 0; i < curve.getNumPoints(); ++i) points.push_back({curve.getX(i), curve.getY(i)});
    return points;
}

void add_parts(const OGRGeometry& source, Geometry& target) {
    switch (wkbFlatten(source.getGeometryType())) {
        case wkbPoint: {
            const OGRPoint& point = *source.toPoint();
            if (!point.IsEmpty()) target.points.push_back({point.getX(), point.getY()});
            break;
        }
        case wkbLineString:
            target.lines.push_back(points_of(*source.toLineString()));
            break;
        case wkbPolygon: {
            const OGRPolygon& polygon = *source.toPolygon();
            if (polygon.getExteriorRing() == nullptr) break;
            Polygon part{points_of(*polygon.getExteriorRing()), {}};
            for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
                part.holes.push_back(points_of(*polygon.getInteriorRing(i)));
            target.polygons.push_back(std::move(part));
            break;
        }
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *source.toGeometryCollection()) add_parts(*part, target);
            break;
        default: {
            // Curves, surfaces, triangulations: as straight lines.
            const std::unique_ptr<OGRGeometry> linear(source.getLinearGeometry());
            if (linear &&
                wkbFlatten(linear->getGeometryType()) != wkbFlatten(source.getGeometryType()))
                add_parts(*linear, target);
        }
    }
}

bool is_number_field(OGRFieldType type) {
    return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

std::string layer_crs(OGRLayer& layer) {
    const OGRSpatialReference* reference = layer.GetSpatialRef();
    if (reference == nullptr) return "";
    char* text = nullptr;
    const char* options[] = {"FORMAT=WKT2_2019", nullptr};
    reference->exportToWkt(&text, options);
    const std::string wkt = text == nullptr ? "" : text;
    CPLFree(text);
    return wkt;
}

OGRLayer& choose_layer(GDALDataset& dataset, const std::string& path, const std::string& name) {
    if (dataset.GetLayerCount() == 0) throw input_error("{}: holds no vector layer", path);
    OGRLayer* layer = name.empty() ? dataset.GetLayer(0) : dataset.GetLayerByName(name.c_str());
    if (layer != nullptr) return *layer;
    std::string names;
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
        names += (i ? ", " : "") + std::string(dataset.GetLayer(i)->GetName());
    throw input_error("{}: no layer '{}'; it has: {}", path, name, names);
}

std::unique_ptr<OGRGeometry> closed_polygon(const Polygon& polygon) {
    auto made = std::make_unique<OGRPolygon>();
    const auto add = [&](const Ring& ring) {
        auto* line = new OGRLinearRing();
        for (const Point& point : ring) line->addPoint(point.x, point.y);
        line->closeRings();
        made->addRingDirectly(line);
    };
    add(polygon.outer);
    for (const Ring& hole : polygon.holes) add(hole);
    return made;
}

/// A single part as a simple geometry, several as a multi-part one.
std::unique_ptr<OGRGeometry> to_ogr(const Geometry& geometry) {
    std::vector<std::unique_ptr<OGRGeometry>> parts;
    for (const Point& point : geometry.points)
        parts.push_back(std::make_unique<OGRPoint>(point.x, point.y));
    for (const Polyline& points : geometry.lines) {
        auto line = std::make_unique<OGRLineString>();
        for (const Point& point : points) line->addPoint(point.x, point.y);
        parts.push_back(std::move(line));
    }
    for (const Polygon& polygon : geometry.polygons) parts.push_back(closed_polygon(polygon));
    if (parts.empty()) return nullptr;
    if (parts.size() == 1) return std::move(parts[0]);
    std::unique_ptr<OGRGeometryCollection> collection;
    if (geometry.lines.empty() && geometry.polygons.empty())
        collection = std::make_unique<OGRMultiPoint>();
    else if (geometry.points.empty() && geometry.polygons.empty())
        collection = std::make_unique<OGRMultiLineString>();
    else if (geometry.points.empty() && geometry.lines.empty())
        collection = std::make_unique<OGRMultiPolygon>();
    else
        collection = std::make_unique<OGRGeometryCollection>();
    for (auto& part : parts) collection->addGeometryDirectly(part.release());
    return collection;
}

bool has_geometry(const VectorLayer& layer) {
    for (const Geometry& geometry : layer.geometries)
        if (!geometry.empty()) return true;
    return false;
}

/// The one type that fits all features of a layer, multi-part if any of them is: what viewers need
/// to choose a symbol. wkbUnknown where kinds are mixed.
OGRwkbGeometryType geometry_type(const VectorLayer& layer) {
    bool points = false, lines = false, polygons = false, several = false;
    for (const Geometry& geometry : layer.geometries) {
        points = points || !geometry.points.empty();
        lines = lines || !geometry.lines.empty();
        polygons = polygons || !geometry.polygons.empty();
        several = several ||
                  geometry.points.size() + geometry.lines.size() + geometry.polygons.size() > 1;
    }
    if (points && !lines && !polygons) return several ? wkbMultiPoint : wkbPoint;
    if (lines && !points && !polygons) return several ? wkbMultiLineString : wkbLineString;
    if (polygons && !points && !lines) return several ? wkbMultiPolygon : wkbPolygon;
    return wkbUnknown;
}

void add_fields(OGRLayer& layer, const Table& attributes) {
    for (const Column& column : attributes.columns()) {
        OGRFieldDefn field(column.name.c_str(), column.is_number ? OFTReal : OFTString);
        layer.CreateField(&field);
    }
}

void write_layer(GDALDataset& dataset, const VectorLayer& source, const std::string& path) {
    OGRSpatialReference reference;
    // A layer that happens to be empty still says where it would lie.
    const bool is_empty = source.geometries.empty() && source.attributes.rows() == 0;
    const bool spatial = has_geometry(source) || (is_empty && !source.crs.empty());
    const bool known = spatial && !source.crs.empty();
    if (known) {
        reference.SetFromUserInput(source.crs.c_str());
        reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    const OGRwkbGeometryType type = spatial ? geometry_type(source) : wkbNone;
    OGRLayer* layer = dataset.CreateLayer(source.name.empty() ? "layer" : source.name.c_str(),
                                          known ? &reference : nullptr, type, nullptr);
    if (layer == nullptr) throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    add_fields(*layer, source.attributes);
    const Index rows = std::max(source.attributes.rows(),
                                static_cast<Index>(spatial ? source.geometries.size() : 0));
    const auto require = [&](OGRErr code) {
        if (code != OGRERR_NONE)
            throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    };
    const bool transactions = layer->TestCapability(OLCTransactions) != 0;
    if (transactions) require(layer->StartTransaction());
    for (Index row = 0; row < rows; ++row) {
        const std::size_t r = static_cast<std::size_t>(row);
        OGRFeature feature(layer->GetLayerDefn());
        int field = 0;
        for (const Column& column : source.attributes.columns()) {
            if (!column.is_number)
                feature.SetField(field, column.texts[r].c_str());
            else if (column.numbers[r] == column.numbers[r])
                feature.SetField(field, column.numbers[r]);
            ++field;
        }
        if (spatial)
            if (OGRGeometry* shape = to_ogr(source.geometries[r]).release())
                feature.SetGeometryDirectly(
                    type == wkbUnknown ? shape : OGRGeometryFactory::forceTo(shape, type));
        require(layer->CreateFeature(&feature));
    }
    if (transactions) require(layer->CommitTransaction());
}

}  // namespace

bool is_vector_path(const std::string& path) {
    for (const char* ending : {".gpkg", ".shp", ".geojson", ".json", ".fgb", ".gml", ".kml"})
        if (path.ends_with(ending)) return true;
    return false;
}

VectorLayer read_vector(const std::string& path, const std::string& layer_name,
                        const std::string& target_crs) {
    const DatasetHandle dataset = open_dataset(path, GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR);
    OGRLayer& layer = choose_layer(*dataset, path, layer_name);
    VectorLayer result;
    result.name = layer.GetName();
    result.crs = layer_crs(layer);
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    std::vector<Column> columns;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(i);
        columns.push_back({field.GetNameRef(), is_number_field(field.GetType()), {}, {}});
    }
    layer.ResetReading();
    for (const auto& feature : layer) {
        Geometry geometry;
        if (const OGRGeometry* shape = feature->GetGeometryRef()) add_parts(*shape, geometry);
        result.geometries.push_back(std::move(geometry));
        for (int i = 0; i < definition.GetFieldCount(); ++i) {
            Column& column = columns[static_cast<std::size_t>(i)];
            const bool set = feature->IsFieldSetAndNotNull(i) != 0;
            if (column.is_number)
                column.numbers.push_back(set ? feature->GetFieldAsDouble(i)
                                             : std::numeric_limits<double>::quiet_NaN());
            else
                column.texts.push_back(set ? feature->GetFieldAsString(i) : "");
        }
    }
    for (Column& column : columns) {
        if (column.is_number)
            result.attributes.set(column.name, std::move(column.numbers));
        else
            result.attributes.set(column.name, std::move(column.texts));
    }
    if (!target_crs.empty()) {
        if (result.crs.empty())
            throw input_error(
                "{}: the layer names no coordinate reference system; assign one "
                "(ogr2ogr -a_srs)",
                path);
        for (Geometry& geometry : result.geometries)
            geometry = transform_geometry(result.crs, target_crs, std::move(geometry));
        result.crs = target_crs;
    }
    return result;
}

void write_vector(const std::string& path, const std::vector<VectorLayer>& layers, bool overwrite) {
    const bool is_json = path.ends_with(".geojson") || path.ends_with(".json");
    if (!is_json && !path.ends_with(".gpkg"))
        throw input_error("{}: expected a name that ends in .gpkg or .geojson", path);
    write_layers(path, is_json ? "GeoJSON" : "GPKG", overwrite, [&](GDALDataset& dataset) {
        for (const VectorLayer& layer : layers) write_layer(dataset, layer, path);
    });
}

}  // namespace borderlens
