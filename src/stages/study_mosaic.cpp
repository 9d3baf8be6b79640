#include "stages/study_mosaic.hpp"

#include "io/raster_file.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {

CodeSource tile_source(const StudyRun& run, const StudyGround& ground,
                       const std::function<std::string(const Tile&)>& path_of,
                       const std::function<Raster<std::int32_t>(
                           const Tile&, const std::string& path, const Window& window)>& read) {
    std::vector<CodeTile> tiles;
    for (const Tile& tile : ground.tiles)
        tiles.push_back({tile.window,
                         {tile.window.rows, tile.window.cols,
                          [tile, path = run.folder.file(path_of(tile)),
                           read](const Window& window) { return read(tile, path, window); }}});
    return mosaic_of(ground.grid.rows(), ground.grid.cols(), std::move(tiles));
}

CodeSource class_source(const StudyRun& run, const StudyGround& ground, const std::string& period) {
    return tile_source(
        run, ground, [&](const Tile& tile) { return layer_path("land_use", period, tile.name); },
        [](const Tile&, const std::string& path, const Window& window) {
            return read_codes(path, 0, window);
        });
}

}  // namespace borderlens
