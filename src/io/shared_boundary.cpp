#include "io/shared_boundary.hpp"

#include <ogrsf_frmts.h>

#include <memory>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

using GeometryHandle = std::unique_ptr<OGRGeometry>;

GeometryHandle union_of(OGRLayer& layer, const std::string& path, const std::string& field,
                        const std::string& value) {
    const int position = layer.GetLayerDefn()->GetFieldIndex(field.c_str());
    if (position < 0) throw input_error("{}: no field '{}'", path, field);
    GeometryHandle sum;
    layer.ResetReading();
    for (const auto& feature : layer) {
        const OGRGeometry* shape = feature->GetGeometryRef();
        if (shape == nullptr || value != feature->GetFieldAsString(position)) continue;
        sum.reset(sum ? sum->Union(shape) : shape->clone());
        if (!sum)
            throw input_error("{}: the polygons with {} = '{}' cannot be joined: {}", path, field,
                              value, last_gdal_message());
    }
    if (!sum) throw input_error("{}: no feature with {} = '{}'", path, field, value);
    return sum;
}

void add_lines(const OGRGeometry& shape, std::vector<Polyline>& lines) {
    const OGRwkbGeometryType type = wkbFlatten(shape.getGeometryType());
    if (type == wkbLineString) {
        Polyline line;
        for (const OGRPoint& point : *shape.toLineString())
            line.push_back({point.getX(), point.getY()});
        lines.push_back(std::move(line));
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
        for (const OGRGeometry* part : *shape.toGeometryCollection()) add_lines(*part, lines);
    }
}

}  // namespace

std::vector<Polyline> shared_boundary(const std::string& path, const std::string& layer_name,
                                      const std::string& field, const std::string& a,
                                      const std::string& b) {
    const DatasetHandle dataset = open_dataset(path, GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR);
    OGRLayer* layer =
        layer_name.empty() ? dataset->GetLayer(0) : dataset->GetLayerByName(layer_name.c_str());
    if (layer == nullptr) throw input_error("{}: no layer '{}'", path, layer_name);
    const GeometryHandle boundary_a(union_of(*layer, path, field, a)->Boundary());
    const GeometryHandle boundary_b(union_of(*layer, path, field, b)->Boundary());
    const GeometryHandle common(
        boundary_a && boundary_b ? boundary_a->Intersection(boundary_b.get()) : nullptr);
    std::vector<Polyline> lines;
    if (common) add_lines(*common, lines);
    if (lines.empty())
        throw input_error(
            "{}: the polygons {} = '{}' and '{}' share no boundary; use two that "
            "touch, from one source",
            path, field, a, b);
    return lines;
}

}  // namespace borderlens
