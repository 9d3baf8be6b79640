#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <limits>
#include <set>

#include "app/commands.hpp"
#include "app/label_hints.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

/// A path as the study file writes it: relative to the study's folder.
std::string beside(const std::string& study, const std::string& path) {
    if (path.empty()) return "";
    return std::filesystem::relative(path, std::filesystem::absolute(study).parent_path()).string();
}

/// Middle of all vertices of a layer, longitude and latitude: enough to choose a UTM zone.
Point middle_of(const std::string& border) {
    const VectorLayer layer = read_vector(border, "", lonlat_crs());
    double x = 0.0, y = 0.0, count = 0.0;
    for (const Geometry& geometry : layer.geometries)
        for (const Polyline& line : geometry.lines)
            for (const Point& point : line) {
                x += point.x;
                y += point.y;
                count += 1.0;
            }
    if (count == 0.0) throw input_error("{}: found no line; a border is a line layer", border);
    return {x / count, y / count};
}

/// The study's table of labels, from what their file says.
std::string labels_section(const std::string& study, const std::string& path,
                           const LabelHints& hints) {
    std::string text = fmt::format("\n[labels]\npath = \"{}\"\n", beside(study, path));
    if (hints.class_field.empty()) return text;
    text += fmt::format("class_field = \"{}\"\n", hints.class_field);
    if (!hints.name_field.empty())
        text += fmt::format("name_field = \"{}\"      # names the numbers of the classes\n",
                            hints.name_field);
    if (hints.has_years) text += "year_field = \"year\"      # a label serves its year first\n";
    return text;
}

/// What the scenes themselves say about a study of them.
struct SceneHints {
    double pixel_size_m = 10.0;
    const char* first = "04-01";  ///< the growing season of the middle latitudes
    const char* last = "10-31";
    double zone_km = 20.0;  ///< no wider than the scenes reach
};

SceneHints hints_of(const std::string& folder, const std::vector<double>& years) {
    SceneHints hints;
    double finest = std::numeric_limits<double>::infinity(), reach_km = 0.0;
    std::set<double> seen, in_season;
    for (const Scene& scene : find_scenes({folder})) {
        if (!scene.problem.empty()) {
            log_warning("{}: {}", scene.path, scene.problem);
            continue;
        }
        const Grid grid = default_grid(scene);
        const double pixel_m = pixel_size_in_metres(grid);
        finest = std::min(finest, pixel_m);
        const double longest_px = static_cast<double>(std::max(grid.rows(), grid.cols()));
        reach_km = std::max(reach_km, 0.5 * longest_px * pixel_m / 1000.0);
        seen.insert(scene.date.year);
        if (scene.date.month >= 4 && scene.date.month <= 10) in_season.insert(scene.date.year);
    }
    for (const double year : years) {
        if (seen.count(year) == 0)
            log_warning("{}: holds no scene of {}", folder, year);
        else if (in_season.count(year) == 0)
            hints.first = "01-01", hints.last = "12-31";
    }
    if (std::isfinite(finest)) hints.pixel_size_m = std::round(finest * 100.0) / 100.0;
    if (reach_km > 0.0) hints.zone_km = std::clamp(std::ceil(reach_km), 1.0, hints.zone_km);
    return hints;
}

/// One thing `init` has to know: an option, or a question to the person at the terminal.
struct SetupQuestion {
    const char* option;
    const char* text;
    bool needed;
};
constexpr SetupQuestion questions[] = {
    {"--border", "Border, a line layer (GeoJSON, GeoPackage, shapefile)", true},
    {"--side-a-point", "Longitude,latitude of any place on side a, such as 80.5,44.2", true},
    {"--years", "Years to compare, such as 2017,2020,2024", true},
    {"--scenes", "Folder of scenes (empty: say later)", false},
    {"--labels", "Label polygons or a map of classes (empty: none, a shipped model is used)",
     false},
};

/// Answers by option name: given on the command line, else asked for where a person sits there.
Arguments answered(const Arguments& arguments) {
    const bool can_ask = isatty(STDIN_FILENO) != 0;
    Arguments::Values values;
    std::string missing;
    for (const char* kept : {"STUDY", "--border", "--side-a-point", "--years", "--scenes",
                             "--labels", "--class-field"})
        if (arguments.has(kept)) values[kept] = {arguments.text(kept)};
    if (arguments.overwrite()) values["--overwrite"] = {};
    // Where nothing is missing nothing is asked: scripts go through without a word.
    bool all_needed = true;
    for (const SetupQuestion& one : questions)
        all_needed = all_needed && (!one.needed || arguments.has(one.option));
    for (const SetupQuestion& one : questions) {
        if (all_needed || arguments.has(one.option)) continue;
        if (!can_ask) {
            if (one.needed) missing += std::string(missing.empty() ? "" : ", ") + one.option;
            continue;
        }
        std::string answer;
        do {
            std::fputs(fmt::format("{}: ", one.text).c_str(), stderr);
            if (!std::getline(std::cin, answer))
                throw input_error("{}: no answer was given", one.option);
        } while (answer.empty() && one.needed);
        if (!answer.empty()) values[one.option] = {answer};
    }
    if (!missing.empty())
        throw input_error("init: {} missing; give it, or run init on a terminal, which asks",
                          missing);
    return Arguments(std::move(values));
}

