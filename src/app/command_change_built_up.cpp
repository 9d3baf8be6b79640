#include "app/commands.hpp"
#include "base/error.hpp"
#include "io/table_file.hpp"
#include "stages/detect_built_up.hpp"

namespace borderlens {
namespace {

void run_change_built_up(const Arguments& arguments) {
    BuiltUpPairOptions options;
    options.built_up.significance = arguments.number("--significance");
    if (!(options.built_up.significance > 0.0 && options.built_up.significance < 1.0))
        throw input_error("--significance: found {}, expected a number between 0 and 1",
                          options.built_up.significance);
    options.coregistration =
        arguments.text("--coregister") == "off" ? Coregistration::off : Coregistration::on;
    options.max_shift_px = arguments.integer("--max-shift");
    if (options.max_shift_px < 1)
        throw input_error("--max-shift: found {}, expected 1 or more", options.max_shift_px);
    options.overwrite = arguments.overwrite();
    write_document("-",
                   detect_built_up(arguments.text("BEFORE"), arguments.text("AFTER"),
                                   arguments.text("--out"), options),
                   true);
}

}  // namespace

Command change_built_up_command() {
    return {.name = "change built-up",
            .summary = "new built-up area between two scenes, without training",
            .example = "borderlens change built-up scenes/2016 scenes/2021 --out built.tif",
            .positionals = {{.name = "BEFORE", .help = "earlier scene"},
                            {.name = "AFTER", .help = "later scene"}},
            .options = {{.name = "--out",
                         .help = "band 1 probability, band 2 decision (1, 0, 255 no data)",
                         .required = true},
                        {.name = "--significance",
                         .help = "combined p value at which change is decided",
                         .default_value = "0.001"},
                        {.name = "--coregister",
                         .help = "measure and remove a sub-pixel shift",
                         .default_value = "on",
                         .choices = {"on", "off"}},
                        {.name = "--max-shift",
                         .help = "widest shift looked for, in pixels",
                         .default_value = "8"}},
            .run = run_change_built_up};
}

}  // namespace borderlens
