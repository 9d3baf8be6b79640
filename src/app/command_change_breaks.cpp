#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "change/break_table.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/detect_breaks.hpp"
#include "stages/find_scenes.hpp"
#include "stages/measure_transitions.hpp"

namespace borderlens {
namespace {

BreakOptions break_options(const Arguments& arguments) {
    BreakOptions options;
    options.change_probability = arguments.number("--probability");
    options.peek = arguments.integer("--peek");
    if (!(options.change_probability > 0.0 && options.change_probability < 1.0))
        throw input_error("--probability: found {}, expected a number between 0 and 1",
                          options.change_probability);
    if (options.peek < 2 || options.peek > 12)
        throw input_error("--peek: found {}, expected 2 to 12", options.peek);
    return options;
}

bool is_table(const std::string& path) {
    for (const char* ending : {".csv", ".tsv", ".txt"})
        if (path.ends_with(ending)) return true;
    return false;
}

void run_table(const Arguments& arguments, const std::string& path) {
    const std::string qa = arguments.text("--qa");
    const QualityCode code = qa == "qa_pixel" ? QualityCode::qa_pixel
                             : qa == "bqa"    ? QualityCode::bqa
                                              : QualityCode::cfmask;
    const BreakOptions options = break_options(arguments);
    Document document;
    try {
        const QualifiedSeries series =
            series_of(read_table(path), code, arguments.number_or("--scale", 0.0));
        document = document_of(segments_of(series, options), series.all.bands);
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

void run_rasters(const Arguments& arguments) {
    if (arguments.text("--out") == "-")
        throw input_error("--out: expected a raster to write, as in breaks.tif");
    std::vector<Scene> scenes = find_scenes(arguments.texts("OBSERVATIONS"));
    for (const Scene& scene : scenes)
        if (!scene.problem.empty()) log_warning("left out: {}", scene.problem);
    std::erase_if(scenes, [](const Scene& scene) { return !scene.problem.empty(); });
    CompositeOptions composite;
    composite.read.fallback_mask = arguments.flag("--fallback-mask");
    const CompositePlan plan = plan_composite(scenes, composite);
    BreakMapRequest request;
    request.detection = break_options(arguments);
    request.memory_gib = arguments.number("--memory-gib");
    if (!(request.memory_gib > 0.0))
        throw input_error("--memory-gib: found {}, expected a number above 0", request.memory_gib);
    request.classes = arguments.list("--classes");
    if (!request.classes.empty())
        request.class_years = years_of_maps(request.classes, arguments.number_list("--years"));
    request.overwrite = arguments.overwrite();
    const Grid grid = !request.classes.empty()  ? read_raster_info(request.classes[0]).grid
                      : arguments.has("--grid") ? read_raster_info(arguments.text("--grid")).grid
                                                : default_grid(plan.scenes);
    write_document("-", map_breaks(plan, grid, arguments.text("--out"), request), true);
}

void run_change_breaks(const Arguments& arguments) {
    const std::vector<std::string>& paths = arguments.texts("OBSERVATIONS");
    if (paths.size() == 1 && is_table(paths[0]))
        run_table(arguments, paths[0]);
    else
        run_rasters(arguments);
}

}  // namespace

Command change_breaks_command() {
    return {
        .name = "change breaks",
        .summary = "break dates of one pixel's history, or of every pixel of a stack (CCDC)",
        .example = "borderlens change breaks observations.csv --out breaks.json",
        .positionals = {{.name = "OBSERVATIONS",
                         .help = "a table: day (or date), one column a band, qa; or scenes and "
                                 "dated rasters",
                         .at_least = 1,
                         .at_most = -1}},
        .options =
            {{.name = "--qa",
              .help = "what the qa column of a table holds",
              .default_value = "cfmask",
              .choices = {"cfmask", "qa_pixel", "bqa"}},
             {.name = "--probability",
              .help = "chi-square probability a changed observation exceeds",
              .default_value = "0.99"},
             {.name = "--peek",
              .help = "observations in a row that confirm a change",
              .default_value = "6"},
             {.name = "--scale",
              .help = "of a table: value x scale = reflectance x 10000 (default: by the "
                      "values)"},
             {.name = "--classes",
              .help = "class maps of several years: bands from and to, as in "
                      "k2013.tif,k2017.tif"},
             {.name = "--years", .help = "of --classes, one a map; default: from the file names"},
             {.name = "--grid",
              .help = "raster whose grid to use (default: that of --classes, else of "
                      "the scenes)"},
             {.name = "--fallback-mask",
              .help = "a spectral cloud mask for scenes that bring none",
              .is_flag = true},
             {.name = "--memory-gib", .help = "memory for the looks in work", .default_value = "1"},
             {.name = "--out",
              .help = "of a table: JSON file, or - for standard output; of a stack: "
                      "raster of first_change_year, last_change_year, magnitude, "
                      "breaks, observations (from, to)",
              .default_value = "-"}},
        .run = run_change_breaks};
}

}  // namespace borderlens
