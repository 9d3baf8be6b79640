#include <cmath>
#include <limits>
#include <optional>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "network/cost_surface.hpp"
#include "stages/cost_inputs.hpp"

namespace borderlens {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

StepRule step_rule(const Arguments& arguments) {
    StepRule rule;
    if (!arguments.has("--walk")) return rule;
    rule.kind = arguments.text("--walk") == "tobler" ? StepKind::tobler : StepKind::langmuir;
    rule.lambda = arguments.number("--lambda");
    const std::vector<double> c = arguments.number_list("--walk-coefficients");
    if (c.size() != 4)
        throw input_error("--walk-coefficients: found {} numbers, expected 4: a,b,c,d", c.size());
    rule.langmuir = {c[0], c[1], c[2], c[3], arguments.number("--slope-factor")};
    return rule;
}

void write_surface(const CostSurface& surface, const std::string& path, bool overwrite) {
    Raster<double> result(surface.grid(), 2, undefined);
    const std::vector<std::int32_t> allocation = surface.allocation();
    for (Index row = 0; row < result.rows(); ++row)
        for (Index col = 0; col < result.cols(); ++col) {
            result(0, row, col) = surface.cost(row, col);
            const std::int32_t source =
                allocation[static_cast<std::size_t>(row * result.cols() + col)];
            if (source != 0) result(1, row, col) = source;
        }
    RasterOptions options;
    options.band_descriptions = {"cost", "allocation"};
    options.overwrite = overwrite;
    write_raster(path, result, options);
}

void write_paths(const CostSurface& surface, const std::string& targets_path,
                 const std::string& paths_path, bool overwrite) {
    const Grid& grid = surface.grid();
    const VectorLayer targets = read_vector(targets_path, "", grid.crs());
    VectorLayer paths;
    paths.name = "paths";
    paths.crs = grid.crs();
    std::vector<double> numbers, costs, lengths, sources;
    std::vector<Index> rows;
    Index missed = 0;
    for (std::size_t i = 0; i < targets.geometries.size(); ++i)
        for (const Point& point : targets.geometries[i].points) {
            const Point px = grid.to_px(point);
            const CostPath path = surface.path_to(static_cast<Index>(std::floor(px.y)),
                                                  static_cast<Index>(std::floor(px.x)));
            const bool reached = !path.line.empty();
            missed += reached ? 0 : 1;
            Geometry line;
            if (path.line.size() > 1) line.lines.push_back(path.line);
            paths.geometries.push_back(std::move(line));
            rows.push_back(static_cast<Index>(i));
            numbers.push_back(static_cast<double>(i + 1));
            costs.push_back(reached ? path.cost : undefined);
            lengths.push_back(reached ? path.length_m : undefined);
            sources.push_back(reached ? path.source : undefined);
        }
    if (rows.empty()) throw input_error("{}: holds no points to lead paths to", targets_path);
    if (missed > 0)
        log_warning("{} of {} targets cannot be reached; their paths are empty", missed,
                    rows.size());
    paths.attributes = targets.attributes.select(rows);
    paths.attributes.set("target", std::move(numbers));
    paths.attributes.set("source", std::move(sources));
    paths.attributes.set("cost", std::move(costs));
    paths.attributes.set("length_m", std::move(lengths));
    write_vector(paths_path, {paths}, overwrite);
}

void run(const Arguments& arguments) {
    const std::string& cost_path = arguments.text("COST");
    const std::string& out = arguments.text("--out");
    require_writable(out, arguments.overwrite());
    if (arguments.has("--paths"))
        require_writable(arguments.texts("--paths").at(1), arguments.overwrite());
    CostOptions options;
    options.neighbours = static_cast<int>(arguments.integer("--neighbours"));
    options.rule = step_rule(arguments);
    options.max_cost = arguments.number_or("--max", unreached);
    options.toward_sources = arguments.flag("--toward-sources");
    const bool walks = options.rule.kind != StepKind::friction;
    if (walks != arguments.has("--dem"))
        throw input_error("--walk and --dem belong together; {} is missing",
                          walks ? "--dem DEM.tif" : "--walk tobler|langmuir");

    const RasterInfo info = read_raster_info(cost_path);
    options.metres_per_unit = require_plane(cost_path, info.grid);
    // Plain cost is counted in the grid's own units, walking in metres and seconds.
    if (!walks) options.metres_per_unit = 1.0;
    const Raster<double> friction = read_doubles(cost_path, {0});
    std::optional<Raster<double>> elevation;
    if (walks) {
        const std::string& dem = arguments.text("--dem");
        require_same_grid(dem, read_raster_info(dem).grid, cost_path, info.grid);
        elevation = Raster<double>(info.grid, 1, read_doubles(dem, {0}).values());
    }
    const std::vector<SourceCell> sources =
        read_sources(arguments.text("SOURCES"), info.grid, arguments.text_or("--id", ""));
    std::optional<CostSurface> surface;
    try {
        surface.emplace(friction, elevation ? &*elevation : nullptr, sources, options);
    } catch (const Error& error) {
        throw error.with_context(cost_path);
    }
    if (surface->lost_sources() > 0)
        log_warning("{} of {} source cells lie on no data and serve nothing",
                    surface->lost_sources(), sources.size());
    write_surface(*surface, out, arguments.overwrite());
    if (arguments.has("--paths")) {
        const std::vector<std::string>& names = arguments.texts("--paths");
        write_paths(*surface, names.at(0), names.at(1), arguments.overwrite());
    }
}

}  // namespace

Command cost_distance_command() {
    return {
        .name = "cost-distance",
        .summary = "accumulated cost from sources over a friction surface, allocation and paths",
        .example =
            "borderlens cost-distance friction.tif gates.gpkg --neighbours 16 --out d.tif "
            "--paths cities.gpkg paths.gpkg",
        .positionals = {{"COST", "friction per unit of distance, 0 or more; no data is a barrier"},
                        {"SOURCES", "raster (nonzero, valid cells) or vector file"}},
        .options =
            {{.name = "--out", .help = "band 1 cost, band 2 allocation", .required = true},
             {.name = "--neighbours",
              .help = "moves to this many neighbours; 16 adds knight moves",
              .default_value = "8",
              .choices = {"4", "8", "16"}},
             {.name = "--max", .help = "cells of a larger cost stay no data"},
             {.name = "--walk",
              .help = "seconds on foot: tobler times friction, or langmuir plus lambda * friction",
              .choices = {"tobler", "langmuir"}},
             {.name = "--dem", .help = "elevations [m] on the grid of COST, for --walk"},
             {.name = "--walk-coefficients",
              .help = "langmuir's a,b,c,d: s per m level, climb, gentle and steep descent",
              .default_value = "0.72,6.0,1.9998,-1.9998"},
             {.name = "--slope-factor",
              .help = "langmuir: slope below which a descent is steep",
              .default_value = "-0.2125"},
             {.name = "--lambda",
              .help = "langmuir: weight of the friction cost",
              .default_value = "1"},
             {.name = "--toward-sources",
              .help = "walk from each cell to a source instead of away from it",
              .is_flag = true},
             {.name = "--id", .help = "numeric field of SOURCES that names them in band 2"},
             {.name = "--paths",
              .help = "least-cost paths to the points of the first file, as lines in the second",
              .value_count = 2}},
        .run = run};
}

}  // namespace borderlens
