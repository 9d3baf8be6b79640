// Side, signed distance and place along the line of every pixel, tile by tile.
#include <algorithm>
#include <memory>

#include "border/border_field.hpp"
#include "io/raster_file.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {
namespace {

void map_tile(const StudyRun& run, const Grid& grid, const BorderLine& line,
              const std::string& path) {
    BorderField field = border_field(line, grid, run.study.border->zone_km * 1000.0);
    Raster<float> bands(grid, 2);
    std::copy(field.signed_distance_m.values().begin(), field.signed_distance_m.values().end(),
              bands.band_data(0));
    std::copy(field.along_m.values().begin(), field.along_m.values().end(), bands.band_data(1));
    write_raster(path, bands,
                 {.band_descriptions = {"signed_distance_m", "along_m"}, .overwrite = true});
}

}  // namespace

std::vector<Unit> map_sides(const StudyRun& run) {
    if (!run.study.border) return {};
    const StudyGround ground = read_ground(run.folder);
    const auto line = std::make_shared<const BorderLine>(study_border(run.study, ground.grid));
    Fingerprint common;
    describe_border(*run.study.border, common);
    depend_on(common, run.folder, {"grid.json"});
    std::vector<Unit> units;
    for (const Tile& tile : ground.tiles) {
        Unit unit{.name = tile.name, .tile = tile.name, .inputs = common};
        unit.outputs = {sides_path(tile.name)};
        unit.work = [&run, line, grid = ground.grid.crop(tile.window), tile] {
            map_tile(run, grid, *line, run.folder.file(sides_path(tile.name)));
        };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
