#include "stages/zonal_table.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "stages/zonal_weights.hpp"

namespace borderlens {
namespace {

VectorLayer read_zones(const ZonalRequest& request, const Grid& grid) {
    VectorLayer zones = read_vector(request.zones, request.layer);
    if (zones.geometries.empty())
        throw input_error("{}: holds no feature, expected polygons", request.zones);
    for (std::size_t i = 0; i < zones.geometries.size(); ++i) {
        const Geometry& zone = zones.geometries[i];
        if (!zone.points.empty() || !zone.lines.empty())
            throw input_error(
                "{}: feature {} is no polygon; expected polygons (buffer points and "
                "lines first)",
                request.zones, i + 1);
        if (zone.empty())
            log_warning("{}: feature {} has no geometry and covers nothing", request.zones, i + 1);
    }
    if (zones.crs.empty() || grid.crs().empty()) {
        if (zones.crs != grid.crs())
            log_warning(
                "{} names no coordinate reference system; its coordinates are taken for those of "
                "{}",
                zones.crs.empty() ? request.zones : request.values,
                zones.crs.empty() ? request.values : request.zones);
    } else if (!same_crs(zones.crs, grid.crs())) {
        for (std::size_t i = 0; i < zones.geometries.size(); ++i) {
            Geometry& zone = zones.geometries[i];
            zone = transform_geometry(zones.crs, grid.crs(), std::move(zone));
            for (const Polygon& polygon : zone.polygons)
                for (const Point& point : polygon.outer)
                    if (std::isnan(point.x))
                        throw input_error(
                            "{}: feature {} has coordinates that are none of {}; expected polygons "
                            "whose coordinate reference system is the one the file names (ogr2ogr "
                            "-a_srs mends it)",
                            request.zones, i + 1, crs_name(zones.crs));
        }
    }
    return zones;
}

void copy_field(Table& table, const Table& attributes, const std::string& field,
                const std::string& path) {
    try {
        const Column& column = attributes.column(field);
        if (column.is_number)
            table.set(field, column.numbers);
        else
            table.set(field, column.texts);
    } catch (const Error& error) {
        throw error.with_context(path);
    }
}

void set_id(Table& table, const VectorLayer& zones, const ZonalRequest& request) {
    std::string field = request.id_field;
    for (const char* usual : {"id", "fid"})
        if (field.empty() && zones.attributes.has(usual)) field = usual;
    if (!field.empty()) {
        copy_field(table, zones.attributes, field, request.zones);
        return;
    }
    std::vector<double> numbers(zones.geometries.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<double>(i + 1);
    table.set("id", std::move(numbers));
}

}  // namespace

Table zonal_table(const ZonalRequest& request) {
    ZonalOptions options;
    options.statistics = parse_statistics(request.statistics, !request.weights.empty());
    options.coverage_threshold = request.coverage_threshold;
    options.weigh_by_coverage = request.weigh_by_coverage;
    const RasterInfo info = read_raster_info(request.values);
    const VectorLayer zones = read_zones(request, info.grid);

    Table table;
    set_id(table, zones, request);
    for (const std::string& field : request.fields)
        copy_field(table, zones.attributes, field, request.zones);
    for (std::size_t b = 0; b < info.bands.size(); ++b) {
        const ValueReader values = [&](const Window& window) {
            return read_doubles(request.values, {static_cast<Index>(b)}, window);
        };
        Table found;
        try {
            const WeightedCells cells = request.weights.empty()
                                            ? WeightedCells{info.grid, values, {}}
                                            : weighted_cells(request.weights, info.grid, values);
            found = zonal_statistics(zones.geometries, cells.grid, cells.values, cells.weights,
                                     options);
        } catch (const Error& error) {
            throw error.with_context(request.zones);
        }
        const std::string band = info.bands[b].description.empty() ? fmt::format("band_{}", b + 1)
                                                                   : info.bands[b].description;
        for (const Column& column : found.columns())
            table.set(info.bands.size() == 1 ? column.name : band + "_" + column.name,
                      column.numbers);
    }
    return table;
}

}  // namespace borderlens
