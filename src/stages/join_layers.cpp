// Tiles are made for machines; people open one file a layer: virtual rasters over the tiles.
#include "io/mosaic.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

/// A virtual raster names its tiles and what they share; it is remade when they are.
Unit joined(const StudyRun& run, const std::string& mosaic, const std::vector<std::string>& tiles) {
    Unit unit{.name = mosaic, .outputs = {mosaic}};
    depend_on(unit.inputs, run.folder, tiles);
    unit.work = [&run, mosaic, tiles] {
        std::vector<std::string> paths;
        for (const std::string& tile : tiles) paths.push_back(run.folder.file(tile));
        write_mosaic(run.folder.file(mosaic), paths);
    };
    return unit;
}

}  // namespace

std::vector<Unit> join_layers(const StudyRun& run) {
    if (!run.study.border) return {};
    const StudyGround ground = read_ground(run.folder);
    const auto of_tiles = [&](const auto& path_of) {
        std::vector<std::string> paths;
        for (const Tile& tile : ground.tiles) paths.push_back(path_of(tile.name));
        return paths;
    };
    std::vector<Unit> units = {joined(run, sides_mosaic_path(), of_tiles(sides_path))};
    if (run.study.scenes.paths.empty()) return units;
    const std::vector<StudyPeriod> periods = composite_periods(run);
    for (const Lens* lens : lenses_in_use(run))
        for (const StudyPeriod& period : periods) {
            units.push_back(joined(run, layer_mosaic_path(lens->name, period.name),
                                   of_tiles([&](const std::string& tile) {
                                       return layer_path(lens->name, period.name, tile);
                                   })));
            units.push_back(joined(run, probability_mosaic_path(lens->name, period.name),
                                   of_tiles([&](const std::string& tile) {
                                       return probability_path(lens->name, period.name, tile);
                                   })));
        }
    if (periods.size() > 1)
        units.push_back(joined(run, change_mosaic_path(), of_tiles(change_path)));
    return units;
}

}  // namespace borderlens
