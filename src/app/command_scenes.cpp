#include <limits>

#include "app/commands.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

void run_scenes(const Arguments& arguments) {
    const std::vector<Scene> scenes = find_scenes(arguments.texts("PATH"));
    std::vector<std::string> path, id, sensor, level, date, crs, applied, problem, bands, missing;
    std::vector<double> cloud_share, pixel_size_m;
    Index broken = 0;
    for (const Scene& scene : scenes) {
        const bool usable = scene.problem.empty();
        path.push_back(scene.path);
        id.push_back(scene.id);
        sensor.push_back(scene.sensor);
        level.push_back(scene.level);
        date.push_back(scene.date == Date{} ? "" : to_text(scene.date));
        cloud_share.push_back(scene.cloud_share < 0.0 ? no_number : scene.cloud_share);
        applied.push_back(scene.offset_applied ? "true" : "false");
        problem.push_back(scene.problem);
        bands.push_back("");
        for (const Role role : roles_of(scene))
            bands.back() += (bands.back().empty() ? "" : " ") + role_name(role);
        missing.push_back("");
        for (const std::string& file : scene.missing)
            missing.back() += (missing.back().empty() ? "" : " ") + file;
        crs.push_back("");
        pixel_size_m.push_back(no_number);
        broken += usable ? 0 : 1;
        if (!usable) continue;
        const Grid grid = read_scene_header(scene).finest;
        crs.back() = crs_name(grid.crs());
        pixel_size_m.back() = pixel_size_in_metres(grid);
    }
    Table table;
    table.set("path", path);
    table.set("id", id);
    table.set("sensor", sensor);
    table.set("level", level);
    table.set("date", date);
    table.set("cloud_share", cloud_share);
    table.set("crs", crs);
    table.set("pixel_size_m", pixel_size_m);
    table.set("offset_applied", applied);
    table.set("problem", problem);
    table.set("bands", bands);
    table.set("missing", missing);
    write_table(arguments.text("--out"), table, arguments.overwrite());
    log_info("{} scenes, {} with a problem", scenes.size(), broken);
}

}  // namespace

Command scenes_command() {
    return {
        .name = "scenes",
        .summary = "lists satellite scenes: what they are, and what is wrong with them",
        .example = "borderlens scenes S2A_MSIL2A_20180326.SAFE landsat/ items.json",
        .positionals = {{"PATH",
                         "scenes in any mix: .SAFE folders and zips, Landsat folders and MTL "
                         "files, STAC items, collections and catalogs, folders with a "
                         "scene.toml, rasters with roles as band descriptions, folders of these",
                         1, -1}},
        .options = {{.name = "--out",
                     .help = "table to write (.csv, .json); - is standard output",
                     .default_value = "-"}},
        .run = run_scenes};
}

}  // namespace borderlens
