#include "stages/zonal_table.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "metrics/zonal.hpp"

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

/// Reads weights for a window of the value grid; cells outside the weight raster have none.
ValueReader weight_reader(const std::string& path, const Grid& grid) {
    const Grid other = read_raster_info(path).grid;
    const Point offset = other.to_px(grid.upper_left());
    const Index row0 = static_cast<Index>(std::llround(offset.y)),
                col0 = static_cast<Index>(std::llround(offset.x));
    constexpr double tolerance_px = 1e-3;  // chosen: far below what changes a cell's weight
    const bool same_size =
        std::abs(other.pixel_width() - grid.pixel_width()) < 1e-9 * grid.pixel_width() &&
        std::abs(other.pixel_height() - grid.pixel_height()) < 1e-9 * grid.pixel_height();
    const bool same_place = std::abs(offset.x - static_cast<double>(col0)) < tolerance_px &&
                            std::abs(offset.y - static_cast<double>(row0)) < tolerance_px;
    const bool crs_fits =
        other.crs().empty() || grid.crs().empty() || same_crs(other.crs(), grid.crs());
    if (!same_size || !same_place || !crs_fits)
        throw input_error(
            "{}: weights lie on {}, expected the cells of the value raster, {}; warp them first "
            "(gdalwarp -tr -tap -t_srs)",
            path, other.describe(), grid.describe());
    return [path, row0, col0, whole = other.window(), grid](const Window& window) {
        Raster<double> weights(grid.crop(window), 1, std::nan(""));
        const Window wanted{window.row0 + row0, window.col0 + col0, window.rows, window.cols};
        const Window there = wanted.intersect(whole);
        if (there.empty()) return weights;
        const Raster<double> part = read_doubles(path, {0}, there);
        for (Index row = 0; row < there.rows; ++row)
            std::copy_n(
                part.view().row(row), there.cols,
                weights.view().row(row + there.row0 - wanted.row0) + there.col0 - wanted.col0);
        return weights;
    };
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
    ValueReader weights;
    if (!request.weights.empty()) weights = weight_reader(request.weights, info.grid);

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
            found = zonal_statistics(zones.geometries, info.grid, values, weights, options);
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