void run_init(const Arguments& given) {
    const std::string study = given.text("STUDY");
    require_writable(study, given.overwrite());
    const Arguments arguments = answered(given);
    const std::string border = arguments.text("--border");
    const Point middle = middle_of(border);
    const std::vector<double> side_a = arguments.number_list("--side-a-point");
    if (side_a.size() != 2)
        throw input_error("--side-a-point: found '{}', expected LON,LAT such as 80.5,44.2",
                          arguments.text("--side-a-point"));
    const SceneHints hints = arguments.has("--scenes") ? hints_of(arguments.text("--scenes"),
                                                                  arguments.number_list("--years"))
                                                       : SceneHints();
    const std::string crs = utm_crs_at(middle.x, middle.y);
    std::string years;
    for (const double year : arguments.number_list("--years"))
        years += fmt::format("{}{:.0f}", years.empty() ? "" : ", ", year);
    std::string text = fmt::format(
        "# A borderlens study. Every key is explained in the README; `borderlens check` finds "
        "slips.\n"
        "\n[study]\ntitle = \"{}\"\nnote = \"\"                 # shown on top of the report\n"
        "crs = \"{}\"        # projected in metres; this is the UTM zone of the line's middle\n"
        "pixel_size_m = {}\ntile_px = 512\nseed = 1\n"
        "\n[border]\nline = \"{}\"\n"
        "side_a_lonlat = [{}, {}]   # any place on side a\nname_a = \"side a\"\nname_b = \"side "
        "b\"\n"
        "zone_km = {}              # width of the zone on each side\n"
        "bands_km = [0, {}, {}, {}, {}]\nsegment_km = {}\n"
        "# units = \"counties.gpkg\"  # administrative units, named by units_field\n"
        "note = \"\"                 # where the line comes from, of which date\n"
        "\n[scenes]\npaths = [{}]\non_bad_scene = \"skip\"     # or \"stop\"\n"
        "\n[season]\nyears = [{}]\n"
        "first = \"{}\"         # scenes outside these days are left out\nlast = \"{}\"\n",
        std::filesystem::path(study).stem().string(), crs_name(crs), hints.pixel_size_m,
        beside(study, border), side_a[0], side_a[1], hints.zone_km, hints.zone_km / 10.0,
        hints.zone_km / 4.0, hints.zone_km / 2.0, hints.zone_km, hints.zone_km / 2.0,
        arguments.has("--scenes") ? "\"" + beside(study, arguments.text("--scenes")) + "\"" : "",
        years, hints.first, hints.last);
    if (arguments.has("--labels"))
        text += labels_section(
            study, arguments.text("--labels"),
            look_into_labels(arguments.text("--labels"), arguments.text_or("--class-field", ""),
                             {border, crs, hints.zone_km}));
    text +=
        "\n[comparison]\ncell_km = 0.5            # stretches of border that are resampled\n"
        "# event_year = 2014       # before against after, side against side\n"
        "# donut_km = 0.1          # no man's land, left out of the border effect\n"
        "\n# [towns]                # what towns specialise in; clusters of built-up ground, or:\n"
        "# polygons = \"towns.gpkg\"\n# field = \"name\"\n"
        "\n# [[layers]]             # a raster of your own, measured like NDVI\n"
        "# name = \"night_lights\"\n# path = \"lights_{period}.tif\"\n# unit = \"nW/cm2/sr\"\n";
    write_text(study, text, arguments.overwrite());
    log_info("written: {}; look it through, then: borderlens check {}", study, study);
}

}  // namespace

Command init_command() {
    return {
        .name = "init",
        .summary = "write a commented study file to start from",
        .example =
            "borderlens init my.toml --border line.geojson --side-a-point 80.5,44.2 "
            "--years 2017,2024 --scenes scenes",
        .positionals = {{"STUDY", "study file to write (.toml)"}},
        .options = {{.name = "--border", .help = "line layer (asked for if left out)"},
                    {.name = "--side-a-point",
                     .help = "LON,LAT of a place on side a (asked for if left out)"},
                    {.name = "--years", .help = "such as 2017,2020,2024 (asked for if left out)"},
                    {.name = "--scenes", .help = "folder of scenes"},
                    {.name = "--labels", .help = "label polygons or points, or a map of classes"},
                    {.name = "--class-field",
                     .help = "field of the labels' classes (default: class, the field of known "
                             "classes, or the only one of texts)"}},
        .run = run_init};
}

}  // namespace borderlens
