#include "stages/stored_maps.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace borderlens {
namespace {

constexpr Index strip_cells = Index{1} << 18;  // chosen: ten float bands of them are 10 MB a thread

std::vector<Index> first_cells(const StudyGround& ground) {
    std::vector<Index> cells = {0};
    for (const Tile& tile : ground.tiles) cells.push_back(cells.back() + tile.window.size());
    return cells;
}

}  // namespace

template <typename T>
StoredMaps<T>::StoredMaps(const StudyGround& ground, Index maps, const std::string& path)
    : m_ground(ground),
      m_maps(maps),
      m_first_cell(first_cells(ground)),
      m_store(path, static_cast<std::size_t>(m_first_cell.back() * maps) * sizeof(T)) {}

template <typename T>
void StoredMaps<T>::fill(const Make& make) {
    parallel_for(static_cast<Index>(m_ground.tiles.size()), [&](Index number) {
        const std::size_t at = static_cast<std::size_t>(number);
        const Window whole = m_ground.tiles[at].window;
        const Index rows = std::max<Index>(1, strip_cells / whole.cols);
        for (Index row0 = 0; row0 < whole.rows; row0 += rows) {
            const Window strip{row0, 0, std::min(rows, whole.rows - row0), whole.cols};
            const std::vector<Raster<std::int32_t>> made = make(m_ground.tiles[at], strip);
            for (Index map = 0; map < m_maps; ++map)
                put(at, map, row0, made[static_cast<std::size_t>(map)]);
        }
    });
}

template <typename T>
CodeSource StoredMaps<T>::source(Index map) const {
    std::vector<CodeTile> tiles;
    for (std::size_t at = 0; at < m_ground.tiles.size(); ++at) {
        const Window& whole = m_ground.tiles[at].window;
        tiles.push_back({whole, {whole.rows, whole.cols, [this, at, map](const Window& window) {
                                     return get(at, map, window);
                                 }}});
    }
    return mosaic_of(m_ground.grid.rows(), m_ground.grid.cols(), std::move(tiles));
}

template <typename T>
std::size_t StoredMaps<T>::place(std::size_t tile, Index map, Index row) const {
    const Window& window = m_ground.tiles[tile].window;
    const Index cell = m_first_cell[tile] * m_maps + map * window.size() + row * window.cols;
    return static_cast<std::size_t>(cell) * sizeof(T);
}

template <typename T>
void StoredMaps<T>::put(std::size_t tile, Index map, Index row0,
                        const Raster<std::int32_t>& codes) {
    std::vector<T> values(codes.values().size());
    std::transform(codes.values().begin(), codes.values().end(), values.begin(),
                   [](std::int32_t code) { return code == no_code ? T{0} : static_cast<T>(code); });
    m_store.put(place(tile, map, row0), values.data(), values.size() * sizeof(T));
}

template <typename T>
Raster<std::int32_t> StoredMaps<T>::get(std::size_t tile, Index map, const Window& window) const {
    const Index cols = m_ground.tiles[tile].window.cols;
    std::vector<T> values(static_cast<std::size_t>(window.rows * cols));
    m_store.get(place(tile, map, window.row0), values.data(), values.size() * sizeof(T));
    Raster<std::int32_t> codes(Grid("", {0.0, 0.0}, 1.0, 1.0, window.rows, window.cols));
    for (Index row = 0; row < window.rows; ++row) {
        const T* from = values.data() + row * cols + window.col0;
        std::transform(from, from + window.cols, codes.view().row(row),
                       [](T code) { return code == 0 ? no_code : std::int32_t{code}; });
    }
    return codes;
}

template class StoredMaps<std::uint8_t>;
template class StoredMaps<std::uint16_t>;

}  // namespace borderlens
