#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "io/tile_store.hpp"
#include "raster/code_mosaic.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// Maps of whole numbers on the tiles of a run, made once and read many times: plainly, in memory
/// where they are small, else in a file without a name that goes with the process. T holds all
/// codes; 0 stands for background. What passes over a study in strips would unpack each tile of its
/// layers again and again.
template <typename T>
class StoredMaps {
  public:
    /// The file lies beside `path`, whose folder is there.
    StoredMaps(const StudyGround& ground, Index maps, const std::string& path);

    /// All maps of a window of a tile, the window counted from the tile's corner.
    using Make = std::function<std::vector<Raster<std::int32_t>>(const Tile&, const Window&)>;
    /// Makes every tile, in strips on several threads.
    void fill(const Make& make);

    /// Lives no longer than this.
    CodeSource source(Index map) const;

  private:
    std::size_t place(std::size_t tile, Index map, Index row) const;
    void put(std::size_t tile, Index map, Index row0, const Raster<std::int32_t>& codes);
    Raster<std::int32_t> get(std::size_t tile, Index map, const Window& window) const;

    const StudyGround& m_ground;
    Index m_maps;
    std::vector<Index> m_first_cell;  ///< of each tile, and where the last one ends
    TileStore m_store;
};

}  // namespace borderlens
