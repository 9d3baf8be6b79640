#include "app/commands.hpp"
#include "base/error.hpp"
#include "io/table_file.hpp"
#include "stages/detect_pair.hpp"

namespace borderlens {
namespace {

void run_change_pair(const Arguments& arguments) {
    PairOptions options;
    const std::string method = arguments.text("--method");
    options.method = method == "mad"   ? PairMethod::mad
                     : method == "cva" ? PairMethod::cva
                                       : PairMethod::irmad;
    options.irmad.iterations = arguments.integer("--iterations");
    options.irmad.tolerance = arguments.number("--tolerance");
    if (!(options.irmad.tolerance >= 0.0))
        throw input_error("--tolerance: found {}, expected 0 or more", options.irmad.tolerance);
    options.irmad.least_mean_weight = arguments.number("--least-mean-weight");
    options.irmad.sample_px = arguments.integer("--sample-px");
    if (options.irmad.sample_px < 1000)
        throw input_error("--sample-px: found {}, expected 1000 or more", options.irmad.sample_px);
    const std::string coregister = arguments.text("--coregister");
    options.coregistration = coregister == "on"    ? Coregistration::on
                             : coregister == "off" ? Coregistration::off
                                                   : Coregistration::automatic;
    options.max_shift_px = arguments.integer("--max-shift");
    if (options.max_shift_px < 1)
        throw input_error("--max-shift: found {}, expected 1 or more", options.max_shift_px);
    options.shift_tolerance_px = arguments.integer("--shift-tolerance");
    if (options.shift_tolerance_px < 0 || options.shift_tolerance_px > 4)
        throw input_error("--shift-tolerance: found {}, expected 0 to 4 pixels",
                          options.shift_tolerance_px);
    for (const double band : arguments.number_list("--bands")) {
        if (band < 1.0 || band != static_cast<double>(static_cast<Index>(band)))
            throw input_error("--bands: found {}, expected band numbers from 1 on", band);
        options.bands.push_back(static_cast<Index>(band) - 1);
    }
    options.overwrite = arguments.overwrite();
    const Document answer = detect_pair(arguments.text("BEFORE"), arguments.text("AFTER"),
                                        arguments.text("--out"), options);
    write_document("-", answer, true);
}

}  // namespace

Command change_pair_command() {
    return {
        .name = "change pair",
        .summary = "change between two images: IR-MAD, MAD or change vectors",
        .example = "borderlens change pair 2016.tif 2021.tif --method irmad --out change.tif",
        .positionals = {{.name = "BEFORE", .help = "earlier image: multi-band raster or scene"},
                        {.name = "AFTER", .help = "later image: multi-band raster or scene"}},
        .options =
            {{.name = "--method",
              .help = "irmad, mad (one pass) or cva (normalised differences)",
              .default_value = "irmad",
              .choices = {"irmad", "mad", "cva"}},
             {.name = "--out", .help = "chi_square, probability, variates", .required = true},
             {.name = "--iterations", .help = "IR-MAD iterations at most", .default_value = "50"},
             {.name = "--tolerance",
              .help = "stop when no canonical correlation moves more",
              .default_value = "0.001"},
             {.name = "--least-mean-weight",
              .help = "stop before the mean no-change weight falls below it",
              .default_value = "0.05"},
             {.name = "--sample-px",
              .help = "iterate on about this many pixels",
              .default_value = "2000000"},
             {.name = "--bands", .help = "bands of both files, as in 1,2,3 (default: all)"},
             {.name = "--coregister",
              .help = "measure and remove a sub-pixel shift; auto: if the grids differ",
              .default_value = "auto",
              .choices = {"auto", "on", "off"}},
             {.name = "--max-shift",
              .help = "widest shift looked for, in pixels",
              .default_value = "8"},
             {.name = "--shift-tolerance",
              .help = "change that a shift of this many pixels explains is none (chi_square and "
                      "probability; variates stay)",
              .default_value = "0"}},
        .run = run_change_pair};
}

}  // namespace borderlens
