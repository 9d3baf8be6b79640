#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/table.hpp"
#include "io/table_file.hpp"
#include "stages/draw_sample.hpp"

namespace borderlens {
namespace {

/// "0.9" for all strata, or "1:0.8,2:0.95" for some of them.
void set_expected(const std::string& text, SampleOptions& options) {
    for (const std::string& piece : split(text, ',')) {
        const std::size_t colon = piece.find(':');
        double accuracy = 0.0;
        if (!parse_number(colon == std::string::npos ? piece : piece.substr(colon + 1), accuracy))
            throw input_error("--expected: found '{}', expected 0.9 or 1:0.8,2:0.95", piece);
        if (colon == std::string::npos)
            options.expected_accuracy = accuracy;
        else
            options.expected_by_stratum[piece.substr(0, colon)] = accuracy;
    }
}

void run_sample(const Arguments& arguments) {
    SampleOptions options;
    if (arguments.text("--strata") != "classes") options.strata_path = arguments.text("--strata");
    options.half_width = arguments.number("--interval");
    set_expected(arguments.text("--expected"), options);
    options.least = arguments.integer("--least");
    options.seed = static_cast<std::uint64_t>(arguments.integer("--seed"));
    options.overwrite = arguments.overwrite();
    write_document("-", draw_sample(arguments.text("MAP"), arguments.text("--out"), options), true);
}

}  // namespace

Command sample_command() {
    return {.name = "sample",
            .summary = "random points to interpret, as many as the wanted interval asks for",
            .example =
                "borderlens sample classes.tif --strata classes --interval 0.05 --out "
                "points.gpkg",
            .positionals = {{.name = "MAP", .help = "class map to be assessed"}},
            .options = {{.name = "--strata",
                         .help = "classes, or a raster of strata on the map's grid",
                         .default_value = "classes"},
                        {.name = "--interval",
                         .help = "half width of overall accuracy's 95 % interval",
                         .default_value = "0.05"},
                        {.name = "--expected",
                         .help = "accuracy expected, as in 0.9 or by stratum 1:0.8,2:0.95",
                         .default_value = "0.85"},
                        {.name = "--least",
                         .help = "samples a stratum at least",
                         .default_value = "50"},
                        {.name = "--seed", .help = "of the draw", .default_value = "1"},
                        {.name = "--out",
                         .help = "points (.gpkg); NAME_strata.csv and a QGIS form NAME.qml lie "
                                 "beside",
                         .required = true}},
            .run = run_sample};
}

}  // namespace borderlens
