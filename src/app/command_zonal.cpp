#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/zonal_table.hpp"

namespace borderlens {
namespace {

void run_zonal(const Arguments& arguments) {
    const std::string out = arguments.text("--out");
    if (out != "-") require_writable(out, arguments.overwrite());
    ZonalRequest request;
    request.values = arguments.text("VALUES");
    request.zones = arguments.text("ZONES");
    request.layer = arguments.text_or("--layer", "");
    request.weights = arguments.text_or("--weights", "");
    request.statistics = arguments.text_or(
        "--stats", request.weights.empty()
                       ? "count,sum,mean,min,max,stdev"
                       : "count,sum,mean,min,max,stdev,weighted_sum,weighted_mean");
    request.id_field = arguments.text_or("--id", "");
    request.fields = arguments.list("--fields");
    request.coverage_threshold = arguments.number("--coverage-threshold");
    if (request.coverage_threshold < 0.0 || request.coverage_threshold >= 1.0)
        throw input_error("--coverage-threshold: found {}, expected 0 to below 1",
                          request.coverage_threshold);
    request.weigh_by_coverage = arguments.text("--coverage-weight") == "fraction";
    const Table table = zonal_table(request);
    log_info("{}: {} zones measured on {}", request.zones, table.rows(), request.values);
    write_table(out, table, arguments.overwrite());
}

}  // namespace

Command zonal_command() {
    return {
        .name = "zonal",
        .summary = "statistics of a raster under polygons, each cell with its exact covered part",
        .example =
            "borderlens zonal ndvi.tif districts.gpkg --id name --stats "
            "mean,median,quantile(0.9) --out ndvi.csv",
        .positionals = {{"VALUES", "raster of values or classes"},
                        {"ZONES", "polygons of any coordinate reference system"}},
        .options =
            {{.name = "--out", .help = "table (.csv, .json) or -", .required = true},
             {.name = "--id",
              .help = "field that names the zones (default: id, fid or row number)"},
             {.name = "--fields", .help = "further fields to copy, comma separated"},
             {.name = "--layer", .help = "layer of ZONES (default: the first one)"},
             {.name = "--stats",
              .help = "comma separated: count, sum, mean, min, max, variance, stdev, cv, median, "
                      "mode, minority, variety, frac, quantile(p), weighted_count, weighted_sum, "
                      "weighted_mean, weighted_variance, weighted_stdev, weighted_frac (default: "
                      "count,sum,mean,min,max,stdev)"},
             {.name = "--weights",
              .help =
                  "raster of weights; of another resolution: cells are those of the finer one "
                  "where one raster parts the other evenly, else weights are averaged by overlap"},
             {.name = "--coverage-threshold",
              .help = "leave out cells of which no more than this fraction is covered",
              .default_value = "0"},
             {.name = "--coverage-weight",
              .help = "what a cell counts: the covered fraction, or whole (none)",
              .default_value = "fraction",
              .choices = {"fraction", "none"}}},
        .run = run_zonal};
}

}  // namespace borderlens
