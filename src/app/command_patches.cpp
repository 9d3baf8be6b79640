#include <algorithm>
#include <atomic>
#include <cmath>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

/// Cell size in metres; refuses grids on which lengths and areas have no single unit.
double cell_size_of(const std::string& path, const Grid& grid) {
    if (is_geographic(grid.crs()))
        throw input_error(
            "{}: the grid is in degrees ({}), expected a projected one: areas and distances need "
            "metres; warp it first, e.g. gdalwarp -t_srs {} -r near",
            path, crs_name(grid.crs()),
            crs_name(utm_crs_at(
                std::clamp(grid.center(grid.rows() / 2, grid.cols() / 2).x, -180.0, 180.0),
                grid.center(grid.rows() / 2, grid.cols() / 2).y)));
    double size_m = 0.0;
    try {
        size_m = grid.pixel_size_m();
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    return grid.crs().empty() ? size_m : size_m * unit_length_m(grid.crs());
}

/// The file's codes with background taken out; counts negative codes that became background.
CodeSource class_source(const std::string& path, Index band, const Grid& grid,
                        std::vector<std::int32_t> background, bool negative_is_background,
                        std::atomic<Index>& negative_cells) {
    return {grid.rows(), grid.cols(),
            [path, band, background = std::move(background), negative_is_background,
             &negative_cells](const Window& window) {
                Raster<std::int32_t> codes = read_codes(path, band, window);
                Index negative = 0;
                for (std::int32_t& code : codes.values()) {
                    if (code == no_code) continue;
                    if (code < 0 && negative_is_background) {
                        code = no_code;
                        ++negative;
                    } else if (!background.empty() &&
                               std::find(background.begin(), background.end(), code) !=
                                   background.end()) {
                        code = no_code;
                    }
                }
                negative_cells += negative;
                return codes;
            }};
}

std::vector<std::int32_t> whole_codes(const std::vector<double>& numbers) {
    std::vector<std::int32_t> codes;
    for (const double number : numbers) {
        if (number != static_cast<double>(static_cast<std::int32_t>(number)))
            throw input_error("--background: found {}, expected whole class codes", number);
        codes.push_back(static_cast<std::int32_t>(number));
    }
    return codes;
}

/// Zone by zone: column zone, then what one landscape has.
Table zone_table(const CodeSource& classes, const std::string& zones_path, const Grid& grid,
                 const LandscapeOptions& options, MetricLevel level,
                 const std::vector<const Metric*>& metrics) {
    const Grid zones_grid = read_raster_info(zones_path).grid;
    if (!(zones_grid.window() == grid.window()) ||
        std::abs(zones_grid.upper_left().x - grid.upper_left().x) > 1e-3 * grid.pixel_width() ||
        std::abs(zones_grid.upper_left().y - grid.upper_left().y) > 1e-3 * grid.pixel_width())
        throw input_error("{}: zones lie on {}, expected the map's grid, {}", zones_path,
                          zones_grid.describe(), grid.describe());
    const CodeSource zones{grid.rows(), grid.cols(), [&zones_path](const Window& window) {
                               return read_codes(zones_path, 0, window);
                           }};
    std::vector<std::string> names;
    std::vector<std::vector<double>> columns;
    for (const auto& [zone, landscape] : measure_zones(classes, zones, options)) {
        const Table part = metric_table(landscape, level, metrics);
        names = part.names();
        columns.resize(names.size() + 1);
        columns[0].resize(columns[0].size() + static_cast<std::size_t>(part.rows()), zone);
        for (std::size_t c = 0; c < names.size(); ++c) {
            const std::vector<double>& more = part.numbers(names[c]);
            columns[c + 1].insert(columns[c + 1].end(), more.begin(), more.end());
        }
    }
    if (columns.empty()) throw input_error("{}: no cell with a class lies in a zone", zones_path);
    Table table;
    table.set("zone", std::move(columns[0]));
    for (std::size_t c = 0; c < names.size(); ++c) table.set(names[c], std::move(columns[c + 1]));
    return table;
}

void run_patches(const Arguments& arguments) {
    const std::string path = arguments.text("MAP");
    const std::string out = arguments.text("--out");
    if (out != "-") require_writable(out, arguments.overwrite());
    const MetricLevel level = metric_level(arguments.text("--level"));
    const auto metrics = choose_metrics(level, arguments.list("--metrics"));

    const RasterInfo info = read_raster_info(path);
    const Index band = arguments.integer("--band");
    if (band < 1 || band > static_cast<Index>(info.bands.size()))
        throw input_error("--band: found {}, {} has {} band(s)", band, path, info.bands.size());
    LandscapeOptions options;
    options.cell_size_m = cell_size_of(path, info.grid);
    options.connectivity =
        arguments.text("--connectivity") == "4" ? Connectivity::four : Connectivity::eight;
    options.edge_depth_px = arguments.integer("--edge-depth");
    if (options.edge_depth_px < 1 || options.edge_depth_px > 10000)
        throw input_error("--edge-depth: found {}, expected 1 to 10000 cells",
                          options.edge_depth_px);
    options.count_boundary = arguments.flag("--count-boundary");
    options.max_classes = arguments.integer_or("--max-classes", 0);
    options = options_for(metrics, options);

    std::atomic<Index> negative_cells{0};
    const CodeSource source =
        class_source(path, band - 1, info.grid, whole_codes(arguments.number_list("--background")),
                     arguments.text("--negative") == "background", negative_cells);
    Table table;
    try {
        table =
            arguments.has("--zones")
                ? zone_table(source, arguments.text("--zones"), info.grid, options, level, metrics)
                : metric_table(measure_landscape(source, options), level, metrics);
    } catch (const Error& error) {
        throw std::string(error.what()).starts_with(path) ? error : error.with_context(path);
    }
    if (negative_cells > 0)
        log_warning(
            "{}: negative codes were taken as background, as FRAGSTATS does; --negative class "
            "makes them classes",
            path);
    log_info("{}: {} rows of {} metrics", path, table.rows(), metrics.size());
    write_table(out, table, arguments.overwrite());
}

}  // namespace

