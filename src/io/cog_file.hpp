#pragma once
// For .cpp files of src/io only.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/tiff_directory.hpp"
#include "io/tile_packing.hpp"
#include "io/tile_store.hpp"
#include "raster/band_statistics.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// How tiles are packed: numbers of libtiff's predictors (1 none, 2 differences of whole numbers, 3
/// of the bytes of floats) and ZSTD's level.
struct TilePacking {
    int predictor = 1;
    int level = 1;
};

/// The pixels of a Cloud Optimized GeoTIFF in the making. A tile is measured, halved for the
/// overview and packed as soon as it is whole, while it is at hand; until then it is kept plainly.
/// Bands lie apart, those of a tile one behind another: who reads one unpacks one, and an open file
/// holds a tile of one band, not of all.
template <typename T>
class CogFile {
  public:
    static constexpr Index tile_px = 512;  ///< as GDAL's COG driver

    /// `none`: a number that is no data; NaN never is one.
    CogFile(std::string path, Index rows, Index cols, Index bands, std::optional<double> none,
            const TilePacking& packing);

    /// `values` has the window's shape and all bands. Every pixel once; different windows from
    /// several threads.
    void write(const Window& window, const Raster<T>& values);
    /// Once all is written: makes the overviews, floats by averages, whole numbers by the most
    /// frequent; gives the statistics of every band. Both do not depend on the thread count.
    std::vector<BandStatistics> close();
    /// Whether places in the file may need more than 32 bits.
    bool needs_big_tiff() const;
    /// Writes the file under a name that may be temporary, once: the pixels are gone then. `start`:
    /// header of a file of this shape.
    void save(const std::string& name, const TiffStart& start);

  private:
    struct Level {
        Index rows, cols;
        Index tiles_down, tiles_across;
        Index first_tile;

        Index tiles() const { return tiles_down * tiles_across; }
        /// Rows and columns of a tile that lie on the raster.
        Index rows_of(Index tile) const {
            return std::min(tile_px, rows - tile / tiles_across * tile_px);
        }
        Index cols_of(Index tile) const {
            return std::min(tile_px, cols - tile % tiles_across * tile_px);
        }
    };
    static std::vector<Level> levels_of(Index rows, Index cols);
    /// A part: one band of a tile, numbered tile by tile.
    Index parts(const Level& level) const;
    std::size_t number(const Level& level, Index part) const;
    std::size_t place(const Level& level, Index part) const;
    std::size_t entry_of(const Level& level, Index part) const;
    void write_part(Index part, const Window& window, const Raster<T>& values);
    Room<T> pixels(const Level& level, Index part) const;
    void keep(std::size_t level, Index part, const Room<T>& values);
    void halve(const Level& from, const Level& to, Index part, const Room<T>& values);
    T merged(const T* top, const T* bottom, Index right) const;
    bool is_valid(T value) const;

    static constexpr Index half_px = tile_px / 2;
    static constexpr std::size_t part_bytes = sizeof(T) * tile_px * tile_px;
    static constexpr std::size_t quarter_bytes = part_bytes / 4;
    /// Noise grows by a few bytes when it is packed. src: RFC 8878, raw blocks.
    static constexpr std::size_t place_bytes = part_bytes + 4096;

    std::string m_path;
    Index m_bands;
    TilePacking m_packing;
    std::optional<T> m_no_data;
    std::vector<Level> m_levels;  ///< the whole first, each of the others half the one before
    /// Each part at its place: packed; or, while it is not whole, its pixels: row by row, those of
    /// overviews quarter by quarter.
    TileStore m_store;
    std::vector<std::uint32_t> m_packed_bytes;  ///< of a part; 0: not packed yet
    std::vector<BandStatistics> m_statistics;   ///< of a part of the whole
};

}  // namespace borderlens
