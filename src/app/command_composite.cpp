#include <algorithm>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/find_scenes.hpp"
#include "stages/scene_fit.hpp"

namespace borderlens {
namespace {

std::vector<Scene> usable_scenes(const Arguments& arguments) {
    std::vector<Scene> scenes = find_scenes(arguments.texts("PATH"));
    const bool skip = arguments.text("--on-bad-scene") == "skip";
    for (const Scene& scene : scenes) {
        if (scene.problem.empty()) continue;
        if (!skip)
            throw input_error("{}; mend or leave it out, or use --on-bad-scene skip",
                              scene.problem);
        log_warning("left out: {}", scene.problem);
    }
    std::erase_if(scenes, [](const Scene& scene) { return !scene.problem.empty(); });
    return scenes;
}

std::vector<Role> roles_named(const std::vector<std::string>& names) {
    std::vector<Role> roles;
    for (const std::string& name : names) {
        const auto role = role_from_name(name);
        if (!role) {
            std::string known;
            for (const auto& one : role_names) known += " " + std::string(one);
            throw input_error("--bands: '{}' is no band role, expected of:{}", name, known);
        }
        roles.push_back(*role);
    }
    return roles;
}

Resampling resampling_named(const std::string& name) {
    return name == "nearest"    ? Resampling::nearest
           : name == "bilinear" ? Resampling::bilinear
                                : Resampling::cubic;
}

void make_composite(const Arguments& arguments, const std::vector<Scene>& scenes,
                    const CompositeOptions& options, const Grid& grid) {
    CompositePlan plan = plan_composite(scenes, options);
    const bool correct = arguments.flag("--correct-shifts");
    const std::string normalise = arguments.text("--normalise");
    if (arguments.has("--shifts") || correct || normalise != "none") {
        const Table table = fit_table(plan, fit_scenes(plan, grid, normalise), grid, correct);
        plan = with_fits(std::move(plan), table, grid);
        if (arguments.has("--shifts"))
            write_table(arguments.text("--shifts"), table, arguments.overwrite());
    }
    write_composite(plan, grid, arguments.text("--out"), arguments.overwrite());
    log_info("{} of {} scenes, {} bands on {}", arguments.text("--method"), plan.scenes.size(),
             plan.roles.size(), grid.describe());
}

/// A file may be damaged in its middle, which shows only when it is read: takes that scene out
/// where bad scenes are to be skipped, and passes the error on where not.
void leave_out_broken(const Arguments& arguments, const SceneError& error,
                      std::vector<Scene>& scenes) {
    const auto broken = std::find_if(scenes.begin(), scenes.end(),
                                     [&](const Scene& scene) { return error.is_of(scene); });
    if (arguments.text("--on-bad-scene") != "skip" || broken == scenes.end() || scenes.size() == 1)
        throw error;
    log_warning("left out, begun again without it: {}", error.what());
    scenes.erase(broken);
}

void run_composite(const Arguments& arguments) {
    CompositeOptions options;
    options.rule = parse_composite_rule(arguments.text("--method"));
    options.roles = roles_named(arguments.list("--bands"));
    options.harmonise = arguments.text("--harmonise");
    options.harmonise_fit = arguments.text("--harmonise-fit");
    options.outlier_sigma = arguments.number("--mask-outliers");
    options.day_of_year = arguments.flag("--day-of-year");
    options.mix_levels = arguments.flag("--mix-levels");
    options.memory_gib = arguments.number("--memory-gib");
    options.read.resampling = resampling_named(arguments.text("--resampling"));
    options.read.use_masks = !arguments.flag("--no-masks");
    options.read.fallback_mask = arguments.flag("--fallback-mask");
    options.read.rules.keep_snow = !arguments.flag("--mask-snow");
    options.read.dilation_m = arguments.number("--dilate-m");
    if (!(options.memory_gib > 0.0) || !(options.read.dilation_m >= 0.0) ||
        !(options.outlier_sigma >= 0.0))
        throw input_error(
            "--memory-gib, --dilate-m and --mask-outliers: expected numbers above zero");
    std::vector<Scene> scenes = usable_scenes(arguments);
    if (scenes.empty()) throw input_error("no usable scene; `borderlens scenes` says why");
    const Grid grid = arguments.has("--grid") ? read_raster_info(arguments.text("--grid")).grid
                                              : default_grid(scenes);
    for (bool made = false; !made;) {
        try {
            make_composite(arguments, scenes, options, grid);
            made = true;
        } catch (const SceneError& error) {
            leave_out_broken(arguments, error, scenes);
        }
    }
}

}  // namespace

Command composite_command() {
    return {
        .name = "composite",
        .summary = "makes one picture of several scenes, with the number of valid looks",
        .example = "borderlens composite scenes/2020-* --method median --out 2020.tif",
        .positionals = {{"PATH", "scenes, as for `borderlens scenes`", 1, -1}},
        .options =
            {{.name = "--method",
              .help = "median, mean, medoid, geomedian, percentile:P or bap[:DAY] (best available "
                      "pixel, nearest to a day of the year and far from clouds)",
              .default_value = "median"},
             {.name = "--out", .help = "raster to write (COG)", .required = true},
             {.name = "--grid",
              .help = "raster whose grid to use; default: the first scene's, or its UTM zone"},
             {.name = "--bands", .help = "roles to keep, e.g. blue,red,nir; default: common ones"},
             {.name = "--resampling",
              .help = "how bands come to the grid",
              .default_value = "bilinear",
              .choices = {"nearest", "bilinear", "cubic"}},
             {.name = "--no-masks", .help = "use every look, cloudy or not", .is_flag = true},
             {.name = "--fallback-mask",
              .help = "a spectral cloud mask for scenes that bring none",
              .is_flag = true},
             {.name = "--mask-snow", .help = "snow is no valid look", .is_flag = true},
             {.name = "--dilate-m",
              .help = "metres by which clouds and shadows grow",
              .default_value = "0"},
             {.name = "--harmonise",
              .help = "auto (to OLI where sensors are mixed), none, or a sensor",
              .default_value = "auto"},
             {.name = "--harmonise-fit",
              .help = "published line to use where there are two",
              .default_value = "ols",
              .choices = {"ols", "rma"}},
             {.name = "--normalise",
              .help = "bring every scene to the scale of the median of all, by pixels that do not "
                      "change",
              .default_value = "none",
              .choices = {"none", "invariant", "irmad"}},
             {.name = "--mask-outliers",
              .help = "mask looks this many robust deviations off their own series; 0 = none",
              .default_value = "0"},
             {.name = "--day-of-year",
              .help = "add a band: the day of the year a pixel stands for",
              .is_flag = true},
             {.name = "--mix-levels",
              .help = "allow top-of-atmosphere together with surface reflectance",
              .is_flag = true},
             {.name = "--on-bad-scene",
              .help = "what to do with a scene that cannot be used",
              .default_value = "stop",
              .choices = {"stop", "skip"}},
             {.name = "--shifts",
              .help = "table of each scene's shift and scale against the median of all (.csv, "
                      ".json)"},
             {.name = "--correct-shifts",
              .help = "take back shifts of more than a tenth of a pixel",
              .is_flag = true},
             {.name = "--memory-gib",
              .help = "memory for the looks in work",
              .default_value = "2"}},
        .run = run_composite};
}

}  // namespace borderlens
