#include "stages/cost_inputs.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "raster/burn.hpp"

namespace borderlens {

double require_plane(const std::string& path, const Grid& grid) {
    if (grid.crs().empty()) return 1.0;
    if (is_geographic(grid.crs())) {
        const Bounds bounds = grid.bounds();
        const double lon = 0.5 * (bounds.min_x + bounds.max_x);
        const double lat = 0.5 * (bounds.min_y + bounds.max_y);
        const std::string utm = crs_name(utm_crs_at(lon, lat));
        throw input_error(
            "{}: its grid is in degrees of longitude and latitude, where cells have no one length; "
            "project it first: gdalwarp -t_srs {} {} projected.tif",
            path, utm, path);
    }
    return unit_length_m(grid.crs());
}

void require_same_grid(const std::string& path, const Grid& found, const std::string& reference,
                       const Grid& expected) {
    const double tolerance = 1e-6 * expected.pixel_width();
    const bool same_place =
        std::abs(found.upper_left().x - expected.upper_left().x) <= tolerance &&
        std::abs(found.upper_left().y - expected.upper_left().y) <= tolerance &&
        std::abs(found.pixel_width() - expected.pixel_width()) <= 1e-9 * expected.pixel_width() &&
        std::abs(found.pixel_height() - expected.pixel_height()) <= 1e-9 * expected.pixel_height();
    if (found.rows() != expected.rows() || found.cols() != expected.cols() || !same_place)
        throw input_error("{}: lies on {}, expected the grid of {}: {}; warp it onto that grid",
                          path, found.describe(), reference, expected.describe());
    if (!found.crs().empty() && !expected.crs().empty() && !same_crs(found.crs(), expected.crs()))
        throw input_error("{}: is in {}, expected {} as {} is", path, crs_name(found.crs()),
                          crs_name(expected.crs()), reference);
}

namespace {

std::vector<std::int32_t> feature_ids(const std::string& path, const VectorLayer& layer,
                                      const std::string& id_field) {
    std::vector<std::int32_t> ids;
    if (id_field.empty()) {
        for (std::size_t i = 0; i < layer.geometries.size(); ++i)
            ids.push_back(static_cast<std::int32_t>(i + 1));
        return ids;
    }
    for (const double id : layer.attributes.numbers(id_field)) {
        if (!(std::abs(id) < 2147483647.0) || id != std::floor(id) || id == 0.0)
            throw input_error("{}: field '{}' holds {}, expected whole numbers other than 0", path,
                              id_field, id);
        ids.push_back(static_cast<std::int32_t>(id));
    }
    return ids;
}

}  // namespace

std::vector<SourceCell> read_sources(const std::string& path, const Grid& grid,
                                     const std::string& id_field) {
    std::vector<SourceCell> sources;
    if (!is_vector_path(path)) {
        require_same_grid(path, read_raster_info(path).grid, "the cost raster", grid);
        constexpr Index strip_rows = 256;  // chosen: 40 MB of a raster 20,000 wide
        for (Index row0 = 0; row0 < grid.rows(); row0 += strip_rows) {
            const Window strip{row0, 0, std::min(strip_rows, grid.rows() - row0), grid.cols()};
            const Raster<double> values = read_doubles(path, {0}, strip);
            for (Index row = 0; row < strip.rows; ++row)
                for (Index col = 0; col < grid.cols(); ++col) {
                    const double value = values(row, col);
                    if (!std::isfinite(value) || value == 0.0) continue;
                    // Any nonzero value makes a source; one that is no whole number serves as 1.
                    const bool whole = value == std::floor(value) && std::abs(value) < 2147483647.0;
                    sources.push_back(
                        {row0 + row, col, whole ? static_cast<std::int32_t>(value) : 1});
                }
        }
        if (sources.empty())
            throw input_error("{}: every cell is 0 or no data, expected sources to be nonzero",
                              path);
        return sources;
    }
    const VectorLayer layer = read_vector(path, "", grid.crs());
    const std::vector<std::int32_t> ids = feature_ids(path, layer, id_field);
    for (std::size_t i = 0; i < layer.geometries.size(); ++i)
        for_each_cell(grid, layer.geometries[i], [&](Index row, Index col) {
            const SourceCell source{row, col, ids[i]};
            if (sources.empty() || !(sources.back() == source)) sources.push_back(source);
        });
    if (sources.empty())
        throw input_error("{}: none of its {} features meets the cost raster ({})", path,
                          layer.geometries.size(), grid.describe());
    return sources;
}

}  // namespace borderlens