Command patches_command() {
    return {
        .name = "patches",
        .summary = "landscape metrics of a class map, as FRAGSTATS defines them",
        .example = "borderlens patches land_use.tif --level class --out classes.csv",
        .positionals = {{"MAP", "class raster: square cells in a projected grid"}},
        .options = {{.name = "--level",
                     .help = "one row a patch, one a class, or one for the whole map",
                     .default_value = "class",
                     .choices = {"patch", "class", "landscape"}},
                    {.name = "--out", .help = "table (.csv, .json) or -", .required = true},
                    {.name = "--connectivity",
                     .help = "8: cells that meet at a corner are of one patch; 4: only at a side",
                     .default_value = "8",
                     .choices = {"4", "8"}},
                    {.name = "--metrics",
                     .help = "names, comma separated (default: all of the level)"},
                    {.name = "--band", .help = "band with the class codes", .default_value = "1"},
                    {.name = "--edge-depth",
                     .help = "cells between a patch's edge and its core",
                     .default_value = "1"},
                    {.name = "--count-boundary",
                     .help = "te and ed count sides to background and the map's edge, too",
                     .is_flag = true},
                    {.name = "--background",
                     .help = "codes that are no class, comma separated, beside the file's no data"},
                    {.name = "--negative",
                     .help = "what negative codes are",
                     .default_value = "background",
                     .choices = {"background", "class"}},
                    {.name = "--zones",
                     .help =
                         "raster of zone numbers on the same grid: each zone is a landscape of its "
                         "own, patches are cut at its border"},
                    {.name = "--max-classes", .help = "classes there could be, for rpr"}},
        .run = run_patches};
}

}  // namespace borderlens
