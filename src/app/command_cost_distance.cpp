#include <filesystem>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "io/files.hpp"
#include "stages/spread_cost.hpp"

namespace borderlens {
namespace {

StepRule step_rule(const Arguments& arguments) {
    StepRule rule;
    const bool walks = arguments.has("--walk"), speeds = arguments.has("--speeds"),
               heights = arguments.has("--dem");
    if (walks && speeds) throw input_error("--walk and --speeds exclude each other: found both");
    if (walks && !heights) throw input_error("--walk needs heights; --dem DEM.tif is missing");
    if (heights && !walks && !speeds)
        throw input_error("--dem needs a use for heights; --walk or --speeds is missing");
    const std::string walk = arguments.text_or("--walk", "");
    const bool curve = arguments.has("--slope-curve");
    if (curve && (!heights || (walks && walk != "curve")))
        throw input_error("--slope-curve needs --dem, and --walk curve or --speeds, to be of use");
    if (walk == "curve" && !curve)
        throw input_error("--walk curve needs a table slope, speed_kmh; --slope-curve is missing");
    rule.curve = read_slope_curve(arguments.text_or("--slope-curve", ""));
    if (arguments.text("--average") == "conductance") {
        if (heights)
            throw input_error(
                "--average conductance is for ground without heights; leave out --dem");
        rule.kind = StepKind::conductance;
        return rule;
    }
    if (speeds && heights) rule.kind = StepKind::slope;
    if (!walks) return rule;
    rule.kind = walk == "langmuir" ? StepKind::langmuir : StepKind::tobler;
    rule.lambda = arguments.number("--lambda");
    const std::vector<double> c = arguments.number_list("--walk-coefficients");
    if (c.size() != 4)
        throw input_error("--walk-coefficients: found {} numbers, expected 4: a,b,c,d", c.size());
    rule.langmuir = {c[0], c[1], c[2], c[3], arguments.number("--slope-factor")};
    return rule;
}

std::vector<double> limits_of(const Arguments& arguments) {
    const std::vector<double> limits = arguments.number_list("--isochrones");
    for (std::size_t i = 0; i < limits.size(); ++i)
        if (!(limits[i] > (i == 0 ? 0.0 : limits[i - 1])))
            throw input_error("--isochrones: found '{}', expected rising numbers such as 4,8,12",
                              arguments.text("--isochrones"));
    return limits;
}

void run_cost_distance(const Arguments& arguments) {
    CostRequest request;
    request.files.cost = arguments.text("COST");
    request.sources = arguments.text("SOURCES");
    request.id_field = arguments.text_or("--id", "");
    request.out = arguments.text("--out");
    request.overwrite = arguments.overwrite();
    require_writable(request.out, request.overwrite);
    if (arguments.has("--paths")) {
        request.targets = arguments.texts("--paths").at(0);
        request.paths = arguments.texts("--paths").at(1);
        require_writable(request.paths, request.overwrite);
    }
    request.options.neighbours = static_cast<int>(arguments.integer("--neighbours"));
    request.options.rule = step_rule(arguments);
    request.options.max_cost = arguments.number_or("--max", unreached);
    request.options.toward_sources = arguments.flag("--toward-sources");
    request.files.speeds = arguments.text_or("--speeds", "");
    request.files.dem = arguments.text_or("--dem", "");
    request.files.roads_level = request.options.rule.kind == StepKind::slope;
    request.files.roads = arguments.list("--roads");
    if (!request.files.roads.empty() && request.files.speeds.empty())
        throw input_error("--roads needs --speeds: roads are hours, COST is in units of its own");
    request.files.speed_field = arguments.text("--speed-field");
    request.files.barrier = arguments.text_or("--barrier", "");
    request.files.crossings = arguments.text_or("--crossings", "");
    request.files.wait_field = arguments.text("--wait-field");
    request.files.snap_m = 1000.0 * arguments.number("--snap-km");
    const double per_hour = arguments.has("--walk") ? 3600.0 : 1.0;
    request.files.cost_per_hour = per_hour;
    request.isochrone_limits = limits_of(arguments);
    request.isochrone_unit = per_hour;
    request.isochrones = arguments.text_or("--isochrones-out", "");
    if (request.isochrone_limits.empty() != request.isochrones.empty())
        throw input_error("--isochrones and --isochrones-out belong together; one is missing");
    if (!request.isochrones.empty()) require_writable(request.isochrones, request.overwrite);
    const Index memory_mb = arguments.integer("--memory");
    if (memory_mb < 100)
        throw input_error("--memory: found {}, expected 100 megabytes or more", memory_mb);
    request.memory_bytes = memory_mb << 20;
    request.scratch_folder = std::filesystem::absolute(request.out).parent_path().string();
    spread_cost(request);
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
             {.name = "--average",
              .help = "what of the cells of a step is averaged: their friction, or their "
                      "conductance 1 / friction (gdistance's mean)",
              .default_value = "friction",
              .choices = {"friction", "conductance"}},
             {.name = "--max", .help = "cells of a larger cost stay no data"},
             {.name = "--walk",
              .help = "seconds on foot: tobler (or the curve of --slope-curve) times friction, or "
                      "langmuir plus lambda * friction",
              .choices = {"tobler", "langmuir", "curve"}},
             {.name = "--dem",
              .help = "elevations [m] on the grid of COST: for --walk, or to slow --speeds on "
                      "slopes, up otherwise than down (not on roads; unknown heights are level)"},
             {.name = "--slope-curve",
              .help = "table slope (climb over distance), speed_kmh, in place of Tobler's: with "
                      "--walk curve as it is, with --speeds over its speed on the level"},
             {.name = "--speeds",
              .help = "table class, speed_kmh: COST holds classes, cost is hours"},
             {.name = "--roads",
              .help = "lines burnt over the ground, as in roads.gpkg,rails.gpkg"},
             {.name = "--speed-field",
              .help = "field of --roads with km/h",
              .default_value = "speed_kmh"},
             {.name = "--barrier", .help = "lines or areas that cannot be crossed"},
             {.name = "--crossings",
              .help = "points, or a table with lon, lat, that open the barrier"},
             {.name = "--wait-field",
              .help = "field of --crossings with the hours (or units of COST) a crossing takes",
              .default_value = "wait_h"},
             {.name = "--snap-km",
              .help = "how far a crossing may lie from the barrier",
              .default_value = "10"},
             {.name = "--isochrones",
              .help = "limits, as in 4,8,12: hours with --speeds or --walk, else units of cost"},
             {.name = "--isochrones-out", .help = "polygons between the limits"},
             {.name = "--memory",
              .help = "megabytes above which the ground is worked on in tiles beside --out",
              .default_value = "4000"},
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
        .run = run_cost_distance};
}

}  // namespace borderlens
