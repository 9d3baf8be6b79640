#include "stages/study_mosaic.hpp"

#include "io/raster_file.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {

CodeSource class_source(const StudyRun& run, const StudyGround& ground, const std::string& period) {
    std::vector<CodeTile> tiles;
    for (const Tile& tile : ground.tiles) {
        const std::string path = run.folder.file(layer_path("land_use", period, tile.name));
        tiles.push_back({tile.window,
                         {tile.window.rows, tile.window.cols,
                          [path](const Window& window) { return read_codes(path, 0, window); }}});
    }
    return mosaic_of(ground.grid.rows(), ground.grid.cols(), std::move(tiles));
}

}  // namespace borderlens
