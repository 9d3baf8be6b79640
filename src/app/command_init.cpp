#include <fmt/format.h>

#include <filesystem>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/vector_file.hpp"

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

void run(const Arguments& arguments) {
    const std::string study = arguments.text("STUDY");
    require_writable(study, arguments.overwrite());
    const std::string border = arguments.text("--border");
    const Point middle = middle_of(border);
    const std::vector<double> side_a = arguments.number_list("--side-a-point");
    if (side_a.size() != 2)
        throw input_error("--side-a-point: found '{}', expected LON,LAT such as 80.5,44.2",
                          arguments.text("--side-a-point"));
    std::string years;
    for (const double year : arguments.number_list("--years"))
        years += fmt::format("{}{:.0f}", years.empty() ? "" : ", ", year);
    std::string text = fmt::format(
        "# A borderlens study. Every key is explained in the README; `borderlens check` finds "
        "slips.\n"
        "\n[study]\ntitle = \"{}\"\nnote = \"\"                 # shown on top of the report\n"
        "crs = \"{}\"        # projected in metres; this is the UTM zone of the line's middle\n"
        "pixel_size_m = 10\ntile_px = 512\nseed = 1\n"
        "\n[border]\nline = \"{}\"\n"
        "side_a_lonlat = [{}, {}]   # any place on side a\nname_a = \"side a\"\nname_b = \"side "
        "b\"\n"
        "zone_km = 20              # width of the zone on each side\n"
        "bands_km = [0, 2, 5, 10, 20]\nsegment_km = 10\n"
        "# units = \"counties.gpkg\"  # administrative units, named by units_field\n"
        "note = \"\"                 # where the line comes from, of which date\n"
        "\n[scenes]\npaths = [{}]\non_bad_scene = \"skip\"     # or \"stop\"\n"
        "\n[season]\nyears = [{}]\nfirst = \"04-01\"\nlast = \"10-31\"\n",
        std::filesystem::path(study).stem().string(), crs_name(utm_crs_at(middle.x, middle.y)),
        beside(study, border), side_a[0], side_a[1],
        arguments.has("--scenes") ? "\"" + beside(study, arguments.text("--scenes")) + "\"" : "",
        years);
    if (arguments.has("--labels"))
        text += fmt::format("\n[labels]\npath = \"{}\"\nclass_field = \"class\"\n",
                            beside(study, arguments.text("--labels")));
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
    return {.name = "init",
            .summary = "write a commented study file to start from",
            .example =
                "borderlens init my.toml --border line.geojson --side-a-point 80.5,44.2 "
                "--years 2017,2024 --scenes scenes",
            .positionals = {{"STUDY", "study file to write (.toml)"}},
            .options = {{.name = "--border", .help = "line layer", .required = true},
                        {.name = "--side-a-point",
                         .help = "LON,LAT of a place on side a",
                         .required = true},
                        {.name = "--years", .help = "such as 2017,2020,2024", .required = true},
                        {.name = "--scenes", .help = "folder of scenes"},
                        {.name = "--labels", .help = "polygons with a field 'class'"}},
            .run = run};
}

}  // namespace borderlens
