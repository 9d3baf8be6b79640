#include "app/commands.hpp"
#include "base/error.hpp"
#include "lenses/lens.hpp"
#include "stages/see_lens.hpp"
#include "stages/shipped_model.hpp"

namespace borderlens {
namespace {

void run_lens(const Arguments& arguments) {
    LensRun run;
    run.lens = arguments.text("LENS");
    run.scenes = arguments.texts("--scene");
    run.model = arguments.text_or("--model", "");
    run.elevation = arguments.text_or("--elevation", "");
    if (!run.model.empty() && !run.elevation.empty())
        throw input_error("--elevation serves the shipped model, found --model as well; give one");
    run.out = arguments.text("--out");
    run.overwrite = arguments.overwrite();
    see_lens(run);
}

void run_spectral_models(const Arguments& arguments) {
    write_shipped_models(arguments.text("DIR"), arguments.overwrite());
}

}  // namespace

Command lens_command() {
    return {
        .name = "lens",
        .summary = "looks at plain scenes of one or more dates through a lens",
        .example = "borderlens lens photovoltaics --scene 2018-03-26/ 2021-04-01/ --out seen",
        .positionals = {{.name = "LENS", .help = "land_use, built_up or photovoltaics"}},
        .options = {{.name = "--scene",
                     .help = "scenes: products, folders with scene.toml, rasters whose bands are "
                             "described by role",
                     .required = true,
                     .repeatable = true},
                    {.name = "--model",
                     .help = "model of `borderlens train` on bands named by role (default: the "
                             "shipped one, trained on simulated spectra)"},
                    {.name = "--elevation",
                     .help =
                         "raster of heights [m], any grid, for the shipped model: levels the light "
                         "on slopes, speaks against towns, plants, fields and water where it "
                         "is steep"},
                    {.name = "--out", .help = "folder to write to", .required = true}},
        .run = run_lens};
}

Command spectral_models_command() {
    return {.name = "spectral-models",
            .summary =
                "trains the models for scenes without labels from simulated spectra (the "
                "build calls this)",
            .example = "borderlens spectral-models share/borderlens/models",
            .positionals = {{.name = "DIR", .help = "folder to write the models to"}},
            .options = {},
            .run = run_spectral_models};
}

}  // namespace borderlens
