// One composite per tile and period: every scene straight onto the study's grid, masked, then the
// middle of the looks.
#include <algorithm>
#include <memory>

#include "imagery/harmonisation.hpp"
#include "io/mosaic.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "raster/blocks.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace {

// All looks of a block are in memory at once, so the block, not the tile, bounds the memory.
constexpr Index block_px = 256;  // chosen: 30 dates x 10 bands take 79 MB

ReadOptions read_options(const Study& study) {
    ReadOptions options;
    options.resampling = study.scenes.resampling == "cubic"     ? Resampling::cubic
                         : study.scenes.resampling == "nearest" ? Resampling::nearest
                                                                : Resampling::bilinear;
    options.dilation_m = study.scenes.mask_dilation_m;
    return options;
}

void make_tile(const CompositePlan& plan, const Grid& grid, const Window& window,
               const std::string& path) {
    Raster<float> tile(grid.crop(window), static_cast<Index>(plan.roles.size()) + 1, no_data);
    for_each_block(window, block_px, 0, [&](const Block& block) {
        const Raster<float> middle = composite_window(plan, grid, block.core);
        for (Index band = 0; band < middle.bands(); ++band)
            for (Index row = 0; row < block.core.rows; ++row)
                std::copy_n(middle.view(band).row(row), block.core.cols,
                            tile.view(band).row(block.core.row0 - window.row0 + row) +
                                (block.core.col0 - window.col0));
    });
    RasterOptions written{.overwrite = true};
    written.band_descriptions = composite_band_names(plan);
    write_raster(path, tile, written);
}

void write_scene_table(const StudyRun& run) {
    write_table(run.folder.file(table_path("scenes")), scene_table(run.study, run.scenes()), true);
}

}  // namespace

CompositeOptions composite_options(const Study& study, const std::vector<Scene>& scenes,
                                   const std::vector<Role>& roles) {
    CompositeOptions options;
    options.rule = parse_composite_rule(study.composites.method);
    options.read = read_options(study);
    options.roles = roles;
    // All periods on one scale, also those that one sensor alone has seen: else a change of sensor
    // would pass for a change of the ground.
    options.harmonise = study.scenes.harmonise && sensors_are_mixed(scenes) ? "landsat-8" : "none";
    return options;
}

std::vector<Unit> list_scenes(const StudyRun& run) {
    if (run.study.scenes.paths.empty()) return {};
    Unit unit{.name = "all"};
    for (const Scene& scene : run.scenes()) {
        unit.inputs.add(scene.path).add(scene.problem);
        if (scene.problem.empty()) describe_scene(scene, unit.inputs);
    }
    unit.outputs = {table_path("scenes")};
    unit.work = [&run] { write_scene_table(run); };
    return {unit};
}

std::vector<Unit> make_composites(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    const std::vector<Scene>& scenes = run.scenes();
    std::vector<Scene> usable = scenes;
    std::erase_if(usable, [](const Scene& scene) { return !scene.problem.empty(); });
    const std::vector<Role> roles = common_roles(study, scenes);
    std::vector<Unit> units;
    for (const Period& period : study.periods) {
        const std::vector<Scene> chosen = scenes_of(scenes, period);
        if (chosen.empty()) continue;
        const CompositeOptions options = composite_options(study, usable, roles);
        const auto plan = std::make_shared<const CompositePlan>(plan_composite(chosen, options));
        Fingerprint common;
        depend_on(common, run.folder, {"grid.json"});
        for (const Scene& scene : plan->scenes) describe_scene(scene, common);
        for (const Role role : roles) common.add(role_name(role));
        common.add(study.composites.method).add(study.scenes.resampling);
        common.add(study.scenes.mask_dilation_m).add(options.harmonise);
        for (const Tile& tile : ground.tiles) {
            Unit unit{.name = tile.name + "/" + period.name,
                      .tile = tile.name,
                      .period = period.name,
                      .inputs = common};
            const std::string output = composite_path(period.name, tile.name);
            unit.outputs = {output};
            unit.work = [&run, plan, grid = ground.grid, window = tile.window, output] {
                make_tile(*plan, grid, window, run.folder.file(output));
            };
            units.push_back(std::move(unit));
        }
    }
    return units;
}

std::vector<Unit> join_composites(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    std::vector<Unit> units;
    for (const StudyPeriod& period : composite_periods(run)) {
        Unit unit{.name = period.name, .period = period.name};
        depend_on(unit.inputs, run.folder, period.composites);
        unit.outputs = {composite_mosaic_path(period.name)};
        unit.work = [&run, period] {
            std::vector<std::string> tiles;
            for (const std::string& path : period.composites)
                tiles.push_back(run.folder.file(path));
            write_mosaic(run.folder.file(composite_mosaic_path(period.name)), tiles);
        };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
